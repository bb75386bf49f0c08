"""Makes two files one, and takes that back so that every row stands where it stood.

Which tables lead to a person is asked of the models themselves, so that a new table is merged without a change here.
What both had of the same kind (a phone, a language level) stays with the file it was in; an empty field of the kept
file is filled. A trajectory, place or other fact that both have at once stops the merge: somebody must choose first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, models, transaction

from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.sealing import seal, unseal
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.models import (
    DuplicateQuestion,
    Person,
    PersonContact,
    PersonIdentity,
    PersonMerge,
    PersonProfile,
    PersonRelation,
)

FILLED = (PersonContact, PersonProfile)
EMPTY = ("", None, "unknown")
_RELATIONS = PersonRelation._meta.db_table


@dataclass(frozen=True)
class Link:
    """A column that leads to a person."""

    table: str
    column: str
    key: str


def links() -> Iterator[Link]:
    """Every column of the product that leads to a person, but those that say what was merged."""
    own = (Person, PersonMerge, DuplicateQuestion)
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in own:
            meta = relation.related_model._meta
            yield Link(meta.db_table, str(relation.field.column), str(meta.pk.column))


@transaction.atomic
def join_files(*, actor: Actor, kept_id: UUID, absorbed_id: UUID, reason: str) -> PersonMerge:
    """Move everything of one person to the other. Needs a system scope; the caller has authorised the act."""
    kept, absorbed = _locked(kept_id, absorbed_id)
    if kept == absorbed or kept.merged_into_id or absorbed.merged_into_id:
        raise ParticipantError("merged_already")
    moved = _reseal(absorbed.pk, kept.pk)
    journal: dict[str, Any] = {"moved": [], "dropped": [], "filled": _fill(kept, absorbed)}
    for link in links():
        done, left = _move(link, absorbed.pk, kept.pk)
        if done:
            journal["moved"].append([link.table, link.column, link.key, done])
        if left and link.table == _RELATIONS:
            journal["dropped"] += _drop(link, left)
        elif left and not link.table.startswith("participants_"):
            raise ParticipantError("both_have_this", table=link.table)
    Person.objects.filter(pk=absorbed.pk).update(merged_into=kept)
    merge = PersonMerge.objects.create(
        kept=kept, absorbed=absorbed, merged_by_id=actor.membership_id, merged_at=actor.at, reason=reason.strip(),
        journal=json.loads(json.dumps(journal, default=str)),
    )  # fmt: skip
    _logged(actor, merge, moved)
    return merge


@transaction.atomic
def split_files(*, actor: Actor, merge: PersonMerge) -> None:
    """Put every row back where it came from; what was written since stays with the kept file. Needs a system scope."""
    locked = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if locked.undone_at:
        raise ParticipantError("split_already")
    kept, absorbed = _locked(locked.kept_id, locked.absorbed_id)
    Person.objects.filter(pk=absorbed.pk).update(merged_into=None)
    for table, column, key, pks in locked.journal["moved"]:
        if table == PersonIdentity._meta.db_table:
            _reseal(kept.pk, absorbed.pk, pks)
        _move(Link(table, column, key), kept.pk, absorbed.pk, pks)
    for table, row in locked.journal["dropped"]:
        _put_back(table, row)
    _empty(locked.journal["filled"])
    locked.undone_at = actor.at
    locked.save(update_fields=["undone_at"])
    _logged(actor, locked, 0)


def _locked(*pks: UUID) -> tuple[Person, Person]:
    """Both at once, always in the same order, so that two stewards never wait for each other."""
    found = {person.pk: person for person in Person.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    if any(pk not in found for pk in pks):
        raise ParticipantError("not_visible")
    return found[pks[0]], found[pks[1]]


def _move(link: Link, source: UUID, target: UUID, only: list[Any] | None = None) -> tuple[list[Any], list[Any]]:
    """Keys of the rows that moved, and of those that the target has already."""
    sql = (
        f'UPDATE "{link.table}" SET "{link.column}" = %s WHERE "{link.column}" = %s AND "{link.key}" = ANY(%s)'  # noqa: S608
        f' RETURNING "{link.key}"'
    )
    with connection.cursor() as cursor:
        if only is None:
            cursor.execute(f'SELECT "{link.key}" FROM "{link.table}" WHERE "{link.column}" = %s', [source])  # noqa: S608
            only = [row[0] for row in cursor.fetchall()]
        if not only:
            return [], []
        try:
            with transaction.atomic():
                cursor.execute(sql, [target, source, only])
                return [row[0] for row in cursor.fetchall()], []
        except IntegrityError:
            pass
        done, left = [], []
        for key in only:
            try:
                with transaction.atomic():
                    cursor.execute(sql, [target, source, [key]])
                    done += [row[0] for row in cursor.fetchall()]
            except IntegrityError:
                left.append(key)
        return done, left


def _drop(link: Link, keys: list[Any]) -> list[Any]:
    """Who saw both through the same relation needs it once; the row is remembered whole."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'DELETE FROM "{link.table}" t WHERE "{link.key}" = ANY(%s) RETURNING row_to_json(t)::text',  # noqa: S608
            [keys],
        )
        return [[link.table, json.loads(row[0])] for row in cursor.fetchall()]


