"""The checker against real agreements read by people: `python -m benchmarks.scorecard`.

Compares `find` with `labels.jsonl` of the development corpus (each disagreement named, "weak" on either side
excused), the share of lawyers' labels of `cuad-labels.jsonl` that the matching subject finds, and lists every specific
export or transfer term that is said to be met in the commercial contracts.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from agreements.reading import read_document
from checker.cards import load_cards
from checker.evidence import Found, judge_subject, read_terms

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"

# Terms so specific that hardly a commercial contract holds them: a "met" is looked at by a person.
SPECIFIC = (
    "export-control/",
    "deemed-export/",
    "data-transfer/",
    "data-location/",
    "foreign-filing/",
    "foreign-authority-access/",
)

# Lawyers' categories of contract clauses, and the subject that should be found wherever such a clause stands.
CATEGORIES = {
    "Anti-Assignment": "assignment-and-control",
    "Audit Rights": "audit",
    "Cap On Liability": "liability",
    "Change Of Control": "assignment-and-control",
    "Exclusivity": "competition-and-subsidy",
    "Expiration Date": "term-termination",
    "Governing Law": "governing-law",
    "Insurance": "insurance-tax",
    "Ip Ownership Assignment": "results-ownership",
    "Joint Ip Ownership": "joint-ownership",
    "License Grant": "access-rights",
    "Non-Compete": "competition-and-subsidy",
    "Post-Termination Services": "suspension-and-exit",
    "Termination For Convenience": "term-termination",
    "Warranty Duration": "warranty",
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    file: str
    subject: str
    labelled: bool
    found: bool
    quote: str


def scored(corpus: Path) -> tuple[Counter[str], dict[str, Counter[str]], list[Disagreement]]:
    """Counts of right, wrong and excused judgements, in all and by subject, and every disagreement."""
    cards = load_cards()
    total: Counter[str] = Counter()
    by_subject: dict[str, Counter[str]] = {}
    wrong: list[Disagreement] = []
    for line in (corpus / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        found = read_terms(read_document(corpus / label["file"]), cards)
        for subject, judged in label["subjects"].items():
            name = subject.replace("_", "-")
            if name not in found.subjects:
                continue
            result = found.subjects[name]
            outcome = _outcome(judged["present"], result.present)
            total[outcome] += 1
            by_subject.setdefault(name, Counter())[outcome] += 1
            if outcome in ("missed", "invented"):
                quote = (
                    judged.get("quote", "")
                    if outcome == "missed"
                    else (result.evidence[0].quote if result.evidence else "")
                )
                wrong.append(Disagreement(label["file"], name, outcome == "missed", outcome == "invented", quote))
    return total, by_subject, wrong


def _outcome(labelled: bool | str, found: bool | str) -> str:
    if labelled == "weak" or found == "weak":
        return "excused"
    if labelled == found:
        return "right"
    return "missed" if labelled else "invented"


@dataclass(frozen=True, slots=True)
class Unread:
    """A clause that lawyers labelled in a contract in which the matching subject was not found."""

    file: str
    category: str
    quote: str


def lawyers(corpus: Path) -> tuple[dict[str, Counter[str]], list[Unread]]:
    """By category how many labelled contracts hold the matching subject: `present`, `weak` or `missed`."""
    subjects = load_cards().subjects
    counted: dict[str, Counter[str]] = {}
    unread: list[Unread] = []
    for line in (corpus / "cuad-labels.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        document = read_document(corpus / entry["file"])
        for category, name in CATEGORIES.items():
            quotes = entry["labels"].get(category)
            if not quotes or name not in subjects:
                continue
            present = judge_subject(subjects[name], document).present
            outcome = "present" if present is True else "weak" if present else "missed"
            counted.setdefault(category, Counter())[outcome] += 1
            if not present:
                unread.append(Unread(Path(entry["file"]).name, category, " ".join(quotes[0].split())))
    return counted, unread


def specific_met(corpus: Path) -> Iterator[tuple[str, str, str]]:
    """Every specific term said to be met in the contracts of `cuad-text`, with its words."""
    cards = load_cards()
    for path in sorted((corpus / "cuad-text").glob("*.txt")):
        found: Found = read_terms(read_document(path), cards)
        for term, result in sorted(found.terms.items()):
            if result.verdict == "met" and term.startswith(SPECIFIC):
                yield path.name, term, " / ".join(passage.quote for passage in result.evidence[:1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--no-met", action="store_true", help="leave out the list of met terms")
    parser.add_argument("--lawyers", action="store_true", help="compare with the lawyers' labels of cuad-text too")
    arguments = parser.parse_args()
    if not arguments.corpus.exists():
        print("no corpus beside the project: nothing to score")
        return
    total, by_subject, wrong = scored(arguments.corpus)
    judged = sum(total.values())
    print(
        f"subjects: {total['right']} of {judged} right, {total['excused']} excused, "
        f"{total['missed']} missed, {total['invented']} invented"
    )
    print()
    print(f"{'subject':32} right excused missed invented")
    for subject, counts in sorted(by_subject.items()):
        print(f"{subject:32} {counts['right']:5} {counts['excused']:7} {counts['missed']:6} {counts['invented']:8}")
    print()
    print("disagreements")
    for entry in wrong:
        what = "labelled, not found" if entry.labelled else "found, not labelled"
        print(f"- {entry.file}: {entry.subject}: {what}: “{entry.quote[:140]}”")
    if arguments.lawyers:
        _print_lawyers(*lawyers(arguments.corpus))
    if not arguments.no_met:
        print()
        print("specific terms said to be met in cuad-text")
        for file, term, quote in specific_met(arguments.corpus):
            print(f"- {file}: {term}: “{quote[:300]}”")


def _print_lawyers(counted: dict[str, Counter[str]], unread: list[Unread]) -> None:
    print()
    print(f"{'lawyers label':32} present weak missed   as")
    for category, counts in sorted(counted.items()):
        print(f"{category:32} {counts['present']:7} {counts['weak']:4} {counts['missed']:6}   {CATEGORIES[category]}")
    print()
    print("labelled by lawyers, subject not found")
    for entry in unread:
        print(f"- {entry.file}: {entry.category}: “{entry.quote[:140]}”")


if __name__ == "__main__":
    main()
