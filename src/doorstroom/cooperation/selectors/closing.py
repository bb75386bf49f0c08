"""A closing programme: how many people go where, as counted by the database for whoever works in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from doorstroom.accounts.models import Organisation
from doorstroom.cooperation.domain.closing import Group, Missing, missing_to_close
from doorstroom.cooperation.domain.rollup import Tally, total
from doorstroom.cooperation.models import NextOwner
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.models import Programme
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import HolderTerm, Trajectory


def groups_of(programme: Programme) -> list[Group]:
    """Everybody under way, and whoever was given a next owner, by hands and next hands; one query, no names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doorstroom_closing_counts(%s)", [programme.pk])
        return [Group(people, holder, owner, funder, basis or "", confirmed)
                for holder, owner, funder, basis, confirmed, people in cursor.fetchall()]  # fmt: skip


@dataclass(frozen=True)
class TransferLine:
    """So many people from one organisation to another; no organisation: nobody yet."""

    holder: Organisation | None
    next_owner: Organisation | None
    funder: Organisation | None
    group: Group


@dataclass(frozen=True)
class TransferReport:
    lines: Sequence[TransferLine]
    missing: Sequence[Missing]
    people: int

    def coming_to(self, organisation: int) -> int:
        """People who wait for the yes of this organisation."""
        return sum(line.group.people for line in self.lines
                   if line.group.next_owner == organisation and not line.group.confirmed)  # fmt: skip


def transfer_report(programme: Programme) -> TransferReport:
    """Who moves where, on which law, and whether the receiver agreed; what still misses; two queries."""
    groups = groups_of(programme)
    ids = {pk for group in groups for pk in (group.holder, group.next_owner, group.funder) if pk}
    names = Organisation.objects.in_bulk(ids)
    lines = [
        TransferLine(names.get(g.holder or 0), names.get(g.next_owner or 0), names.get(g.funder or 0), g)
        for g in groups
    ]
    lines.sort(key=lambda line: (line.next_owner is not None, str(line.holder or ""), str(line.next_owner or "")))
    return TransferReport(lines, missing_to_close(groups), sum(group.people for group in groups))


def under_way(actor: Actor, programme: Programme) -> QuerySet[Trajectory]:
    """People of this programme who did not leave it, as far as the actor sees them."""
    return visible_trajectories(actor).filter(programme=programme, exited_on=None)


def without_next_owner(actor: Actor, programme: Programme) -> QuerySet[Trajectory]:
    """Those for whom nobody was named, with the person and who coordinates now."""
    named = NextOwner.objects.filter(trajectory=OuterRef("pk"))
    terms = HolderTerm.objects.filter(ended_at=None).select_related("member__user", "member__organisation")
    people = under_way(actor, programme).filter(~Exists(named)).select_related("person")
    return people.prefetch_related(Prefetch("holder_terms", queryset=terms)).order_by("person__sort_name", "pk")


def loose(actor: Actor, programme: Programme) -> QuerySet[Trajectory]:
    """Trajectories without a round, which can be put together in a project."""
    people = visible_trajectories(actor).filter(programme=programme, round=None).select_related("person")
    return people.order_by("person__sort_name", "pk")


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme with everything that is part of it; `depth` 0 stands by itself."""

    programme: Programme
    whole: Tally
    depth: int


@dataclass(frozen=True)
class Hierarchy:
    rows: Sequence[ProgrammeRow]
    tally: Tally


def hierarchy() -> Hierarchy:
    """Each programme followed by its projects, and one total that the grouping does not move; two queries."""
    with connection.cursor() as cursor:
        columns = "programme_id, trajectories, started, under_way, left_again"
        cursor.execute(f"SELECT {columns} FROM doorstroom_issue_counts() WHERE level = 0")  # noqa: S608 - constants
        own = {programme: Tally(*counts) for programme, *counts in cursor.fetchall()}
    parts: dict[int | None, list[Programme]] = {}
    for each in Programme.objects.select_related("part_of").order_by("name"):
        parts.setdefault(each.part_of_id, []).append(each)

    def rows(above: int | None, depth: int) -> Iterator[ProgrammeRow]:
        for programme in parts.get(above, ()):
            below = list(rows(programme.pk, depth + 1))
            direct = (row.whole for row in below if row.depth == depth + 1)
            yield ProgrammeRow(programme, total([own.get(programme.pk, Tally()), *direct]), depth)
            yield from below

    found = list(rows(None, 0))
    return Hierarchy(found, total(row.whole for row in found if row.depth == 0))
