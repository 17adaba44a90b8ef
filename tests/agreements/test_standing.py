"""How each paragraph stands: full numbers of places, schedules counted apart, headings and titles."""

from agreements.standing import Look, Standings


def stand(*texts: str) -> list[tuple[str, bool]]:
    standings = Standings()
    found = [standings.next(text, Look()) for text in texts]
    return [(one.number, one.is_heading) for one in found]


def numbers(*texts: str) -> list[str]:
    return [number for number, _ in stand(*texts)]


def test_the_first_words_of_a_paper_are_its_title() -> None:
    assert stand("Research agreement", "The parties agree:")[0] == ("", True)


def test_items_stand_under_their_clause() -> None:
    texts = ["1. Term", "1.1 It ends if:", "(a) both wish;", "(i) in writing; or", "(b) it is done.", "1.2 Then"]
    assert numbers(*texts) == ["1", "1.1", "1.1(a)", "1.1(a)(i)", "1.1(b)", "1.2"]


def test_paragraphs_of_a_typed_schedule_are_counted_in_it() -> None:
    before = ["1. Term", " ".join(["word"] * 400), "2. Money"]
    assert numbers(*before, "Schedule 1 – Plan", "1. The first task is the design.", "2. The second is the test.")[
        3:
    ] == [
        "Schedule 1",
        "Schedule 1, paragraph 1",
        "Schedule 1, paragraph 2",
    ]


def test_a_list_of_schedules_in_front_does_not_take_the_clauses_for_its_own() -> None:
    texts = ["Agreement", "0. Parties", "Schedule 1 – Plan", "Schedule 2 – Budget", "1. Term", "1.1 It lasts a year."]
    assert numbers(*texts)[-2:] == ["1", "1.1"]


def test_sections_under_articles_that_count_afresh_carry_their_article() -> None:
    texts = [
        "ARTICLE I – TERM",
        "1. It lasts a year.",
        "2. It may be renewed.",
        "ARTICLE II – MONEY",
        "1. None is paid.",
    ]
    assert numbers(*texts) == ["I", "1", "2", "II", "II.1"]
