from dataclasses import replace

from checker.examples import document_in
from checker.units import cut, sentences

EN = frozenset({"en"})


def units(text: str) -> list[tuple[str, str, str]]:
    return [(unit.kind, unit.lead, unit.text) for unit in cut(document_in(text), EN).units]


def test_a_sentence_ends_at_its_stop_and_not_at_an_abbreviation() -> None:
    text = (
        "The U.S. Export Administration Regulations (see Sec. 734.13) apply. A licence, e.g. No. 7, is shown. It ends."
    )
    assert list(sentences(text)) == [
        "The U.S. Export Administration Regulations (see Sec. 734.13) apply.",
        "A licence, e.g. No. 7, is shown.",
        "It ends.",
    ]


def test_an_item_carries_its_lead_in() -> None:
    text = "14.1 The Host shall:\n(a) keep a log; and\n(b) tell the Provider.\n14.2 Something else happens."
    assert [(lead, said) for _, lead, said in units(text)] == [
        ("", "the host shall:"),
        ("the host shall:", "keep a log; and"),
        ("the host shall:", "tell the provider."),
        ("", "something else happens."),
    ]


def test_a_lead_in_of_a_lead_in_is_carried_too() -> None:
    text = (
        "1.1 Each Party shall:\n(a) before it sends:\n(i) classify the item; and\n(ii) mark it; and\n(b) keep a record."
    )
    leads = [lead for _, lead, _ in units(text)]
    assert leads == [
        "",
        "each party shall:",
        "each party shall: before it sends:",
        "each party shall: before it sends:",
        "each party shall:",
    ]


def test_recitals_are_told_from_what_is_agreed() -> None:
    text = "# Background\n(A) The Parties will study qubits.\n(B) They have funds.\n"
    text += "# Agreed terms\n1.1 The Parties shall meet."
    assert [kind for kind, _, _ in units(text)] == ["heading", "recital", "recital", "heading", "operative"]


def test_whereas_opens_a_recital_wherever_it_stands() -> None:
    assert [kind for kind, _, _ in units("WHEREAS the Parties wish to work together;\n1.1 They shall do so.")] == [
        "recital",
        "operative",
    ]


def test_a_definition_is_known_by_its_form() -> None:
    text = "“Results” means what the Project produces.\n1.2 The Results shall be published."
    assert [kind for kind, _, _ in units(text)] == ["definition", "operative"]


def test_a_run_in_heading_stands_above_its_own_sentences() -> None:
    found = cut(document_in("14.2 Access by visitors. The Host shall keep a log."), EN).units
    assert [(unit.kind, unit.heading) for unit in found] == [("heading", ""), ("operative", "access by visitors.")]


def test_the_first_cell_of_a_row_heads_the_others() -> None:
    paragraphs = document_in("Governing law\nThe laws of Norway\nTerm\nTwo years").paragraphs
    cells = tuple(
        replace(one, table=(0, number // 2, number % 2), kind="text") for number, one in enumerate(paragraphs)
    )
    made = cut(replace(document_in("x"), paragraphs=cells), EN).units
    assert [(unit.heading, unit.text) for unit in made][1::2] == [
        ("governing law", "the laws of norway"),
        ("term", "two years"),
    ]


def test_struck_text_is_kept_apart_with_who_struck_it() -> None:
    made = cut(document_in("1.1 The Parties shall meet.\n[-1.2 They shall not meet in winter.-]"), EN)
    assert [unit.text for unit in made.units] == ["the parties shall meet."]
    assert [(unit.text, unit.struck) for unit in made.struck] == [
        ("1.2 they shall not meet in winter.", "the other side")
    ]


def test_a_text_in_another_language_is_counted_as_not_assessed() -> None:
    french = "1.1 Les parties se réunissent dans les locaux de l'institut et elles décident à la majorité des voix."
    made = cut(document_in(french), EN)
    assert made.language == "fr"
    assert made.unassessed == 1.0
