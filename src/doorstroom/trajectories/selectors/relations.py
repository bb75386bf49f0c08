"""What a trajectory lets people see: the relations that its desk, its holder and its team get."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cache
from uuid import UUID

from doorstroom.accounts.models import Membership, Role
from doorstroom.agreements.access import lines_in_force
from doorstroom.agreements.models import Category, DataLine, Purpose
from doorstroom.participants.models import PersonRelation
from doorstroom.participants.services import RelationSpec
from doorstroom.programmes.models import Programme, ProgrammePartner
from doorstroom.trajectories.access import RECORDING_ROLES, STANDING_IN, not_there
from doorstroom.trajectories.domain.standing_in import Near, Post, stand_in
from doorstroom.trajectories.models import Trajectory


def desk_relation(programme: Programme, source: str, on: date) -> RelationSpec:
    """The desk's people in the role in which they act in the programme see who registers there."""
    desk = programme.receiving_desk_id
    role = programme.partners.filter(organisation_id=desk).order_by("id").values_list("role", flat=True).first()
    return RelationSpec(
        organisation_id=desk, role=role or Role.CASEWORKER, purpose=Purpose.RECRUITMENT,
        basis=basis_for(desk, Purpose.RECRUITMENT, on), source=source,
    )  # fmt: skip


def guidance_relation(member: Membership, source: str, on: date) -> RelationSpec:
    return RelationSpec(
        organisation_id=member.organisation_id, role=Role(member.role), purpose=Purpose.LEARN_WORK,
        basis=basis_for(member.organisation_id, Purpose.LEARN_WORK, on), source=source, member_id=member.pk,
    )  # fmt: skip


def basis_for(organisation_id: int, purpose: Purpose, on: date) -> str:
    """The legal basis in the agreement that opens data for this purpose; empty when none does, and then
    the relation opens nothing either."""
    lines = DataLine.objects.filter(recipient_id=organisation_id, purpose=purpose, approved_on__lte=on)
    return lines.order_by("id").values_list("legal_basis", flat=True).first() or ""


def holder_source(trajectory: Trajectory, member_id: int) -> str:
    return f"trajectory:{trajectory.pk}:holder:{member_id}"


def team_source(trajectory: Trajectory, member_id: int) -> str:
    return f"trajectory:{trajectory.pk}:team:{member_id}"


ALONE = "alone:"


def alone_source(trajectory: Trajectory) -> str:
    return f"{ALONE}{trajectory.pk}"


Shown = tuple[str, int, str]
"""Why, to which organisation, and to which role there."""


def shown(spec: RelationSpec) -> Shown:
    return spec.source, spec.organisation_id, str(spec.role)


def shown_now(why: str) -> set[Shown]:
    """What is open to everyone of a role for reasons that begin like this."""
    found = PersonRelation.objects.filter(source__startswith=why, member=None, valid_until=None).order_by()
    return set(found.values_list("source", "organisation_id", "role"))


def stand_in_relations(
    absent: Collection[tuple[Trajectory, Membership]], source: Callable[[Trajectory], str], on: date
) -> list[tuple[UUID, RelationSpec]]:
    """For each trajectory, and who should look after it and is not there: one for everyone who hears of it instead."""
    manned = _manned(on)
    partners: dict[int, list[ProgrammePartner]] = defaultdict(list)
    for each in ProgrammePartner.objects.order_by("pk"):
        partners[each.programme_id].append(each)
    basis = cache(lambda organisation: basis_for(organisation, Purpose.LEARN_WORK, on))
    return [
        (
            each.person_id,
            RelationSpec(
                organisation_id=post.organisation_id, role=post.role, purpose=Purpose.LEARN_WORK,
                basis=basis(post.organisation_id), source=source(each),
            ),
        )
        for each, member in absent
        for post in stand_in(_nearest(each, member, partners[each.programme_id]), manned).posts
    ]  # fmt: skip


def _manned(on: date) -> set[Post]:
    """Posts at which somebody is there, of organisations that may read how a person's trajectory goes."""
    readers = lines_in_force(on).filter(purpose=Purpose.LEARN_WORK, category=Category.PROGRESS)
    there = Membership.objects.valid(on).filter(user__is_active=True, organisation__in=readers.values("recipient"))
    found = there.exclude(pk__in=not_there(on)).filter(role__in=RECORDING_ROLES).order_by()
    return {Post(*each) for each in found.values_list("organisation_id", "role").distinct()}


def _nearest(
    trajectory: Trajectory, absent: Membership, partners: Iterable[ProgrammePartner]
) -> list[tuple[Near, list[Post]]]:
    posts = [Post(each.organisation_id, each.role) for each in partners]
    nearest = [
        (Near.LEAD, [post for post in posts if post.role == Role.PROGRAMME_MANAGER]),
        (Near.COLLEAGUES, [Post(absent.organisation_id, absent.role)]),
        (Near.DESK, [Post(trajectory.desk_id, Role.CASEWORKER)]),
        (Near.PARTNERS, posts),
    ]
    return [
        (near, [post for post in found if near is Near.LEAD or post.role in STANDING_IN]) for near, found in nearest
    ]
