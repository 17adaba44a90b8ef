"""A house style is a file; what is wrong in it is named with its place."""

from pathlib import Path

import pytest

from clauses.errors import ContentError
from templates import house_styles
from templates.house_styles import FOLDER, load_house_style

STYLES = sorted(path.stem for path in FOLDER.glob("*.toml"))


@pytest.mark.parametrize("name", STYLES)
def test_every_house_style_is_read(name: str) -> None:
    house = load_house_style(name)
    assert house.page.left + house.page.right < house.page.width
    assert house.type.small < house.type.size <= house.type.heading < house.type.title


def test_our_own_house_style_is_on_a4() -> None:
    page = load_house_style("comity").page
    assert (page.width, page.height) == (210, 297)


def test_a_house_style_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(ContentError) as caught:
        load_house_style("comety")
    assert str(caught.value) == (
        "agreement.house_style: there is no house style 'comety'\n  hint: did you mean comity?"
    )


def test_all_mistakes_of_a_house_style_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (FOLDER / "comity.toml").read_text(encoding="utf-8")
    bad = text.replace("width = 210", 'width = "wide"').replace('rule = "', 'rules = "')
    (tmp_path / "odd.toml").write_text(bad, encoding="utf-8")
    monkeypatch.setattr(house_styles, "FOLDER", tmp_path)
    with pytest.raises(ContentError) as caught:
        load_house_style("odd")
    said = str(caught.value)
    assert "templates/house-styles/odd.toml" in said
    assert all(word in said for word in ("width", "rules"))
