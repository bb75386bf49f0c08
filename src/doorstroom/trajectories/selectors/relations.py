"""What a trajectory lets people see: the relations that its desk, its holder and its team get."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from doorstroom.accounts.models import Membership, Role
from doorstroom.agreements.models import DataLine, Purpose
from doorstroom.participants.services import RelationSpec
from doorstroom.programmes.models import Programme, ProgrammePartner
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


def lead_relations(
    trajectories: Iterable[Trajectory], source: Callable[[Trajectory], str], on: date
) -> list[tuple[UUID, RelationSpec]]:
    """One for each organisation that leads the programme; an agreement has to open data to it as well."""
    leading: dict[int, list[int]] = defaultdict(list)
    for each in ProgrammePartner.objects.filter(role=Role.PROGRAMME_MANAGER).order_by("pk"):
        leading[each.programme_id].append(each.organisation_id)
    basis = {pk: basis_for(pk, Purpose.LEARN_WORK, on) for pk in {pk for found in leading.values() for pk in found}}
    return [
        (
            each.person_id,
            RelationSpec(
                organisation_id=organisation, role=Role.PROGRAMME_MANAGER, purpose=Purpose.LEARN_WORK,
                basis=basis[organisation], source=source(each),
            ),
        )
        for each in trajectories for organisation in leading[each.programme_id]
    ]  # fmt: skip
