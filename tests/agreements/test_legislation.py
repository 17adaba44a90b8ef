"""Law files: what the loader refuses, what is in force on a day, and how exceptions lift."""

from datetime import date

import pytest

from agreements import legislation
from agreements.asking import Answer
from agreements.legislation import asked_terms, strictest
from agreements.rows import Facts, Row
from tests.agreements.making import DAY, facts, flow, law, one, provision, refused, threshold

# What is refused


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (provision("a", 'applies = { all = ["partie:US"] }'), "did you mean party?"),
        (provision("a", 'applies = { all = ["party:US[kind=universty]"] }'), "did you mean university?"),
        (provision("a", 'applies = { each = "party:@eea" }'), "there is no group @eea"),
        (provision("a", "in_force = { from = 2020-01-02, until = 2020-01-01 }"), "the dates are reversed"),
        (
            provision(
                "a", "in_force = { suspended = [{ from = 2020-01-01, until = 2020-06-01 }, { from = 2020-05-01 }] }"
            ),
            "suspensions overlap",
        ),
        (provision("a") + provision("a"), "stands twice"),
        (provision("a", 'role = "exception"'), "says what it lifts"),
        (provision("a", 'excepts = ["b"]') + provision("b"), "only an exception"),
        (provision("bulk") + provision("a", 'role = "exception"', 'excepts = ["bulc"]'), "did you mean bulk?"),
        (provision("a", 'message = "{{ match.form }}"'), "did you mean match.from?"),
        (provision("a", 'message = "{{ 7 * 7 }}"'), "a message has no name"),
        (provision("a", 'seen = { grade = "official" }'), "needs the source"),
        (provision("a", force="content").replace("content", "contents"), "did you mean content?"),
        (provision("a", 'asks = ["x/y"]', 'limits = { "x/y" = "24 hours" }'), "is not a limit"),
        (provision("a", 'asks = ["x/y"]', 'limits = { "x/z" = "at most 24 hours" }'), "did you mean x/y?"),
        (provision("a", 'severity = "error"'), "unknown key"),
        ('[[group.g]]\nis = "DE"\n', "'group.g.1.source' is missing"),
        ('[[group.g]]\nis = "Germany"\nsource = "list"\n', "write DE"),
        ('[[group.g]]\nis = "germany"\nsource = "list"\n', "write DE"),
        ('[[group.g]]\nis = "CA"\nwhere = { kid = "company" }\nsource = "list"\n', "did you mean kind?"),
        ('[[group.g]]\nis = "CA"\nwhere = { kind = "compny" }\nsource = "list"\n', "did you mean company?"),
        (
            '[[group.g]]\nis = "DE"\nsource = "list"\n[[group.g]]\nis = ["DE"]\nfrom = 2020-01-01\nsource = "list"\n',
            "twice",
        ),
        ('[[group.g]]\nis = "DE"\nfrom = 2020-01-01\nuntil = 2019-01-01\nsource = "list"\n', "reversed"),
        (
            threshold("quantum-computr", "us-4A906", 'qubits = ">=34"'),
            "quantum-computer?",
        ),
        (
            threshold("quantum-computer", "us-4A90", 'qubits = ">=34"'),
            "us-4A906?",
        ),
        (
            threshold("quantum-computer", "us-4A906", 'qubit = ">=34"'),
            "qubits?",
        ),
        (
            threshold("quantum-computer", "us-4A906", 'qubits = "34"'),
            "is not a comparison",
        ),
        (
            threshold("quantum-computer", "us-4A906", ""),
            "threshold.1.where",
        ),
    ],
)
def test_a_law_file_with_a_mistake_is_refused_with_the_reason(text: str, said: str) -> None:
    assert said in refused(text)


def test_all_mistakes_of_a_law_file_are_said_at_once_each_with_its_line() -> None:
    said = refused(
        provision("a", 'applies = { each = "party:@eea" }'),
        provision("a"),
        '[[group.g]]\nis = "Germany"\nsource = "list"\n',
    )
    assert said.count("sample.toml:") == 3


def test_a_member_may_come_back_after_it_has_left() -> None:
    built = law(
        '[[group.g]]\nis = "GB"\nuntil = 2020-01-01\nsource = "list"\n',
        '[[group.g]]\nis = "GB"\nfrom = 2020-01-01\nsource = "list"\n',
    )
    assert len(built.groups["g"]) == 2


def test_the_id_of_a_provision_is_its_file_and_its_own() -> None:
    assert list(law(provision("one")).provisions) == ["sample/one"]


# Days


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2025, 9, 28), "no"),
        (date(2025, 9, 29), "yes"),
        (date(2025, 11, 9), "yes"),
        (date(2025, 11, 10), "suspended"),
        (date(2026, 11, 9), "suspended"),
        (date(2026, 11, 10), "unknown"),
    ],
)
def test_the_rule_on_affiliates_stands_as_its_dates_say(day: date, standing: str) -> None:
    assert legislation.load_law().provisions["us-ear/affiliates"].stands_on(day) == standing


def test_a_duty_that_is_over_or_suspended_is_not_asked_and_one_of_unknown_status_is_not_settled() -> None:
    built = law(
        provision("over", "in_force = { until = 2026-01-01 }"),
        provision("resting", "in_force = { suspended = [{ from = 2026-01-01, until = 2027-01-01 }] }"),
        provision("unseen", "status_unknown_after = 2026-01-01"),
        provision("standing"),
    )
    assert [(applied.provision.id, applied.settled) for applied in built.apply(facts())] == [
        ("sample/unseen", False),
        ("sample/standing", True),
    ]


# Exceptions


