"""Items whose parameters contradict each other, and entries with a number missing, are told with line and hint."""

import pytest

from agreements.deals import parse_deal
from clauses.errors import ContentError
from tests.agreements.making import law, refused, threshold
from tests.agreements.test_deals import HEAD, at, said

ITEM = '\n[[items]]\nid = "thing"\nname = "Thing"\n'
GOODS = '\n[[movements]]\nof = "goods"\nfrom = "one"\nto = "two"\nitem = "thing"\n'


@pytest.mark.parametrize(
    ("typed", "problem", "hint"),
    [
        (
            'class = "quantum-computer"\nnumbers = { qubits = 1, cnot-error = 0.01 }\n',
            "items.1.numbers.cnot-error: a two-qubit error is given for a machine of 1 qubits",
            "mend the count, or take the error out",
        ),
        (
            'class = "isotope-material"\nnumbers = { enrichment-impurity = 101 }\n',
            "items.1.numbers.enrichment-impurity: 101 is no share in per cent",
            None,
        ),
        (
            'class = "theory"\nnumbers = { qubits = 60 }\n',
            "items.1.numbers: theory has no parameters",
            "choose the class of the thing itself",
        ),
        (
            'physical = false\nclass = "equipment"\nreturns = true\n',
            "items.1.returns: what is no physical thing goes back",
            "write physical = true, or take returns out",
        ),
    ],
)
def test_parameters_of_an_item_that_cannot_be_true_together_are_told_with_their_line(
    typed: str, problem: str, hint: str | None
) -> None:
    text = HEAD + ITEM + typed
    assert said(text) == at(len(text.rstrip().split("\n")), problem, hint)


def test_what_is_no_physical_thing_does_not_move_as_goods() -> None:
    text = HEAD + ITEM + 'class = "software"\nphysical = false\n' + GOODS
    line = text.split("\n").index('of = "goods"') + 1
    hint = "write technology-data or technology-software, or mend the item"
    assert said(text) == at(line, "movements.1.of: 'thing' is no physical thing, and moves as goods", hint)


def test_parameters_that_agree_are_taken() -> None:
    text = HEAD + ITEM + 'class = "quantum-computer"\nphysical = true\nreturns = true\n'
    text += "numbers = { qubits = 60, cnot-error = 0.004 }\n" + GOODS
    try:
        parse_deal(text, "deal.toml")
    except ContentError as error:
        pytest.fail(str(error))


FULL = threshold("quantum-computer", "us-4A906", 'qubits = ">=1100 & <2000", cnot-error = "<=0.006"')


def test_an_entry_for_quantum_computers_compares_count_and_error() -> None:
    hint = "an entry for quantum-computer compares qubits and cnot-error; only a row that begins where another ends"
    said = refused(threshold("quantum-computer", "us-4A906", 'qubits = ">=34"'))
    assert said == f"sample.toml:3: threshold us-4A906: cnot-error is missing\n  hint: {hint} may not"
    said = refused(threshold("quantum-computer", "us-4A906", 'cnot-error = "<=0.006"'))
    assert said == f"sample.toml:3: threshold us-4A906: qubits is missing\n  hint: {hint} may not"


def test_only_the_row_that_goes_on_where_a_full_row_ends_may_leave_the_error_out() -> None:
    assert len(law(FULL, threshold("quantum-computer", "us-4A906", 'qubits = ">=2000"')).thresholds) == 2
    assert "cnot-error is missing" in refused(FULL, threshold("quantum-computer", "us-4A906", 'qubits = ">=1500"'))
    assert "cnot-error is missing" in refused(FULL, threshold("quantum-computer", "eu-4A506", 'qubits = ">=2000"'))
    assert "cnot-error is missing" in refused(
        FULL, threshold("quantum-computer", "us-4A906", 'qubits = ">=2000 & <3000"')
    )
