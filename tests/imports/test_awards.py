"""A school's list of diplomas: each counts once, however often it comes; undone and given back as a whole."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.database.scope import scope
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.models import Row
from doorstroom.imports.privacy import let_go_of_traces
from doorstroom.imports.services import apply_batch, judge_row, return_file, undo_batch
from doorstroom.learning.models import Award
from doorstroom.participants.models import ExternalReference
from factories.accounts import MembershipFactory
from factories.imports import staged
from factories.learning import group_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=30)
EXAMPLE = (Path(__file__).parents[2] / "examples" / "imports" / "awards.csv").read_text()


@pytest.fixture
def group(as_system):
    group = group_of("Abel", "Noor")
    for number, person in enumerate(group.people, start=1):
        ExternalReference.objects.create(
            person=person, organisation=group.school.organisation, reference=f"LC-{number}"
        )  # fmt: skip
    return group


@pytest.fixture
def school(group):
    return actor_of(group.school, at=NOW)


def deliver(group, content, at=NOW, round=None):
    batch = staged(group.school, at=at, kind="awards", round=round, content=content, file_name="bewijzen.csv")
    return apply_batch(actor=actor_of(group.school, at=at), batch=batch, at=at)


def test_a_list_of_awards_counts_once_also_when_it_comes_again(group):
    first = deliver(group, EXAMPLE)
    abel, noor = group.trajectories
    school = group.school.organisation_id
    found = set(Award.objects.values_list("trajectory_id", "kind", "name", "issuer_id", "awarded_on", "number"))
    assert found == {
        (abel.pk, "practice_certificate", "Helpende zorg en welzijn", school, date(2026, 10, 15), "PV-2026-118"),
        (abel.pk, "certificate", "Ondersteunen bij huishoudelijke taken", school, date(2026, 11, 12), "C-2026-031"),
        (noor.pk, "diploma", "Helpende zorg en welzijn (mbo 2)", school, date(2026, 11, 13), "D-2026-007"),
    }
    again = deliver(group, EXAMPLE + "LC-2;Geheim, Noor;certificaat;Voeding;16-11-2026;;\n", LATER)
    assert (first.reading["left_out"], again.reading["left_out"]) == ({"award_known": 0}, {"award_known": 3})
    assert Award.objects.count() == 4


def test_undone_takes_only_what_this_list_brought(group, school):
    deliver(group, EXAMPLE)
    second = deliver(group, EXAMPLE.replace("D-2026-007", "D-2026-008").replace("13-11-2026", "14-11-2026"), LATER)
    assert Award.objects.count() == 4
    undo_batch(actor=school, batch=second, at=LATER)
    assert sorted(Award.objects.values_list("number", flat=True)) == ["C-2026-031", "D-2026-007", "PV-2026-118"]


def test_given_back_and_delivered_again_is_no_difference(group, school):
    deliver(group, EXAMPLE)
    about = {"partner": group.school.organisation, "kind": "awards", "round": None}
    content = return_file(actor=school, workbook=False, **about)
    assert content.decode("utf-8-sig").replace("\r\n", "\n") == EXAMPLE
    again = staged(group.school, at=LATER, kind="awards", round=None, content=content)
    assert [[p["code"] for p in row.problems] for row in again.rows.all()] == [["award_known"]] * 3


def test_a_number_that_stands_beside_another_award_is_judged(group, school):
    deliver(group, EXAMPLE)
    corrected = EXAMPLE.replace("13-11-2026", "14-11-2026")
    batch = staged(group.school, at=LATER, kind="awards", round=group.round, content=corrected)
    row = judge_row(actor=school, batch=batch, number=4, same=True)
    assert (row.excluded, row.problems) == (True, [])
    apply_batch(actor=school, batch=batch, at=LATER)
    assert Award.objects.count() == 3


@pytest.mark.parametrize("of_round", [False, True])
def test_awards_of_nobody_known_are_refused_and_name_the_round(as_system, of_round):
    group = group_of()
    round = group.round if of_round else None
    with pytest.raises(ImportsError) as refusal:
        deliver(group, EXAMPLE, round=round)
    assert refusal.value.code == "nobody_known"
    assert refusal.value.params == {"round": f"{group.round.programme} · ronde 8" if of_round else "–"}


def test_only_the_school_and_who_leads_the_round_bring_awards(group):
    with pytest.raises(ImportsError, match="may_not_import"):
        staged(MembershipFactory(role="caseworker"), at=NOW, kind="awards", round=None, content=EXAMPLE)


def test_a_school_hands_its_list_in_on_the_page(group, sign_in):
    client = sign_in(group.school)
    file = SimpleUploadedFile("bewijzen.csv", EXAMPLE.replace("Noor;diploma;", "Noor;getuigschrift;").encode())
    sent = {"kind": "awards", "partner": group.school.organisation_id, "round": "", "file": file}
    page = client.post(reverse("batch_list"), sent, follow=True)
    batch = page.context["batch"]
    assert "“getuigschrift” is geen soort bewijs dat meetelt." in page.content.decode()
    mapping = client.get(reverse("batch_mapping", args=[batch.pk])).context["form"]
    assert [mapping.fields[f"column_{n}"].initial for n in (2, 3, 4)] == ["award_kind", "award", "awarded_on"]
    client.post(reverse("batch_row", args=[batch.pk, 4]), {"cell_2": "diploma"})
    applied = client.post(reverse("batch_apply", args=[batch.pk]), follow=True).content.decode()
    assert "Toegepast" in applied
    with scope(system_actor(at=NOW, purpose="test"), nested=True):
        assert Award.objects.count() == 3


def test_rows_told_by_a_name_go_with_the_person(group):
    """No number here belongs to her: with her file go all rows of the delivery that wrote about her."""
    ExternalReference.objects.all().delete()
    deliver(group, EXAMPLE, round=group.round)
    abel = group.trajectories[0]
    awards = {"learning.Award": list(Award.objects.filter(trajectory=abel).values_list("pk", flat=True))}
    let_go_of_traces(people=[abel.person_id], rows=awards)
    assert Row.objects.count() == 0