DUTY = provision("duty", 'applies = { each = "flow:US>!US" }', 'asks = ["x/y"]')
BY_ROW = provision(
    "award", 'role = "exception"', 'excepts = ["duty"]', 'applies = { each = "flow:US>!US[under=us-federal]" }'
)
WHOLE = provision("whole", 'role = "exception"', 'excepts = ["duty"]', 'applies = { all = ["deal:open-results"] }')


@pytest.mark.parametrize(
    ("under", "answer", "left"),
    [
        (("us-federal", None), Answer.OPEN, 0),
        (("us-federal", "us-federal-nsf"), Answer.NO, 0),
        (("us-federal", "eu"), Answer.YES, 1),
        ((None, None), Answer.OPEN, 0),
        ((None, "eu"), Answer.YES, 1),
        (("eu", "own"), Answer.YES, 2),
    ],
)
def test_an_exception_with_each_of_the_same_kind_lifts_the_rows_it_matches(
    under: tuple[str | None, str | None], answer: Answer, left: int
) -> None:
    applied = one(law(DUTY, BY_ROW), facts(flow("US", "DE", under=under[0]), flow("US", "FR", under=under[1])))
    assert (applied.answer, len(applied.matches)) == (answer, left)
    assert bool(applied.questions) is (None in under)


@pytest.mark.parametrize(("said", "answer"), [("yes", Answer.NO), ("no", Answer.YES), (None, Answer.OPEN)])
def test_an_exception_without_each_lifts_the_whole_and_an_open_one_leaves_it_open(
    said: str | None, answer: Answer
) -> None:
    rows = [flow("US", "DE"), *([Row("deal", ("open-results",))] if said == "yes" else [])]
    told = Facts(tuple(rows), frozenset({"flow"}), DAY, denied=frozenset({"deal:open-results"} if said == "no" else ()))
    assert one(law(DUTY, WHOLE), told).answer is answer


def test_an_exception_lifts_a_row_that_might_have_matched_as_well() -> None:
    duty = provision("duty", 'applies = { each = "flow:US>!US[of=technology-data]" }')
    applied = one(law(duty, BY_ROW), facts(flow("US", "DE", under="us-federal")))
    assert (applied.answer, applied.questions) == (Answer.NO, ())


def test_an_exception_not_in_force_lifts_nothing() -> None:
    late = BY_ROW.replace('role = "exception"', 'role = "exception"\nin_force = { from = 2027-01-01 }')
    assert one(law(DUTY, late), facts(flow("US", "DE", under="us-federal"))).answer is Answer.YES


# What is asked for


def test_a_term_is_asked_for_once_with_the_strongest_force_and_every_row_once() -> None:
    built = law(
        provision("practice", 'applies = { each = "flow:US>*" }', 'asks = ["x/y"]', force="practice"),
        provision("content", 'applies = { each = "flow:US>DE" }', 'asks = ["x/y"]', force="content"),
        provision("other", 'applies = { each = "flow:IT>*" }', 'asks = ["x/y"]', force="content"),
    )
    asked = asked_terms(built.apply(facts(flow("US", "DE"), flow("US", "FR"))))
    assert list(asked) == ["x/y"]
    assert asked["x/y"].force == "content"
    assert [applied.provision.id for applied in asked["x/y"].applied] == ["sample/content", "sample/practice"]
    assert sorted(match.row.places[1] or "" for match in asked["x/y"].matches) == ["DE", "FR"]


@pytest.mark.parametrize(
    ("limits", "strict"),
    [
        (("at most 72 hours", "at most 24 hours"), (24, "hour")),
        (("at most 2 days", "at most 72 hours"), (2, "day")),
        (("at least 3 years", "at least 5 years"), (5, "year")),
    ],
)
def test_the_strictest_limit_wins(limits: tuple[str, str], strict: tuple[int, str]) -> None:
    built = law(
        *(provision(f"p{n}", 'asks = ["x/y"]', f'limits = {{ "x/y" = "{said}" }}') for n, said in enumerate(limits))
    )
    assert strictest("x/y", built.apply(facts())) == strict


def test_a_limit_of_a_provision_that_does_not_apply_does_not_count() -> None:
    built = law(
        provision("a", 'asks = ["x/y"]', 'limits = { "x/y" = "at most 6 hours" }', 'applies = { all = ["party:IN"] }')
    )
    assert strictest("x/y", built.apply(facts())) is None


# Messages


def test_a_message_stands_once_for_every_row_that_matched_and_names_its_ends() -> None:
    built = law(
        provision(
            "a",
            'applies = { each = "flow:US>*" }',
            'message = "From {{ match.from }} to {{match.to}}: {{ match.of }}."',
        )
    )
    assert one(built, facts(flow("US", "DE"), flow("US", "FR"))).messages == (
        "From the United States to Germany: technology.",
        "From the United States to France: technology.",
    )


def test_without_each_a_message_stands_once_however_many_rows_matched() -> None:
    built = law(
        provision("a", 'applies = { all = ["flow:US>*", "party:*"] }', 'message = "Nothing is said about sending."')
    )
    told = facts(flow("US", "DE"), flow("US", "FR"), Row("party", ("US",)), Row("party", ("DE",)))
    assert one(built, told).messages == ("Nothing is said about sending.",)


def test_a_condition_made_of_exclusions_alone_has_its_message_too() -> None:
    built = law(provision("a", 'applies = { unless = ["party:FR"] }', 'message = "Nothing is said."'))
    assert one(built, facts(Row("party", ("US",)))).messages == ("Nothing is said.",)


def test_an_open_provision_has_no_message() -> None:
    built = law(provision("a", 'applies = { all = ["deal:equity"] }', 'message = "Nothing is said."'))
    assert one(built, facts()).messages == ()
