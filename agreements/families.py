"""The families of law: what a provision is about, as it, its file or the name of its file says, or its terms tell."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from clauses.source import read_toml

if TYPE_CHECKING:
    from agreements.provisions import LawFile, Provision

TABLE = Path(__file__).with_name("families.toml")
LAST_RESORT = "formalities"  # of a provision that neither says nor shows what it is about


@dataclass(frozen=True, slots=True)
class Family:
    """A family by its title, with the subjects whose terms belong to it, and what is to be looked at where it bites."""

    title: str
    look_at: str
    subjects: tuple[str, ...]


@cache
def load_families() -> Mapping[str, Family]:
    """The families by their words, in the order in which they are shown."""
    table = read_toml(TABLE, "agreements/families.toml")
    return {
        word: Family(said["title"], said["look_at"], tuple(said["subjects"])) for word, said in table.values.items()
    }


def families_of(stem: str, file: "LawFile") -> Mapping[str, str]:
    """The family of each provision of a file, by its id in the file; `stem` is the name of the file."""
    said = file.family or next((word for word in load_families() if f"-{stem}".endswith(f"-{word}")), "")
    shown = {provision.id: _shown(provision) for provision in file.provision}
    counted = Counter(family for family in shown.values() if family)
    usual = counted.most_common(1)[0][0] if counted else LAST_RESORT
    found: dict[str, str] = {}
    for provision in file.provision:
        # An exception is about what it lifts.
        lifted = next((shown[name] for name in provision.excepts if shown.get(name)), "")
        found[provision.id] = provision.family or said or shown[provision.id] or lifted or usual
    return found


def _shown(provision: "Provision") -> str:
    """What the terms that a provision asks for say it is about; "" where they are of no family."""
    by_subject = {subject: word for word, family in load_families().items() for subject in family.subjects}
    subjects = (term.partition("/")[0] for term in provision.asks)
    return provision.family or next((by_subject[subject] for subject in subjects if subject in by_subject), "")
