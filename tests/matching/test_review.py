"""The list of refusals to review: one in twenty, the same for everyone, without names and never about the body."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.database.scope import scope
from doorstroom.matching.domain.errors import MatchingError
from doorstroom.matching.domain.facts import Kind
from doorstroom.matching.domain.sampling import drawn
from doorstroom.matching.models import CriteriaReview
from doorstroom.matching.selectors.reviews import findings, refusals_to_review
from doorstroom.matching.services import review_refusal
from factories.matching import needs, place, seeker

MONDAY = date(2026, 11, 23)
PEOPLE = [f"person-{n}" for n in range(300)]
PLACES = [f"place-{n}" for n in range(200)]


def test_about_one_pair_in_twenty_is_drawn():
    """60,000 pairs: 5 % is 3,000, and three standard deviations of a fair draw are 160."""
    assert abs(len(drawn("seed", MONDAY, PEOPLE, PLACES)) - 3000) <= 160


def test_the_draw_is_the_same_for_whoever_draws_and_another_the_next_week():
    first = drawn("seed", MONDAY, PEOPLE, PLACES)
    assert drawn("seed", MONDAY, PEOPLE, PLACES) == first
    later = drawn("seed", MONDAY + timedelta(days=7), PEOPLE, PLACES)
    assert len(set(first) & set(later)) < 250


def test_a_pair_is_drawn_or_not_whatever_else_is_looked_at():
    everyone = {(PEOPLE[i], PLACES[j]) for i, j in drawn("seed", MONDAY, PEOPLE, PLACES)}
    some, few = PEOPLE[::-3], PLACES[5:50]
    assert {(some[i], few[j]) for i, j in drawn("seed", MONDAY, some, few)} == {
        pair for pair in everyone if pair[0] in some and pair[1] in few
    }


def test_every_person_and_place_is_drawn_about_as_often():
    found = drawn("seed", MONDAY, PEOPLE, PLACES)
    per_person = [sum(i == n for i, _ in found) for n in range(300)]
    per_place = [sum(j == n for _, j in found) for n in range(200)]
    assert (min(per_person) > 0, max(per_person) < 30, min(per_place) > 0, max(per_place) < 40) == (True,) * 4


def test_nothing_is_drawn_from_nobody():
    assert drawn("seed", MONDAY, [], PLACES) == []


@pytest.fixture
def world(samira, programme, system):
    """Twenty people who speak A1, and 24 places: twenty ask B1 for a task, four ask nothing that they lack.

    Of 400 refused pairs one in twenty is drawn: fewer than two in one of forty million runs.
    """
    people = [seeker(samira, programme, system, given_name=f"Deelnemer{n}", level="A1").person for n in range(20)]
    for person in people:
        needs(person, "light_loads")
    for n in range(24):
        place(employer=f"Werkgever {n}", asks={"language": "B1" if n % 6 else "A1", "lifting": "20 kg"})
    return people


@pytest.mark.django_db
def test_only_refused_pairs_wait_and_never_for_what_the_body_can_do(samira, world, acting):
    with scope(acting(samira), nested=True):
        waiting = refusals_to_review(acting(samira))
    assert len(waiting) >= 2
    assert {kind for each in waiting for kind in (r.kind for r in each.assessment.refusal)} == {Kind.LANGUAGE}
    assert {tuple(each.failed) for each in waiting} == {("language:speaking",)}


@pytest.mark.django_db
def test_a_reviewer_sees_the_requirement_and_its_task_but_no_name(samira, world, sign_in, acting, statements):
    with scope(acting(samira), nested=True):
        waiting = refusals_to_review(acting(samira))
    client, address = sign_in(samira), reverse("criteria_review")
    page = client.get(address).content.decode()
    assert f"{len(waiting)} afwijzing" in page
    assert "Deelnemer" not in page.partition("<main")[2].replace("Deelnemers", "")
    assert "Taal op het werk, spreken: niveau B1 is nodig op de eerste dag." in page
    assert "Nodig voor: koffie schenken" in page
    assert statements(client, address) == 12
    first = waiting[0]
    sent = {"person": first.person.pk, "place": first.place.pk, "finding": "too_strict", "remark": "A2 is genoeg."}
    assert client.post(address, sent).status_code == 302
    assert "de eis is strenger dan de taak" in client.get(address).content.decode()
    with scope(acting(samira), nested=True):
        assert len(refusals_to_review(acting(samira))) == len(waiting) - 1
        assert findings(acting(samira)) == [("de eis is strenger dan de taak", 1)]
        review = CriteriaReview.objects.get()
    assert (review.failed, review.week_of, review.remark, review.reviewed_by_id) == (
        ["language:speaking"], MONDAY, "A2 is genoeg.", samira.pk,
    )  # fmt: skip


@pytest.mark.django_db
def test_what_was_not_drawn_cannot_be_reviewed(samira, world, acting):
    with scope(acting(samira), nested=True):
        waiting = {(each.person.pk, each.place.pk) for each in refusals_to_review(acting(samira))}
        person = next(person for person in world if person.pk not in {p for p, _ in waiting})
        with pytest.raises(MatchingError) as refused:
            review_refusal(
                actor=acting(samira), person_id=person.pk, place_id=1, finding="right", remark="", on=NOW.date()
            )
        assert (refused.value.code, CriteriaReview.objects.count()) == ("not_in_sample", 0)
