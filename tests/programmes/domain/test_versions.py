"""A model as data, and what changed between two."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.programmes.domain.fields import ModelError
from doorstroom.programmes.domain.lineage import Lineage
from doorstroom.programmes.domain.versions import (
    Change,
    change_model,
    checksum,
    copy_model,
    diff,
    parse_model,
    read_model,
    to_data,
)

ALL = ["achtkracht", "eerst-de-plek", "handen-ineen", "volgende-stap", "welthuis-v1", "welthuis-v2", "werkend-leren"]


@pytest.mark.parametrize("name", ALL)
def test_model_survives_the_way_to_data_and_back(model, name):
    one = model(name)
    stored = json.loads(json.dumps(to_data(one)))

    assert parse_model(stored) == one
    assert checksum(parse_model(stored)) == checksum(one)


def test_checksum_does_not_depend_on_order_or_notation(model):
    text = "code: a\nversion: 1\nname: A\n"
    rest = """
participation: {voluntary: true}
roles: [{code: r, name: R, may_hold: true}]
phases: [{code: p, kind: training, name: P, starts: {week: 1}}]
stages: [{name: S, code: s, phase: p}]
success: {outcome: job, name: W, clock_start: exit, horizon_months: 6, base: started}
"""
    full = rest.replace("name: P,", "name: {nl: P}, rhythm: [], optional: false,")

    assert checksum(read_model(text + rest)) == checksum(read_model(full + text))


def test_second_version_of_welthuis_says_what_it_does_otherwise(model):
    changes = {change.path: change for change in diff(model("welthuis-v1"), model("welthuis-v2"))}

    assert changes["checklists[papieren-leerbaan].due_week"] == Change("checklists[papieren-leerbaan].due_week", 19, 16)
    assert changes["contacts[toeleiding/caseworker]"].after is None
    assert changes["contacts[toeleiding/job_coach]"].before is None
    assert changes["selection"].after["deciders"] == 2
    assert changes["group.seats"] == Change("group.seats", 20, 24)
    assert changes["roles[job_coach]"].before is None
    assert changes["roles.order"].after[2:4] == ["job_coach", "school_coordinator"]
    assert not {"code", "version", "derived_from.code"} & set(changes)
    assert diff(model("welthuis-v2"), model("welthuis-v2")) == ()


def test_copy_keeps_its_lineage_and_differs_only_where_asked(model):
    original = model("welthuis-v2")
    copied = copy_model(
        original, code="welthuis-klarsjon", version=1, changes={"contacts[toeleiding/job_coach].every_weeks": 2}
    )

    assert copied.derived_from == Lineage("welthuis", 2, checksum(original))
    assert diff(original, copied) == (Change("contacts[toeleiding/job_coach].every_weeks", 3, 2),)
    assert original == model("welthuis-v2")
    assert checksum(copied) != checksum(original)


def test_copy_can_add_take_out_and_replace_parts(model):
    original = model("welthuis-v2")
    copied = copy_model(
        original,
        code="welthuis",
        version=3,
        changes={
            "guards[jobcoach-bekend]": None,
            "awards[extra]": {"code": "extra", "kind": "diploma", "name": "Extra", "phase": "leerbaan"},
            "thresholds.no_show_minutes": None,
            "phases[toeleiding].rhythm[school].weekdays": ["fri"],
        },
    )

    assert [g.code for g in copied.guards if g not in original.guards] == []
    assert len(copied.guards) == len(original.guards) - 1
    assert copied.awards[-1].code == "extra"
    assert copied.thresholds.no_show_minutes is None
    assert copied.phases[0].rhythm[1].weekdays == ("fri",)


@settings(deadline=None)
@given(older=st.sampled_from(ALL), newer=st.sampled_from(ALL))
def test_applying_a_difference_gives_the_newer_model(model, older, newer):
    a, b = model(older), model(newer)
    copied = copy_model(a, code="proef", version=1, changes={c.path: c.after for c in diff(a, b)})

    assert diff(copied, b) == ()


def test_change_of_an_unused_version_keeps_its_name_and_lineage(model):
    original = model("welthuis-v2")
    changed = change_model(original, {"group.seats": 20})
    assert (changed.version, changed.derived_from) == (2, original.derived_from)
    assert diff(original, changed) == (Change("group.seats", 24, 20),)


def test_order_that_names_other_parts_is_refused(model):
    with pytest.raises(ModelError):
        change_model(model("welthuis-v2"), {"phases.order": ["toeleiding"]})
