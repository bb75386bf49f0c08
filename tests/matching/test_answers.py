"""Every answer is kept, can be computed again byte for byte, changes at once with the facts, and is reduced in time."""

import zlib
from datetime import date

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.database.scope import scope
from doorstroom.matching.domain.answers import answer
from doorstroom.matching.domain.written import read, written
from doorstroom.matching.models import MatchAnswer
from doorstroom.matching.privacy import answers_past_term, reduce_answers
from doorstroom.matching.selectors import people_of_place, places_of_person
from doorstroom.matching.services import Replay, replay_answer
from doorstroom.matching.services.answers import rule_version
from doorstroom.participants.models import Person, PersonProfile
from factories.matching import needs, place, seeker
from factories.trajectories import colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(samira, abel, sign_in, system):
    """Both pages opened once by Samira, for one person and one place."""
    offered = place(asks={"language": "B1"})
    needs(abel, "quiet")
    client = sign_in(samira)
    client.get(reverse("person_places", args=[abel.pk]))
    client.get(reverse("place_people", args=[offered.pk]))
    with scope(system):
        yield client, offered


def rows():
    return MatchAnswer.objects.order_by("pk")


def test_both_pages_keep_their_answer_with_rule_version_and_counts(samira, abel, asked):
    kept = [(r.direction, r.membership_id, r.people, r.answered_on, r.rule_version, r.counts) for r in rows()]
    assert kept == [
        ("places", samira.pk, [abel.pk], NOW.date(), rule_version(), {"fits": 0, "nearly": 1, "not_yet": 0}),
        ("people", samira.pk, [abel.pk], NOW.date(), rule_version(), {"fits": 0, "nearly": 1, "not_yet": 0}),
    ]


def test_an_answer_can_be_computed_again_byte_for_byte(abel, asked):
    """Also after everything about the person changed: the inputs of that day stand in the log."""
    PersonProfile.objects.filter(person=abel).update(weekdays=[5], hours_minimum=38, hours_maximum=40)
    assert [replay_answer(row=row) for row in rows()] == [Replay.SAME, Replay.SAME]
    question = read(zlib.decompress(bytes(rows()[0].inputs)))
    assert [each.group.name for each in answer(question)] == ["NEARLY"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"answer_digest": "0" * 64}, Replay.DIFFERENT),
        ({"inputs_digest": "0" * 64}, Replay.DIFFERENT),
        ({"rule_version": "places-1.000000000000"}, Replay.OTHER_RULE),
    ],
)
def test_a_changed_answer_or_rule_shows(asked, change, expected):
    MatchAnswer.objects.filter(pk=rows()[0].pk).update(**change)
    assert replay_answer(row=rows()[0]) is expected


def test_the_same_answer_is_kept_once(abel, asked, system):
    client, offered = asked
    client.get(reverse("place_people", args=[offered.pk]))
    with scope(system, nested=True):
        assert rows().count() == 2
        PersonProfile.objects.filter(person=abel).update(weekdays=[0])
    client.get(reverse("place_people", args=[offered.pk]))
    with scope(system, nested=True):
        assert rows().count() == 3


def test_inputs_of_the_page_of_a_place_hold_no_adjustments(asked):
    question = read(zlib.decompress(bytes(rows()[1].inputs)))
    assert [(person.adjustments, dict(person.capacities)) for person in question.people] == [(frozenset(), {})]


def test_answers_of_colleagues_do_not_exist(asked, acting):
    with scope(acting(colleague()), nested=True):
        assert MatchAnswer.objects.count() == 0


def test_after_its_term_only_rule_version_day_and_counts_stay(asked, system):
    assert answers_past_term(on=date(2027, 11, 22)).count() == 0
    assert reduce_answers(actor=system, on=date(2027, 11, 23)) == 2
    row = rows()[0]
    assert (row.membership, row.subject, row.people, row.inputs, row.inputs_digest, row.answer_digest) == (
        None, "", [], None, "", "",
    )  # fmt: skip
    assert (row.rule_version, row.answered_on, row.direction, row.counts) == (
        rule_version(), NOW.date(), "places", {"fits": 0, "nearly": 1, "not_yet": 0},
    )  # fmt: skip
    assert replay_answer(row=row) is Replay.REDUCED
    assert reduce_answers(actor=system, on=date(2027, 11, 24)) == 0


def test_an_answer_is_reduced_as_soon_as_somebody_in_it_is_let_go(asked, abel, system):
    assert answers_past_term(on=NOW.date()).count() == 0
    Person.objects.filter(pk=abel.pk).delete()
    assert reduce_answers(actor=system, on=NOW.date()) == 2


def test_a_change_of_one_person_or_place_shows_in_the_next_answer(samira, abel, acting):
    """Nothing is stored between the facts and the page, so there is nothing to bring up to date."""
    offered = place(asks={"language": "B1"})

    def groups():
        with scope(acting(samira), nested=True):
            ((_, for_person),) = places_of_person(acting(samira), abel.pk).found
            (for_place,) = people_of_place(acting(samira), offered.pk).found
        return for_person.group.name, for_place.group.name

    assert groups() == ("NEARLY", "NEARLY")
    abel.language_levels.update(level="B1")
    assert groups() == ("FITS", "FITS")
    type(offered).objects.update(weekdays=[5, 6])
    assert groups() == ("NEARLY", "NEARLY")


def test_asking_about_one_pair_equals_asking_about_all(samira, programme, system, acting):
    """The incremental answer (one person, one place) is the full run's, assessment for assessment."""
    people = [seeker(samira, programme, system, given_name=f"P{n}", level=("A1", "B1")[n % 2]).person for n in range(4)]
    places = [place(employer=f"W{n}", asks={"language": ("A2", "B2")[n % 2]}) for n in range(3)]
    with scope(acting(samira), nested=True):
        full = {
            (each.person_id, each.place_id): written(each)
            for person in people
            for _, each in places_of_person(acting(samira), person.pk).found
        }
        one_by_one = {
            (str(person.pk), str(offered.pk)): written(
                places_of_person(acting(samira), person.pk, place_id=offered.pk).found[0][1]
            )
            for person in people
            for offered in places
        }
    assert len(full) == 12
    assert one_by_one == full
