"""Comity for other programs: `import comity`. What is used is loaded when it is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from agreements.agreement import Agreement as Agreement
    from agreements.compose import Composition as Composition
    from agreements.compose import compose as compose
    from agreements.deal import Deal as Deal
    from agreements.deals import read_deal as read_deal
    from agreements.document import Document as Document
    from agreements.legislation import load_law as load_law
    from agreements.reading import read_document as read_document
    from agreements.writing import write_agreement as write_agreement
    from checker.cards import load_cards as load_cards
    from checker.findings import Report as Report
    from checker.findings import Severity as Severity
    from checker.holdings import Holdings as Holdings
    from checker.holdings import holdings as find
    from checker.holdings import holdings_as_data as find_as_data
    from checker.judge import Asking as Asking
    from checker.judge import check as check
    from checker.report_json import as_data as check_as_data
    from clauses.errors import ContentError as ContentError
    from clauses.errors import Mistake as Mistake
    from clauses.library import load_library as load_library
    from comity.drafts import draft as draft
    from comity.explanations import explanation as explain
    from templates.arrangements import load_templates as load_templates

# Where each name comes from: `import comity` itself loads nothing, so that a program pays for what it uses.
_HOMES = {
    "Agreement": "agreements.agreement",
    "Asking": "checker.judge",
    "Composition": "agreements.compose",
    "ContentError": "clauses.errors",
    "Deal": "agreements.deal",
    "Document": "agreements.document",
    "Holdings": "checker.holdings",
    "Mistake": "clauses.errors",
    "Report": "checker.findings",
    "Severity": "checker.findings",
    "check": "checker.judge",
    "check_as_data": "checker.report_json:as_data",
    "compose": "agreements.compose",
    "draft": "comity.drafts",
    "explain": "comity.explanations:explanation",
    "find": "checker.holdings:holdings",
    "find_as_data": "checker.holdings:holdings_as_data",
    "load_cards": "checker.cards",
    "load_law": "agreements.legislation",
    "load_library": "clauses.library",
    "load_templates": "templates.arrangements",
    "read_deal": "agreements.deals",
    "read_document": "agreements.reading",
    "write_agreement": "agreements.writing",
}

__all__ = [  # noqa: RUF022 - in the order in which docs/api.md tells of them
    "read_deal",
    "compose",
    "write_agreement",
    "draft",
    "read_document",
    "check",
    "check_as_data",
    "find",
    "find_as_data",
    "explain",
    "load_library",
    "load_templates",
    "load_law",
    "load_cards",
    "Deal",
    "Agreement",
    "Composition",
    "Document",
    "Asking",
    "Report",
    "Severity",
    "Holdings",
    "ContentError",
    "Mistake",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'comity' has no attribute {name!r}")
    module, _, own = _HOMES[name].partition(":")
    found = globals()[name] = getattr(import_module(module), own or name)
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
