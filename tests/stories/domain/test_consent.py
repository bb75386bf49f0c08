"""Who must have said yes, until when that holds, and what gives somebody away."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.stories.domain.consent import Side, Told, check_term, sides_needed, why_hidden
from doorstroom.stories.domain.errors import StoryError
from doorstroom.stories.domain.words import Known, gives_away

ON = date(2026, 11, 23)
ADULT = Told(of_person=True, employer=False, until=date(2027, 11, 23), born_on=date(1990, 5, 1))
SUBSETS = [set(each) for each in chain.from_iterable(combinations(Side, n) for n in range(4))]


@pytest.mark.parametrize(
    ("told", "sides"),
    [
        (ADULT, (Side.PERSON,)),
        (replace(ADULT, born_on=date(2008, 11, 23)), (Side.PERSON,)),
        (replace(ADULT, born_on=date(2008, 11, 24)), (Side.PERSON, Side.GUARDIAN)),
        (replace(ADULT, born_on=None), (Side.PERSON, Side.GUARDIAN)),
        (replace(ADULT, employer=True), (Side.PERSON, Side.EMPLOYER)),
        (replace(ADULT, of_person=False, employer=True, born_on=None), (Side.EMPLOYER,)),
    ],
)
def test_under_eighteen_a_guardian_agrees_too_and_so_does_an_employer_who_is_named(told, sides):
    assert sides_needed(told, ON) == sides


@given(
    told=st.builds(
        Told, of_person=st.booleans(), employer=st.booleans(),
        until=st.dates(ON - timedelta(days=3), ON + timedelta(days=3)),
        born_on=st.none() | st.dates(date(2008, 1, 1), date(2009, 12, 31)), replaced=st.booleans(),
        restricted=st.booleans(),
    ),
    said=st.sampled_from(SUBSETS),
)  # fmt: skip
def test_it_is_shown_only_with_every_yes_in_its_term_unchanged_and_of_an_open_file(told, said):
    hidden = bool(list(why_hidden(told, said, ON)))
    assert hidden == (told.replaced or told.restricted or told.until <= ON or not set(sides_needed(told, ON)) <= said)


@given(told=st.builds(replace, st.just(ADULT), employer=st.booleans()), said=st.sampled_from(SUBSETS))
def test_taking_one_yes_back_hides_what_was_shown(told, said):
    if not list(why_hidden(told, said, ON)):
        assert all(list(why_hidden(told, said - {side}, ON)) for side in sides_needed(told, ON))


@pytest.mark.parametrize("until", [ON, ON - timedelta(days=1), date(2028, 11, 24)])
def test_nobody_agrees_to_a_day_that_has_passed_or_for_more_than_two_years(until):
    with pytest.raises(StoryError, match="term_out_of_range"):
        check_term(until, ON)


def test_two_years_to_the_day_is_allowed():
    check_term(date(2028, 11, 23), ON)


KNOWN = Known(surnames=("de Wit",), rounds=("Ronde 9",), employers=("Zorgkring Oost",))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ik begon op 3 mei en het ging goed.", ("3 mei",)),
        ("Sinds 12-03-2026 werk ik.", ("12-03-2026",)),
        ("In 2025 kwam ik hier.", ("2025",)),
        ("Bel mij: 06 1234 5678.", ("06 1234 5678",)),
        ("Mail mij op abel@example.org.", ("abel@example.org",)),
        ("Ik woon op 1234 AB.", ("1234 AB",)),
        ("Mijn vader, de heer de Wit, hielp.", ("de Wit",)),
        ("Bij zorgkring oost leerde ik veel.", ("Zorgkring Oost",)),
        ("In ronde 9 zaten wij samen, bij Zorgkring Oost.", ("Ronde 9", "Zorgkring Oost")),
    ],
)
def test_what_few_people_stand_behind_must_go(text, words):
    assert gives_away(text, KNOWN) == words


@pytest.mark.parametrize(
    "text",
    [
        "Ik werk nu drie dagen per week en heb 24 uur.",
        "Met 18 collega's en 2 stagiairs.",
        "De witte muren maakten mij rustig.",
        "In ronde 99 van het spel.",
        "Ik hielp wel 12 mensen.",
    ],
)
def test_plain_words_and_small_numbers_may_stay(text):
    assert gives_away(text, KNOWN) == ()
