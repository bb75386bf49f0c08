"""The log in the database: sealed after commit, never changed, checked as a whole."""

import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from doorstroom.audit.domain.chain import Fault
from doorstroom.audit.models import Entry, Seal
from doorstroom.audit.selectors import verify_log
from doorstroom.audit.services import Logged, log, seal_entries
from doorstroom.database.scope import scope


@pytest.fixture
def three_entries(committed, system):
    with transaction.atomic(), scope(system):
        log(system, *(Logged("read", "person", n, fields=["name"]) for n in range(3)))
    with transaction.atomic(), scope(system):
        assert seal_entries() == 3
    return system


def tamper(sql):
    """As the owner, who can switch the triggers off: what somebody with the database in hands could do."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER; ALTER TABLE audit_seal DISABLE TRIGGER USER")
        cursor.execute(sql)


def faults(actor, **known):
    with transaction.atomic(), scope(actor):
        return verify_log(**known).verification.faults


def test_an_entry_that_commits_late_is_sealed_later_and_the_chain_holds(committed, system):
    late = connections["default"].copy()
    late.set_autocommit(False)
    with late.cursor() as cursor:
        cursor.execute("INSERT INTO audit_entry (at, role, action, subject, subject_id, fields, purpose)"
                       " VALUES (now(), 'system', 'read', 'person', 'late', '{}', '')")  # fmt: skip
    with transaction.atomic(), scope(system):
        log(system, Logged("read", "person", "early"))
    with transaction.atomic(), scope(system):
        assert seal_entries() == 1
    late.commit()
    late.close()
    with transaction.atomic(), scope(system):
        assert verify_log().unsealed == 1
        assert seal_entries() == 1
        state = verify_log()
        order = [
            Entry.objects.get(pk=pk).subject_id
            for pk in Seal.objects.order_by("number").values_list("entry_id", flat=True)
        ]
    assert order == ["early", "late"]
    assert (state.unsealed, state.intact, state.verification.checked) == (0, True, 2)


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE audit_entry SET purpose = 'other' WHERE subject_id = '1'", Fault("changed", 2)),
        ("DELETE FROM audit_entry WHERE subject_id = '1'", Fault("missing_entry", 2)),
        ("DELETE FROM audit_seal WHERE number = 2", Fault("missing_seal", 2)),
        ("UPDATE audit_entry SET at = at + interval '1 second' WHERE subject_id = '0'", Fault("changed", 1)),
    ],
)
def test_a_change_past_the_guards_is_found(three_entries, sql, fault):
    assert faults(three_entries) == ()
    tamper(sql)
    assert faults(three_entries) == (fault,)


def test_a_cut_off_end_is_found_with_a_kept_head(three_entries, tmp_path):
    head = tmp_path / "head.json"
    call_command("verify_audit", write_head=str(head))
    tamper("DELETE FROM audit_seal WHERE number = 3; DELETE FROM audit_entry WHERE subject_id = '2'")
    assert faults(three_entries) == ()
    kept = json.loads(head.read_text())
    assert faults(three_entries, known_head=(kept["number"], kept["hash"])) == (Fault("truncated", 3),)
    with pytest.raises(SystemExit):
        call_command("verify_audit", head=str(head))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET role = 'x'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_seal",
        "TRUNCATE audit_entry",
    ],
)
def test_the_serving_role_cannot_change_the_log(as_system, change):
    log(as_system, Logged("read", "person"))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Entry.objects.count() == 1


def test_two_sealers_do_not_seal_twice(three_entries):
    with transaction.atomic(), scope(three_entries):
        assert seal_entries() == 0
        assert list(Seal.objects.values_list("number", flat=True)) == [1, 2, 3]
