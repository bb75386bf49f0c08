"""What must be known when someone leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from doorstroom.kernel.errors import Reason
from doorstroom.trajectories.domain.leaving import Leaving, destination_due, gaps

COMPLETE = Leaving(on=date(2027, 3, 1), reason="health", initiator="participant", destination="no_work", decided_by=1)


def test_complete_leaving_has_no_gaps():
    assert gaps(COMPLETE) == ()


def test_everything_missing_comes_out_at_once():
    assert gaps(Leaving(on=date(2027, 3, 1))) == tuple(
        Reason("leaving_needs", {"field": field}) for field in ("reason", "initiator", "destination")
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": "other"}, "other_reason_needs_text"),
        ({"destination": "unknown"}, "unknown_destination_needs_owner"),
        ({"initiator": "organisation"}, "leaving_needs_second_person"),
        ({"initiator": "organisation", "seen_by": 1}, "leaving_needs_second_person"),
    ],
)
def test_one_gap(changes, code):
    assert [reason.code for reason in gaps(replace(COMPLETE, **changes))] == [code]


def test_second_person_and_owner_close_the_gaps():
    complete = {"initiator": "organisation", "seen_by": 2, "destination": "unknown", "next_owner": "Ruud"}
    assert gaps(replace(COMPLETE, **complete)) == ()


def test_unknown_destination_is_found_out_within_the_models_term():
    unknown = replace(COMPLETE, destination="unknown")
    assert destination_due(unknown, 30) == date(2027, 3, 31)
    assert destination_due(unknown, None) is None
    assert destination_due(COMPLETE, 30) is None
