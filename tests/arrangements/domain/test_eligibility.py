"""Yes, no or unknown with what is missing, and where an arrangement stands on a day."""

from datetime import date

import pytest

from doorstroom.arrangements.domain.eligibility import Answer, Terms, eligibility, is_young
from doorstroom.arrangements.domain.standing import Standing, standing
from doorstroom.programmes.domain.entry import Outcome

PAPER = "Werkt in papier of karton"
OLDER = Terms(50, None, (PAPER,), 27)
ON = date(2026, 11, 23)
FIFTY, YOUNGER = date(1976, 11, 23), date(1976, 11, 24)


@pytest.mark.parametrize(
    ("birth_date", "said", "answer", "missing"),
    [
        (FIFTY, (True,), Answer.YES, []),
        (FIFTY, (None,), Answer.UNKNOWN, ["condition_0"]),
        (FIFTY, (), Answer.UNKNOWN, ["condition_0"]),
        (None, (True,), Answer.UNKNOWN, ["age"]),
        (None, (), Answer.UNKNOWN, ["age", "condition_0"]),
        (FIFTY, (False,), Answer.NO, []),
        (YOUNGER, (True,), Answer.NO, []),
        (None, (False,), Answer.NO, ["age"]),
    ],
)
def test_a_rule_says_yes_no_or_unknown_with_the_missing_fact(birth_date, said, answer, missing):
    found = eligibility(OLDER, birth_date=birth_date, said=said, on=ON)
    assert (found.answer, [each.criterion for each in found.those(Outcome.UNKNOWN)]) == (answer, missing)


def test_without_conditions_it_is_for_everybody():
    found = eligibility(Terms(None, None, (), 27), birth_date=None, said=(), on=ON)
    assert (found.answer, found.judgements) == (Answer.YES, ())


def test_young_until_the_birthday_that_the_type_names():
    ages = [is_young(OLDER, born, ON) for born in (date(1999, 11, 24), date(1999, 11, 23), None)]
    assert ages == [True, False, None]


def test_the_last_day_is_still_running_and_what_is_called_off_is_nothing_else():
    days = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 4)}
    found = [standing(**days, called_off=False, on=date(2026, 3, day)) for day in (1, 2, 4, 5)]
    assert found == [Standing.TO_BEGIN, Standing.RUNNING, Standing.RUNNING, Standing.ENDED]
    assert standing(**days, called_off=True, on=date(2026, 3, 3)) is Standing.CALLED_OFF
