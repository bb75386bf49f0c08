"""A sample of those who left: who may draw it, what it says, and who stands at the desk because of it."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.followup.domain.errors import FollowUpError
from doorstroom.followup.models import LookBackSample, Observation
from doorstroom.followup.services import draw_sample
from doorstroom.monitoring.selectors.results import results_of
from doorstroom.monitoring.selectors.sampling import samples_of
from doorstroom.monitoring.services import rebuild_facts
from doorstroom.participants.models import PersonProfile
from factories.accounts import MembershipFactory
from factories.monitoring import cohort, partner_in, two_versions
from factories.trajectories import acting, changed_model

TODAY, POINT = NOW.date(), "na-6-maanden"
YEAR = {"left_from": date(2025, 1, 1), "left_until": date(2025, 12, 31)}
POSTED = {"point": POINT, "left_from": "2025-01-01", "left_until": "2025-12-31", "size": "12"}


@pytest.fixture
def world(as_system):
    """24 left in 2025, 16 of them with middle education; asked in March, 18 answered, 12 of these worked."""
    programme, model, _ = two_versions()
    look_back = {"code": POINT, "name": "Na 6 maanden", "event": "exit", "owner": "job_coach", "after_months": 6}
    changed_model(model, observations=[look_back])
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    made = cohort(MembershipFactory(), model, 24, start=date(2025, 2, 3), stopped=(3,) * 24)
    for number, each in enumerate(made):
        PersonProfile.objects.update_or_create(
            person=each.person, defaults={"education": "middle" if number < 16 else "lower"}
        )
        known = number % 4 != 3
        Observation.objects.create(
            trajectory=each, person=each.person, point=POINT, name="Na 6 maanden", due_on=date(2025, 8, 20),
            status="known" if known else "due", observed_on=date(2025, 9, 1) if known else None,
            situation="" if not known else "job" if number % 4 < 2 else "no_work",
        )  # fmt: skip
    rebuild_facts(actor=as_system, at=NOW)
    return programme, manager


def drawn(member, programme, **more):
    return draw_sample(actor=acting(member, TODAY), programme=programme, **{"point": POINT, "size": 12, **YEAR, **more})


def test_a_draw_follows_from_the_programme_and_the_moment_and_is_kept(world, as_system):
    programme, manager = world
    sample = drawn(manager, programme)
    assert [(name, people, len(numbers)) for name, people, numbers in sample.strata] == [
        ("lower", 8, 4), ("middle", 16, 8),
    ]  # fmt: skip
    before = sample.strata
    LookBackSample.objects.all().delete()
    assert drawn(manager, programme).strata == before
    assert Entry.objects.filter(subject="look_back_sample", action="create").count() == 2


def test_the_figure_stands_beside_that_of_everybody(world):
    programme, manager = world
    sample = drawn(manager, programme)
    (found,) = samples_of(results_of(acting(manager, TODAY), TODAY)[0])
    assert (found.everybody.counts, found.everybody.unknown) == ((12, 24), 6)
    known = set(Observation.objects.filter(status="known").values_list("trajectory_id", flat=True))
    work = set(Observation.objects.filter(situation="job").values_list("trajectory_id", flat=True))
    assert [(each.answered, each.yes) for each in found.sampled.strata] == [
        (len(known & set(numbers)), len(work & set(numbers))) for _, _, numbers in sample.strata
    ]
    assert found.sampled.people == 24


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"left_until": date(2024, 12, 31)}, "sample_period_in_order"),
        ({"left_until": date(2026, 11, 24)}, "sample_period_in_order"),
        ({"point": "nooit"}, "sample_of_nobody"),
        ({}, "sample_drawn_already"),
    ],
)
def test_what_cannot_be_drawn_is_refused(world, more, code):
    programme, manager = world
    drawn(manager, programme)
    with pytest.raises(FollowUpError) as refused:
        drawn(manager, programme, **more)
    assert refused.value.code == code


def test_nobody_is_drawn_before_the_last_of_them_can_be_asked(world):
    programme, manager = world
    Observation.objects.filter(pk=Observation.objects.first().pk).update(due_on=date(2026, 12, 1))
    with pytest.raises(FollowUpError, match="sample_not_due"):
        drawn(manager, programme)


def test_others_draw_nothing_and_see_nothing(world):
    programme, manager = world
    drawn(manager, programme)
    stranger = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    for member in (stranger, partner_in(programme, MembershipFactory(role=Role.RESEARCHER))):
        with pytest.raises(FollowUpError, match="may_not_draw"):
            drawn(member, programme, size=13)
    with scope(acting(stranger, TODAY), nested=True):
        assert LookBackSample.objects.count() == 0
    with scope(acting(manager, TODAY), nested=True):
        assert LookBackSample.objects.count() == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            LookBackSample.objects.update(strata=[])


def test_the_page_draws_says_the_silence_and_leads_to_the_desk(world, sign_in):
    programme, manager = world
    client, url = sign_in(manager), reverse("result_sample", args=[programme.pk])
    assert client.post(url, POSTED | {"size": "3"}).status_code == 400
    assert client.post(url, POSTED).headers["Location"] == url
    page = " ".join(client.get(url).content.decode().split())
    for text in ("Van 24 mensen zijn er 12 geloot", "<strong>12 van 24</strong>", "/nazorg/?steekproef="):
        assert text in page, text
    assert "een steekproef getrokken; die wordt niet opnieuw" in client.post(url, POSTED).content.decode()


def test_a_reader_who_does_not_draw_reads_it(world, sign_in):
    programme, manager = world
    drawn(manager, programme)
    reader = partner_in(programme, MembershipFactory(role=Role.RESEARCHER))
    page = sign_in(reader).get(reverse("result_sample", args=[programme.pk])).content.decode()
    assert "Van 24 mensen zijn er 12 geloot" in page
    assert "Een steekproef trekken" not in page
    assert "/nazorg/" not in page.split("<main")[1]


@pytest.mark.parametrize("samples", [1, 3])
def test_the_page_costs_a_fixed_number_of_statements(world, sign_in, statements, samples):
    programme, manager = world
    for number in range(samples):
        drawn(manager, programme, left_from=date(2025, 1, 1 + number))
    assert statements(sign_in(manager), reverse("result_sample", args=[programme.pk])) == 10
