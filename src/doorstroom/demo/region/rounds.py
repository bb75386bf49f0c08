"""Lets a round go through its course: planned, recruiting, backed, confirmed, run and looked back on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from doorstroom.accounts.models import Organisation, Role
from doorstroom.demo.region.employers import offer, place_details
from doorstroom.demo.region.geography import REGION
from doorstroom.demo.region.history import Stage
from doorstroom.intake.domain.playbook import Verdict
from doorstroom.intake.models import Invitation
from doorstroom.intake.services import Decided, Show, bulk_decide, invite, plan_meeting, record_shows
from doorstroom.partners.models import Site
from doorstroom.placements.services import NewPlacement
from doorstroom.programmes.domain.in_force import playbook_on
from doorstroom.programmes.models import Programme, RouteModel
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.models import Backing, Nomination, Round
from doorstroom.rounds.services import (
    Asked,
    Nominee,
    Outcome,
    ask_referrers,
    back_places,
    bulk_nominate,
    confirm_round,
    decide_nominations,
    evaluate_round,
    finish_round,
    open_recruiting,
    plan_round,
    record_starts,
    start_round,
)
from doorstroom.trajectories.models import Trajectory

WEEKS_BEFORE = 12
AGREED_BEFORE = timedelta(weeks=2)
CASEWORKERS = {
    "Gemeente Lindervoort": ("thomas", "anouk"), "UWV Lindevallei": ("karin", "peter"), "Vennenwerk": ("gert",),
    "Gemeente Oosterwade": ("dounia",), "Welkom": ("lina",),
}  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """A nomination and what is decided about it."""

    nomination: Nomination
    outcome: str


def planned_round(
    stage: Stage,
    programme: Programme,
    model: RouteModel,
    name: str,
    starts_on: date,
    seats: int,
    *,
    on: date | None = None,
) -> Round:
    """A round that takes people, with the organisations that work in it."""
    group = approach_of(model).group
    on = on or starts_on - timedelta(weeks=WEEKS_BEFORE)
    partners = [
        (stage.partners["Lindecollege"], Role.SCHOOL_COORDINATOR, stage.member("marleen")),
        (stage.partners["Vennenwerk"], Role.JOB_COACH, stage.member("ruud")),
        (stage.partners["Werkcentrum Lindevallei"], Role.ACCOUNT_MANAGER, stage.member("chantal")),
        (stage.partners["Werkcentrum Lindevallei"], Role.PROGRAMME_MANAGER, stage.member("femke")),
        (stage.partners["Regiolab"], Role.RESEARCHER, stage.member("nadia")),
    ]
    round = plan_round(
        actor=stage.actor(on), programme=programme, model=model, name=name, starts_on=starts_on, seats=seats,
        minimum_seats=min(seats, (group.minimum_seats if group else None) or 0), holiday_region=REGION, partners=partners, on=on,
    )  # fmt: skip
    return open_recruiting(actor=stage.actor(on), round=round, on=on)


def ask(stage: Stage, round: Round, people: dict[str, int], *, on: date, due_on: date) -> None:
    asked = [
        Asked(stage.partners[name], number, due_on, stage.member(CASEWORKERS[name][0]))
        for name, number in people.items()
    ]
    ask_referrers(actor=stage.actor(on), round=round, asked=asked, on=on)


def back(stage: Stage, round: Round, employers: Sequence[tuple[Organisation, int]], sector: str, *, on: date) -> None:
    """Each employer offers so many places and signs for them."""
    for number, (employer, seats) in enumerate(employers):
        details = place_details(sector, seats, which=number, starts=round.starts_on)
        place = offer(stage.actor(on), stage.employers, employer, details, on=on)
        signer = stage.employers.contacts[employer.pk].name
        back_places(
            actor=stage.actor(on), round=round, place=place, seats=seats, status=Backing.Status.SIGNED,
            given_by=signer, given_on=on,
        )  # fmt: skip


def nominate_people(stage: Stage, round: Round, people: Sequence[tuple[object, str]], *, on: date) -> list[Nomination]:
    """Put (person, name of the referrer) forward."""
    nominees = [
        Nominee(person.pk, stage.partners[name].pk, stage.member(CASEWORKERS[name][0]).pk)  # type: ignore[attr-defined]
        for person, name in people
    ]
    return bulk_nominate(actor=stage.actor(on), round=round, nominees=nominees, on=on)


def meet(stage: Stage, round: Round, nominations: Sequence[Nomination], away: Sequence[str], *, on: date) -> None:
    """An information meeting to which all are invited; the last ones stay away, for these reasons."""
    starts_at = timezone.make_aware(datetime.combine(on, time(10)))
    asked_on = on - timedelta(days=10)
    meeting = plan_meeting(
        actor=stage.actor(asked_on), round=round, starts_at=starts_at, location="Lindecollege, lokaal 1.07"
    )
    invite(actor=stage.actor(asked_on), meeting=meeting, nominations=nominations, on=asked_on)
    came = len(nominations) - len(away)
    shows = {n.pk: Show(Invitation.Attended.CAME) for n in nominations[:came]}
    shows |= {
        n.pk: Show(Invitation.Attended.STAYED_AWAY, reason) for n, reason in zip(nominations[came:], away, strict=True)
    }
    record_shows(actor=stage.actor(on + timedelta(days=1)), meeting=meeting, shows=shows)


def choose(stage: Stage, round: Round, chosen: Sequence[Chosen], *, on: date) -> None:
    """Two people choose by the playbook; a model without one leaves the choice to the school."""
    playbook = playbook_on(approach_of(round.model), round.starts_on)
    if playbook is None:
        outcomes = [Outcome(each.nomination.pk, Nomination.Outcome(each.outcome)) for each in chosen]
        decide_nominations(actor=stage.actor(on), round=round, outcomes=outcomes, on=on)
        return
    criteria = [criterion.code for criterion in playbook.criteria]
    bulk_decide(
        actor=stage.actor(on), round=round, on=on, decided=[_decided(stage, each, criteria, on) for each in chosen]
    )


def _decided(stage: Stage, each: Chosen, criteria: Sequence[str], on: date) -> Decided:
    verdicts = {code: Verdict("met") for code in criteria}
    later = each.outcome == Nomination.Outcome.NOT_NOW
    if later:
        verdicts[criteria[1]] = Verdict("not_met", "de oppas is nog niet geregeld")
    return Decided(
        nomination_id=each.nomination.pk, outcome=Nomination.Outcome(each.outcome),
        deciders=(stage.member("marleen"), stage.member("chantal")), verdicts=verdicts,
        met_with="Joost Hermans, Zorgkring Oost", met_on=on - timedelta(days=4),
        reason_for_person="U kunt nog geen vier dagen in de week komen." if later else "",
        alternative="Taal op de werkvloer, twee ochtenden in de week; daarna opnieuw meedoen." if later else "",
    )  # fmt: skip


def run(stage: Stage, round: Round, *, weeks: int) -> Round:
    """Confirm three weeks before the start, start, and when the weeks are over finish and look back."""
    confirmed = round.starts_on - timedelta(weeks=3)
    round = confirm_round(actor=stage.actor(confirmed), round=round, on=confirmed)
    round = start_round(actor=stage.actor(round.starts_on), round=round, on=round.starts_on)
    over = round.starts_on + timedelta(weeks=weeks)
    if over <= stage.today:
        round = finish_round(actor=stage.actor(over), round=round, on=over)
    looked_back = over + timedelta(weeks=8)
    if looked_back <= stage.today:
        round = evaluate_round(actor=stage.actor(looked_back), round=round, on=looked_back)
    return round


def note_starts(stage: Stage, round: Round, people: Sequence[Trajectory]) -> None:
    ids = [trajectory.person_id for trajectory in people]
    record_starts(actor=stage.actor(round.starts_on), round=round, person_ids=ids, on=round.starts_on)


def workplace(
    trajectory: Trajectory, site: Site, last_day: date, *, weekdays: tuple[int, ...], kind: str, today: date,
    hours: int = 24, occupation: str = "", trainer_id: int | None = None, until: date | None = None,
) -> NewPlacement:  # fmt: skip
    """The place during the weeks of the route; it ended when the weeks, or the trajectory, ended."""
    over = last_day <= today
    return NewPlacement(
        person_id=trajectory.person_id, kind=kind, site=site, starts_on=trajectory.started_on or last_day,
        ends_on=until or last_day, trajectory_id=trajectory.pk, trainer_id=trainer_id, weekdays=weekdays,
        hours_per_week=Decimal(hours), contract="fixed" if kind == "apprenticeship" else "none", occupation=occupation,
        ended_on=last_day if over else None, ended_because="de periode is voorbij" if over else "",
        ended_by="together" if over else "", agreed_on=(trajectory.started_on or last_day) - AGREED_BEFORE,
    )  # fmt: skip
