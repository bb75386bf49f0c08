"""Who coordinates and who helps, and what they may therefore see.

Whoever takes over begins at the very moment the other ends. Statutory workers keep the relation they have of
their own; what a trajectory opened, it closes.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from doorstroom.accounts.models import Membership
from doorstroom.kernel.actor import Actor
from doorstroom.participants.services import admit, close_relations, open_relation
from doorstroom.trajectories.access import holding_roles, may_hold
from doorstroom.trajectories.domain import holders as rules
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.models import HolderTerm, TeamMember, Trajectory
from doorstroom.trajectories.selectors.positions import terms_of
from doorstroom.trajectories.selectors.relations import alone_source, guidance_relation, holder_source, team_source
from doorstroom.trajectories.services.cases import Case

TICK = timedelta(microseconds=1)


@transaction.atomic
def hand_to(*, actor: Actor, trajectory: Trajectory, member: Membership, at: datetime, reason: str) -> HolderTerm:
    """Let another member hold the trajectory from this moment; the one who held it ends at the same moment."""
    case = Case.open(actor, trajectory, on=at.date())
    if not reason.strip():
        raise TrajectoryError("reason_needed", move="hand_to")
    _require_may_hold(case, member, at.date())
    terms = terms_of(case.trajectory)
    current = rules.open_term(terms)
    term = _write(case, rules.take_over(terms, member.pk, _after(terms, at)))
    _open_holder_relation(case, member, at.date())
    case.record("holder_changed", at.date(), reason=reason.strip(), to=member.user.name)
    if current is not None:
        close_relations(actor=actor, source=holder_source(case.trajectory, current.holder), on=at.date())
        close_relations(actor=actor, source=alone_source(case.trajectory), on=at.date())
    return term


@transaction.atomic
def add_team_member(*, actor: Actor, trajectory: Trajectory, member: Membership, on: date) -> TeamMember:
    """Let somebody help, beside the holder, and see what the agreement opens for that."""
    case = Case.open(actor, trajectory, on=on)
    if case.trajectory.team.filter(member=member, role=member.role, valid_until=None).exists():
        raise TrajectoryError("already_in_team", name=member.user.name)
    joined = TeamMember.objects.create(trajectory=case.trajectory, member=member, role=member.role, valid_from=on)
    open_relation(
        actor=actor, person_id=case.trajectory.person_id,
        spec=guidance_relation(member, team_source(case.trajectory, member.pk), on), on=on,
    )  # fmt: skip
    case.record("team_joined", on, name=member.user.name, role=member.role)
    return joined


@transaction.atomic
def end_team_member(*, actor: Actor, team_member: TeamMember, on: date) -> None:
    """End somebody's help, and with it what the trajectory let her see."""
    case = Case.open(actor, team_member.trajectory, on=on)
    if team_member.valid_until is not None:
        raise TrajectoryError("not_in_team", name=team_member.member.user.name)
    case.record("team_left", on, name=team_member.member.user.name, role=team_member.role)
    end_team(case=case, on=on, which=Q(pk=team_member.pk))


def end_team(*, case: Case, on: date, which: Q | None = None) -> None:
    """End the help of everybody in the team (or of `which`), and what the trajectory let them see."""
    for each in case.trajectory.team.filter(which or Q(), valid_until=None):
        each.valid_until = max(on, each.valid_from)
        each.save(update_fields=["valid_until"])
        close_relations(actor=case.actor, source=team_source(case.trajectory, each.member_id), on=on)


def appoint_holder(*, case: Case, member: Membership, at: datetime, on: date) -> HolderTerm:
    """The first holder, at intake or on coming back."""
    _require_may_hold(case, member, on)
    terms = terms_of(case.trajectory)
    ended = [term.ended_at for term in terms if term.ended_at]
    term = _write(case, rules.appoint(terms, member.pk, max([at, *ended])))
    _open_holder_relation(case, member, on)
    return term


def close_holder(*, case: Case, at: datetime) -> None:
    """Nobody holds any more. The last holder keeps the relation: she looks back, and is there for a return."""
    terms = terms_of(case.trajectory)
    if rules.open_term(terms):
        _write(case, rules.close(terms, _after(terms, at)))


def _require_may_hold(case: Case, member: Membership, on: date) -> None:
    if not may_hold(member, case.model, on):
        roles = tuple(sorted(holding_roles(case.model)))
        raise TrajectoryError("member_may_not_hold", name=member.user.name, role=member.role, roles=roles)


def _open_holder_relation(case: Case, member: Membership, on: date) -> None:
    spec = guidance_relation(member, holder_source(case.trajectory, member.pk), on)
    open_relation(actor=case.actor, person_id=case.trajectory.person_id, spec=spec, on=on)
    admit(actor=case.actor, person_id=case.trajectory.person_id, member_id=member.pk)


def _after(terms: rules.Terms, at: datetime) -> datetime:
    """Two changes at one moment of a coarse or standing clock still follow each other."""
    current = rules.open_term(terms)
    return at + TICK if current and current.started_at == at else at


def _write(case: Case, terms: rules.Terms) -> HolderTerm:
    """Bring the rows in line with the decided terms: the one that ended first, then the one that begins."""
    rows = {row.started_at: row for row in case.trajectory.holder_terms.all()}
    last: HolderTerm | None = None
    for term in terms:
        row = rows.get(term.started_at)
        if row is None:
            row = HolderTerm.objects.create(
                trajectory=case.trajectory, member_id=term.holder, started_at=term.started_at, ended_at=term.ended_at
            )
        elif row.ended_at != term.ended_at:
            row.ended_at = term.ended_at
            row.save(update_fields=["ended_at"])
        last = row
    assert last is not None  # noqa: S101 the rules never return no terms
    return last
