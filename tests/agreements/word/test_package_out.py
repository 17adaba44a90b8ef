"""The package around the text: the same bytes whoever makes it, wherever and whenever."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from agreements.word.package_out import FIRST_FOOTER, FIRST_HEADER, FOOTER, HEADER
from tests.agreements.word.conftest import DAY, DEALS, file_of
from tests.agreements.word.structure import roots_of

_PRINT_HASHES = f"""
import datetime, hashlib, pathlib, sys
from agreements.compose import compose
from agreements.deals import read_deal
from agreements.word.writer import written
for name in sys.argv[1:]:
    path = pathlib.Path(name)
    day = datetime.date.fromisoformat("{DAY.isoformat()}")
    agreement = compose(read_deal(path), as_of=day, base=path.parent, shown=path.name).agreement
    print(hashlib.sha256(written(agreement)).hexdigest(), hashlib.sha256(written(agreement, internal=True)).hexdigest())
"""


def hashes(folder: Path, seed: str, zone: str) -> str:
    root = str(Path(__file__).resolve().parents[3])
    environment = dict(os.environ) | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": root, "HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", _PRINT_HASHES, *map(str, DEALS)],
        cwd=folder, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_other_hash_seed_time_zone_and_folder_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    made = hashes(one, "1", "Pacific/Auckland")
    assert made == hashes(other, "4242", "America/Anchorage")
    assert len(made.split()) == 2 * len(DEALS)


def test_the_zip_tells_nothing_of_the_machine_or_the_hour(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        entries = archive.infolist()
    assert {(entry.date_time, entry.create_system, entry.extra) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0, b"")
    }
    assert [entry.filename for entry in entries][:2] == ["[Content_Types].xml", "_rels/.rels"]


@pytest.mark.parametrize(
    ("element", "kind", "part"),
    [
        ("headerReference", "default", HEADER),
        ("headerReference", "first", FIRST_HEADER),
        ("footerReference", "default", FOOTER),
        ("footerReference", "first", FIRST_FOOTER),
    ],
)
def test_headers_and_footers_have_the_names_the_writer_counts_on(element: str, kind: str, part: str) -> None:
    from agreements.word.names import r, w

    roots = roots_of(file_of(DEALS[0]))
    reference = next(e for e in roots["word/document.xml"].iter(w(element)) if e.get(w("type")) == kind)
    targets = {e.get("Id"): e.get("Target") for e in roots["word/_rels/document.xml.rels"]}
    assert f"word/{targets[reference.get(r('id'))]}" == part
