"""The chain in plain Python: whatever is changed, removed, added or moved is found, with the place."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.audit.domain.chain import GENESIS, Fault, LoggedEntry, SealedEntry, link, verify


def chain(size: int) -> list[SealedEntry]:
    head, seals = GENESIS, []
    for number in range(1, size + 1):
        entry = LoggedEntry(number * 10, (f"read {number}", None, ["name"]))
        head = link(head, entry)
        seals.append(SealedEntry(number, head, entry))
    return seals


def test_an_untouched_chain_is_intact():
    seals = chain(5)
    found = verify(seals)
    assert (found.intact, found.checked, found.head) == (True, 5, seals[-1].hash)


def test_an_empty_log_is_intact():
    assert verify([]).head == GENESIS


@given(size=st.integers(2, 12), data=st.data())
def test_every_single_change_is_found_at_its_place(size, data):
    seals = chain(size)
    at = data.draw(st.integers(0, size - 1))
    change = data.draw(st.sampled_from(["edit", "drop_entry", "drop_seal", "swap", "cut"]))
    if change == "edit":
        seals[at] = replace(seals[at], entry=LoggedEntry(seals[at].entry.id, ("other", None, [])))
        expected = Fault("changed", at + 1)
    elif change == "drop_entry":
        seals[at] = replace(seals[at], entry=None)
        expected = Fault("missing_entry", at + 1)
    elif change == "drop_seal":
        at = min(at, size - 2)
        del seals[at]
        expected = Fault("missing_seal", at + 1)
    elif change == "swap":
        at = min(at, size - 2)
        one, two = seals[at], seals[at + 1]
        seals[at], seals[at + 1] = replace(one, entry=two.entry), replace(two, entry=one.entry)
        expected = Fault("changed", at + 1)
    else:
        head = (size, seals[-1].hash)
        seals = seals[:at]
        assert verify(seals, known_head=head).faults == (Fault("truncated", at + 1),)
        return
    found = verify(seals)
    assert expected in found.faults
    assert not found.intact


@pytest.mark.parametrize("number", [1, 3])
def test_a_chain_written_anew_does_not_fit_a_head_that_was_kept(number):
    kept = (number, chain(3)[number - 1].hash)
    forged, head = [], GENESIS
    for n in range(1, 4):
        entry = LoggedEntry(n, ("forged",))
        head = link(head, entry)
        forged.append(SealedEntry(n, head, entry))
    assert Fault("changed", number) in verify(forged, known_head=kept).faults


START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def dated_chain(size: int) -> list[SealedEntry]:
    return [replace(seal, recorded_at=START + timedelta(minutes=seal.number)) for seal in chain(size)]


def resealed(seals: list[SealedEntry]) -> list[SealedEntry]:
    """As if the sealer had sealed these entries in this order: every hash fits."""
    head, fresh = GENESIS, []
    for number, seal in enumerate(seals, start=1):
        head = link(head, seal.entry)
        fresh.append(SealedEntry(number, head, seal.entry, seal.recorded_at))
    return fresh


def test_a_thousand_attacks_are_all_found_at_their_place(record_property):
    """Edits, deletions, insertions, reorderings and truncations on a log of five hundred entries."""
    whole, choose = dated_chain(500), random.Random(7)
    kept, missed = (500, whole[-1].hash), []
    for attack in range(1000):
        kind = ("edit", "delete", "insert", "reorder", "truncate")[attack % 5]
        seals, at = list(whole), choose.randrange(0, 498)
        if kind == "edit":
            seals[at] = replace(seals[at], entry=LoggedEntry(seals[at].entry.id, (f"edited {attack}", None, [])))
            expected = Fault("changed", at + 1)
        elif kind == "delete":
            seals[at] = replace(seals[at], entry=None)
            expected = Fault("missing_entry", at + 1)
        elif kind == "insert":
            false = SealedEntry(at + 1, seals[at].hash, LoggedEntry(5, ("never happened", None, [])))
            seals[at:] = [false, *(replace(seal, number=seal.number + 1) for seal in seals[at:])]
            expected = Fault("changed", at + 1)
        elif kind == "reorder":
            other = choose.randrange(at + 1, 499)
            seals[at], seals[other] = replace(seals[at], entry=seals[other].entry), seals[other]
            expected = Fault("changed", at + 1)
        else:
            seals, expected = seals[:at], Fault("truncated", at + 1)
        if expected not in verify(seals, known_head=kept).faults:
            missed.append((kind, at))
    record_property("attacks", 1000)
    record_property("attacks not found", len(missed))
    assert missed == []


@pytest.mark.parametrize(
    ("number", "minutes"),
    [(25, 120), (100_000, 5)],
    ids=["an old number, written today", "a new number that says it is old"],
)
def test_what_is_slipped_in_later_shows_though_the_sealer_sealed_it(number, minutes):
    seals = dated_chain(100)
    false = SealedEntry(0, "", LoggedEntry(number, ("backdated", None, [])), START + timedelta(minutes=minutes))
    assert verify(resealed([*seals, false])).faults == (Fault("inserted", 101),)


def test_what_commits_a_quarter_of_an_hour_late_is_no_fault():
    seals = dated_chain(100)
    late = SealedEntry(0, "", LoggedEntry(855, ("import", None, [])), START + timedelta(minutes=85))
    assert verify(resealed([*seals, late])).faults == ()


def test_a_head_of_another_log_is_one_fault():
    seals = chain(3)
    assert verify(seals, known_head=(3, "another")).faults == (Fault("changed", 3),)
    assert verify(seals[:2], known_head=(3, seals[2].hash)).faults == (Fault("truncated", 3),)
    assert verify(seals, known_head=(2, seals[1].hash)).intact


@pytest.mark.parametrize(("late", "fits"), [(timedelta(hours=1), True), (timedelta(hours=1, microseconds=1), False)])
def test_what_committed_late_stands_up_to_an_hour_behind(late, fits):
    now, head, seals = datetime(2026, 11, 23, 10, tzinfo=UTC), GENESIS, []
    for number, at in enumerate((now, now - late), start=1):
        entry = LoggedEntry(number, ("read", None, []))
        head = link(head, entry)
        seals.append(SealedEntry(number, head, entry, at))
    assert verify(seals).intact is fits
