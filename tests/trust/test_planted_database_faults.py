"""Faults planted in the second layer, one at a time: each must show as rows that somebody should not see.

Planted are: a table without row-level security, a policy that lets everything through, a policy or the function of
purposes that forgot one of its conditions. The net asks as people who have almost a relation: all but one condition.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.conf import settings

from doorstroom.database.selectors import person_tables
from doorstroom.kernel.actor import Actor
from trust.planted import INSIDER, NOW, STRANGER, fill_every_table, guarded_tables, owner, planted, shown_to

RELATION, LINE, AGREEMENT = "participants_personrelation", "agreements_dataline", "agreements_agreement"
OTHER = "22222222-2222-4222-8222-222222222222"
LONG = os.environ.get("DOORSTROOM_LONG") == "1"


@dataclass(frozen=True)
class Almost:
    """Everything of a relation but one thing: what is changed, how it was, and who asks."""

    name: str
    change: str = ""
    back: str = ""
    actor: Actor | None = INSIDER
    only: str = ""  # the one table about which this says something


ALMOST = (
    Almost("no scope", actor=None),
    Almost("a stranger", actor=STRANGER),
    Almost("another organisation", actor=replace(INSIDER, organisation_id=99)),
    Almost("another role", actor=replace(INSIDER, role="job_coach")),
    Almost("a colleague's relation", actor=replace(INSIDER, membership_id=99)),
    Almost("before it starts", actor=replace(INSIDER, at=NOW - timedelta(days=1500))),
    Almost("after it ended", f"UPDATE {RELATION} SET valid_until = '2026-11-23'",
           f"UPDATE {RELATION} SET valid_until = NULL"),
    Almost("after it closed", f"UPDATE {RELATION} SET closes_at = '{NOW}'", f"UPDATE {RELATION} SET closes_at = NULL"),
    Almost("to another person", f"UPDATE {RELATION} SET person_id = '{OTHER}'",
           f"UPDATE {RELATION} SET person_id = '11111111-1111-4111-8111-111111111111'"),
    Almost("for another purpose", f"UPDATE {RELATION} SET purpose = 'placement'",
           f"UPDATE {RELATION} SET purpose = 'guidance'"),
    Almost("file restricted to others",
           "UPDATE participants_restriction SET lifted_at = NULL, until = '2030-01-01', admitted = '{99}'",
           "UPDATE participants_restriction SET lifted_at = now()"),
    Almost("line to another", f"UPDATE {LINE} SET recipient_id = 98",
           f"UPDATE {LINE} SET recipient_id = controller_id"),
    Almost("line not approved", f"UPDATE {LINE} SET approved_on = NULL",
           f"UPDATE {LINE} SET approved_on = '2020-01-01'"),
    Almost("line withdrawn", f"UPDATE {LINE} SET withdrawn_on = '2026-11-23'",
           f"UPDATE {LINE} SET withdrawn_on = NULL"),
    Almost("line for another category", f"UPDATE {LINE} SET category = category || 'x'",
           f"UPDATE {LINE} SET category = rtrim(category, 'x')"),
    Almost("number of another organisation", "UPDATE participants_personidentity SET organisation_id = 99",
           "UPDATE participants_personidentity SET organisation_id = 1", only="participants_personidentity"),
    Almost("agreement not in force", f"UPDATE {AGREEMENT} SET status = 'draft'",
           f"UPDATE {AGREEMENT} SET status = 'in_force'"),
    Almost("agreement ended", f"UPDATE {AGREEMENT} SET valid_until = '2026-11-23'",
           f"UPDATE {AGREEMENT} SET valid_until = NULL"),
    Almost("agreement to come", f"UPDATE {AGREEMENT} SET valid_from = '2026-11-24'",
           f"UPDATE {AGREEMENT} SET valid_from = '2020-01-01'"),
)  # fmt: skip
# The condition on the organisation is not among them: the guard of relations itself holds it a second time.
CONDITIONS = (
    r"\(r\.person_id = \w+\.\w+\)",
    r"\(\(r\.role\)::text = doorstroom_role\(\)\)",
    r"\(\(r\.member_id IS NULL\) OR \(r\.member_id = doorstroom_membership\(\)\)\)",
    r"\(r\.valid_from <= doorstroom_on\(\)\)",
    r"\(\(r\.valid_until IS NULL\) OR \(r\.valid_until > doorstroom_on\(\)\)\)",
    r"\(\(r\.purpose\)::text = ANY \(\( SELECT doorstroom_purposes\('\w+'::text\) AS \w+\)::text\[\]\)\)",
)
OF_PURPOSES = (
    "l.recipient_id = public.doorstroom_organisation()",
    "l.category = wanted",
    "l.approved_on <= public.doorstroom_on()",
    "(l.withdrawn_on IS NULL OR l.withdrawn_on > public.doorstroom_on())",
    "a.status = 'in_force'",
    "a.valid_from <= public.doorstroom_on()",
    "(a.valid_until IS NULL OR a.valid_until > public.doorstroom_on())",
)


OF_RELATIONS = {
    "what is shut": r"person_id <> ALL \(.*::uuid\[\]\)",
    "the hour": r"\(closes_at IS NULL\) OR \(closes_at > doorstroom_at\(\)\)",
}


@dataclass(frozen=True)
class Fault:
    name: str
    do: str
    undo: str
    tables: tuple[str, ...]


def faults() -> Iterator[Fault]:
    rules = dict(owner("SELECT tablename, qual FROM pg_policies WHERE policyname = 'scope'"))
    closed = closed_tables()
    for table in guarded_tables():
        rule, kept = rules[table], (f"ALTER POLICY scope ON {table} USING ", f"ALTER TABLE {table} ")
        yield Fault(f"{table} unguarded", f"{kept[1]} DISABLE ROW LEVEL SECURITY",
                    f"{kept[1]} ENABLE ROW LEVEL SECURITY", (table,))  # fmt: skip
        yield Fault(f"{table} lets all through", f"{kept[0]} (true)", f"{kept[0]} ({rule})", (table,))
        for condition in CONDITIONS if table in closed else ():
            wrong = re.sub(condition, "true", rule)
            if wrong != rule:
                yield Fault(f"{table} without {condition}", f"{kept[0]} ({wrong})", f"{kept[0]} ({rule})", (table,))
    ((text,),) = owner("SELECT pg_get_functiondef('doorstroom_purposes'::regproc)")
    people = tuple(table for table, rule in rules.items() if "doorstroom_purposes" in rule)
    for condition in OF_PURPOSES:
        assert condition in text, condition
        yield Fault(f"purposes without {condition}", text.replace(condition, "true"), text, people)
    ((text,),) = owner("SELECT pg_get_functiondef('doorstroom_shut'::regproc)")
    yield Fault("nothing is shut", text.replace("coalesce(array_agg(person_id), '{}')", "'{}'::uuid[]"), text, people)
    kept = f"ALTER POLICY scope ON {RELATION} USING "
    for name, condition in OF_RELATIONS.items():
        wrong, times = re.subn(condition, "true", rules[RELATION])
        assert times == 1, name
        yield Fault(f"relations forget {name}", f"{kept} ({wrong})", f"{kept} ({rules[RELATION]})", people)


def closed_tables() -> set[str]:
    """Tables with nothing but the rule about the person; others have a ground of their own beside it."""
    guards = [path.read_text() for path in settings.PACKAGE.glob("*/migrations/*.py")]
    return {table for text in guards for table in re.findall(r'guard_person_rows(?:_joined)?\(\s*"(\w+)"', text)}


def shown_almost(tables) -> dict[str, set[str]]:
    """For each almost-relation, in which of these tables a row shows."""
    found = {}
    for almost in ALMOST:
        if almost.change:
            owner(almost.change)
        asked = [table for table in tables if almost.only in {"", table}]
        found[almost.name] = shown_to(almost.actor, asked) if asked else set()
        if almost.back:
            owner(almost.back)
    return found


@pytest.fixture
def filled(committed):
    fill_every_table()


def test_almost_a_relation_shows_nothing_and_a_relation_shows_the_person(filled):
    tables = guarded_tables()
    shown, closed = shown_almost(tables), closed_tables()
    assert {name: seen & closed for name, seen in shown.items() if seen & closed} == {}
    assert shown["no scope"] | (shown["a stranger"] & person_tables()) == set()
    assert {"participants_person", "participants_personcontact", "trajectories_note"} <= shown_to(INSIDER, tables)


def test_every_planted_fault_shows(filled, record_property):
    healthy = shown_almost(guarded_tables())
    planned, missed = list(faults()), []
    chosen = planned if LONG else [*planned[::9], *planned[-2:]]
    for fault in chosen:
        with planted(fault.do, fault.undo):
            shown = shown_almost(fault.tables)
        if not any(shown[name] - healthy[name] for name in shown):
            missed.append(fault.name)
    record_property("planted", len(chosen))
    record_property("missed", len(missed))
    assert "\n".join(missed) == ""
    assert len(planned) >= 300
