"""A placement from proposal to end, and what stops it."""

import ast
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

import doorstroom.placements
from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Purpose
from doorstroom.audit.selectors import entries_about
from doorstroom.participants.models import PersonRelation
from doorstroom.placements import services
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.models import Placement
from doorstroom.placements.services import NewPlacement
from doorstroom.placements.wording import REFUSALS
from doorstroom.ui.wording import sentence
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import person_of
from factories.placements import PlacementFactory, SiteFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def coach(as_system):
    member = MembershipFactory(role=Role.JOB_COACH)
    open_everything(member.organisation)
    return member


@pytest.fixture
def actor(coach):
    return actor_of(coach, at=NOW)


@pytest.fixture
def abel(coach):
    return person_of(coach)


@pytest.fixture
def site(as_system):
    return SiteFactory()


def proposed(actor, person, site, **values):
    values = {"kind": "work_experience", "starts_on": TODAY, "weekdays": (3, 0, 2), **values}
    return services.propose_placement(actor=actor, person_id=person.pk, site=site, **values)


def employer_relations(site):
    return list(
        PersonRelation.objects.filter(organisation=site.organisation).values_list(
            "role", "purpose", "source", "valid_from", "valid_until"
        )
    )


def test_the_whole_road_opens_and_closes_the_employers_relation(actor, abel, site):
    placement = proposed(actor, abel, site)
    assert (placement.state, placement.weekdays) == ("proposed", [0, 2, 3])
    placement = services.introduce_placement(actor=actor, placement=placement, on=TODAY)
    assert (placement.state, placement.introduced_on) == ("introduced", TODAY)
    placement = services.agree_placement(actor=actor, placement=placement, side="person", on=TODAY)
    assert placement.state == "introduced"
    assert employer_relations(site) == []
    placement = services.agree_placement(actor=actor, placement=placement, side="employer", on=TODAY)
    assert placement.state == "agreed"
    with pytest.raises(PlacementError, match="guide_yes_missing"):
        services.activate_placement(actor=actor, placement=placement, on=TODAY)
    assert employer_relations(site) == []
    placement = services.say_yes_as_guide(actor=actor, placement=placement, on=TODAY)
    placement = services.activate_placement(actor=actor, placement=placement, on=TODAY)
    source = f"placement:{placement.pk}"
    assert employer_relations(site) == [(Role.EMPLOYER, Purpose.PLACEMENT, source, TODAY, None)]
    services.end_placement(
        actor=actor, placement=placement, because="verhuisd", by="participant", last_day=TODAY, on=TODAY
    )
    placement.refresh_from_db()
    assert (placement.state, placement.ended_on, placement.ended_because, placement.ended_by) == (
        "ended", TODAY, "verhuisd", "participant",
    )  # fmt: skip
    assert employer_relations(site) == [(Role.EMPLOYER, Purpose.PLACEMENT, source, TODAY, TODAY)]
    written = entries_about(abel.pk).filter(subject="placement").order_by("id")
    assert list(written.values_list("action", flat=True)) == ["create"] + ["change"] * 6


@pytest.mark.parametrize(
    ("act", "state", "code"),
    [
        ("introduce", "agreed", "introduce_not_possible"),
        ("activate", "introduced", "activate_not_possible"),
        ("cancel", "active", "cancel_not_possible"),
        ("end", "proposed", "end_not_possible"),
        ("end", "active", "reason_missing"),
    ],
)
def test_a_move_that_does_not_fit_is_refused_and_changes_nothing(actor, abel, site, act, state, code):
    yes = {"person_agreed_on": TODAY, "employer_agreed_on": TODAY}
    placement = PlacementFactory(person=abel, site=site, state=state, **yes)
    extra = {"because": "" if code == "reason_missing" else "x", "by": "employer"} if act in ("cancel", "end") else {}
    if act == "end":
        extra["last_day"] = TODAY
    with pytest.raises(PlacementError) as refused:
        getattr(services, f"{act}_placement")(actor=actor, placement=placement, on=TODAY, **extra)
    assert refused.value.code == code
    assert Placement.objects.get().state == state
    assert employer_relations(site) == []


def test_cancelling_asks_why_and_by_whom(actor, abel, site):
    placement = proposed(actor, abel, site)
    services.cancel_placement(actor=actor, placement=placement, because="te ver", by="participant", on=TODAY)
    placement.refresh_from_db()
    assert (placement.state, placement.ended_because) == ("cancelled", "te ver")


@pytest.mark.parametrize(("weekdays", "refused"), [((1, 4), False), ((3, 4), True)])
def test_a_second_workplace_may_not_take_a_weekday_that_is_taken(actor, abel, site, weekdays, refused):
    PlacementFactory(person=abel, weekdays=[0, 2, 3])
    yes = {"person_agreed_on": TODAY, "employer_agreed_on": TODAY, "guide_agreed_on": TODAY, "starts_on": TODAY}
    second = PlacementFactory(person=abel, site=site, state="agreed", weekdays=list(weekdays), **yes)
    if refused:
        with pytest.raises(PlacementError) as caught:
            services.activate_placement(actor=actor, placement=second, on=TODAY)
        assert (caught.value.code, caught.value.params["weekdays"]) == ("weekday_taken", (3,))
    else:
        assert services.activate_placement(actor=actor, placement=second, on=TODAY).state == "active"


