"""The chain in plain Python: whatever is changed, removed, added or moved is found, with the place."""

from dataclasses import replace

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