def _put_back(table: str, row: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" SELECT * FROM json_populate_record(NULL::"{table}", %s)',  # noqa: S608
            [json.dumps(row)],
        )


def _fill(kept: Person, absorbed: Person) -> list[Any]:
    """What the kept file did not know yet; per field the text that it had and the text that it got."""
    filled = []
    for model in FILLED:
        rows = {row.person_id: row for row in model._default_manager.filter(person__in=[kept, absorbed])}
        if len(rows) < 2:
            continue
        mine, other, changed = rows[kept.pk], rows[absorbed.pk], {}
        for field in model._meta.concrete_fields:
            if getattr(mine, field.attname) in EMPTY and getattr(other, field.attname) not in EMPTY:
                before = getattr(mine, field.attname)
                setattr(mine, field.attname, getattr(other, field.attname))
                changed[field.name] = [before, field.value_to_string(mine)]
        if changed:
            mine.save(update_fields=list(changed))
            filled.append([model._meta.model_name, mine.pk, changed])
    return filled


def _empty(filled: list[Any]) -> None:
    """Take a filled field back, unless somebody changed it since."""
    models_by_name = {model._meta.model_name: model for model in FILLED}
    for name, pk, changed in filled:
        row = models_by_name[name]._default_manager.filter(pk=pk).first()
        fields = {field.name: field for field in row._meta.concrete_fields} if row else {}
        same = {
            name: before for name, (before, after) in changed.items()
            if row and fields[name].value_to_string(row) == after
        }  # fmt: skip
        if row and same:
            for field, before in same.items():
                setattr(row, field, before)
            row.save(update_fields=list(same))


def _reseal(source: UUID, target: UUID, only: list[int] | None = None) -> int:
    """A sealed number is bound to its person, so it is sealed anew. Two numbers of one kind are two people."""
    rows = PersonIdentity.objects.filter(person=source)
    rows = rows if only is None else rows.filter(pk__in=only)
    standing = set(PersonIdentity.objects.filter(person=target).values_list("organisation", "kind"))
    for row in rows:
        if only is None and (row.organisation_id, row.kind) in standing:
            raise ParticipantError("different_numbers")
        number = unseal(bytes(row.sealed), keys=settings.IDENTITY_KEYS, context=str(source))
        row.sealed = seal(number, keys=settings.IDENTITY_KEYS, context=str(target))
        row.save(update_fields=["sealed"])
    return len(rows)


def _logged(actor: Actor, merge: PersonMerge, numbers: int) -> None:
    fields = ["merged_into", *(["identity"] if numbers else [])]
    people = (merge.kept_id, merge.absorbed_id)
    log(actor, *(Logged("change", "person_merge", merge.pk, person, fields) for person in people))