def test_the_database_refuses_a_shared_weekday_too(abel, check_constraints):
    PlacementFactory(person=abel, weekdays=[0, 2])
    PlacementFactory(person=abel, weekdays=[2, 4], starts_on=date(2027, 9, 7), state="cancelled",
                     ended_on=TODAY, ended_because="x")  # fmt: skip
    check_constraints()

    def add():
        PlacementFactory(person=abel, weekdays=[2, 4])
        check_constraints()

    with pytest.raises(IntegrityError, match="claims a weekday"), transaction.atomic():
        add()


@pytest.mark.parametrize(
    ("contract", "ends_on", "code"),
    [
        ("fixed", None, "end_date_missing"),
        ("agency", None, "end_date_missing"),
        ("permanent", date(2027, 5, 1), "permanent_has_no_end"),
        ("fixed", date(2026, 11, 1), "ends_before_start"),
        ("permanent", None, None),
        ("unknown", None, None),
        ("fixed", date(2027, 5, 31), None),
    ],
)
def test_a_job_is_permanent_or_has_an_end_date(actor, abel, site, contract, ends_on, code):
    def record():
        return services.record_job(
            actor=actor, person_id=abel.pk, site=site, starts_on=TODAY, contract=contract, ends_on=ends_on,
            hours_per_week=Decimal("24"), in_target_sector=True, on=TODAY,
        )  # fmt: skip

    if code:
        with pytest.raises(PlacementError) as refused:
            record()
        assert refused.value.code == code
        assert Placement.objects.count() == 0
    else:
        job = record()
        assert (job.state, job.kind, job.ends_on, job.in_target_sector) == ("active", "job", ends_on, True)
    assert employer_relations(site) == []  # a job shows nobody to an employer


def test_an_apprenticeship_opens_the_employers_relation(actor, abel, site):
    placement = services.record_apprenticeship(
        actor=actor, person_id=abel.pk, site=site, starts_on=TODAY, hours_per_week=Decimal("32"),
        ends_on=date(2028, 7, 31), on=TODAY,
    )  # fmt: skip
    assert employer_relations(site) == [("employer", "placement", f"placement:{placement.pk}", TODAY, None)]


def test_many_at_once_are_all_recorded_or_none(actor, abel, coach, site):
    noor = person_of(coach, given_name="Noor")
    first = NewPlacement(person_id=abel.pk, kind="trial", site=site, starts_on=TODAY, weekdays=(0, 1))
    clash = NewPlacement(person_id=abel.pk, kind="trial", site=site, starts_on=TODAY, weekdays=(1, 2))
    other = NewPlacement(person_id=noor.pk, kind="trial", site=site, starts_on=TODAY, weekdays=(1, 2))
    past = NewPlacement(person_id=noor.pk, kind="trial", site=site, starts_on=date(2026, 1, 5), weekdays=(1,),
                        ended_on=date(2026, 3, 6), ended_because="afgerond", agreed_on=date(2025, 12, 22))  # fmt: skip
    late = replace(past, agreed_on=date(2026, 1, 6))
    with pytest.raises(PlacementError, match="agreed_after_start"):
        services.record_placements(actor=actor, drafts=[first, late], on=TODAY)
    with pytest.raises(PlacementError, match="weekday_taken"):
        services.record_placements(actor=actor, drafts=[first, other, clash], on=TODAY)
    assert Placement.objects.count() == 0
    made = services.record_placements(actor=actor, drafts=[first, other, past], on=TODAY)
    assert [p.state for p in made] == ["active", "active", "ended"]
    assert [p.person_agreed_on for p in made] == [None, None, date(2025, 12, 22)]
    assert len(employer_relations(site)) == 2


def test_who_may_not_see_the_person_records_nothing(actor, abel, site, as_system):
    stranger = MembershipFactory(role=Role.JOB_COACH)
    open_everything(stranger.organisation)
    for other, code in ((stranger, "not_visible"), (MembershipFactory(role=Role.BOARD_MEMBER), "may_not_arrange")):
        with pytest.raises(PlacementError) as refused:
            proposed(actor_of(other, at=NOW), abel, site)
        assert refused.value.code == code
    with pytest.raises(PlacementError, match="not_visible"):
        services.introduce_placement(actor=actor_of(stranger, at=NOW), placement=proposed(actor, abel, site), on=TODAY)
    assert Placement.objects.get().state == "proposed"


def test_every_refusal_has_a_sentence():
    raised = {"may_not_arrange"} | {f"{m}_not_possible" for m in ("introduce", "agree", "activate", "end", "cancel")}
    for path in (Path(doorstroom.placements.__file__).parent / "services").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PlacementError":
                code = node.args[0]
                raised |= {code.value} if isinstance(code, ast.Constant) else {"reason_missing"}
    assert raised == set(REFUSALS)
    known = {"state": "x", "starts_on": "1", "due_on": "9", "ends_on": "2", "today": "3", "days": 1, "most": 2,
             "day": "4", "first": "5", "last": "6", "number": 7, "employer": "x", "on": "8", "answer": "x",
             "programme": "x", "agreed_on": "3"}  # fmt: skip
    assert all("%(" not in sentence(PlacementError(code, **known)) for code in raised)
