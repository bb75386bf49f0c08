"""A model that contains others by reference (S4.13)."""

from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.programmes.domain.fields import ModelError
from doorstroom.programmes.domain.messages import explain
from doorstroom.programmes.domain.parts import came_from, own_data
from doorstroom.programmes.domain.versions import (
    checksum,
    copy_model,
    diff,
    parse_model,
    read_model,
    read_yaml,
    to_data,
)

MODELS = Path(__file__).parent / "models"
PLACE, HANDS = (read_model((MODELS / f"{name}.yaml").read_text()) for name in ("eerst-de-plek", "handen-ineen"))
WHOLE = """
code: eigen-vak
version: 1
name: Eigen Vak
participation: {voluntary: true}
includes:
  - {code: eerst-de-plek, version: 3, after: verkennen, without: ["observations[na-een-jaar]"]}
  - {code: handen-ineen, version: 1, after: verkennen, without: ["entry[ouder-dan-27]"]}
roles:
  - {code: mentor, name: Mentor, may_hold: true, max_caseload: 18}
  - {code: bedrijf, name: {nl: Bedrijf}}
phases:
  - {code: verkennen, kind: orientation, name: Verkennen, starts: {week: 1}, length_weeks: 6}
entry:
  - {code: leeftijd, kind: age, name: 16 tot en met 23 jaar, judged_by: [mentor], minimum_age: 16, maximum_age: 23}
contacts:
  - {phase: verkennen, role: mentor, every_weeks: 1}
stages:
  - {code: begonnen, name: begonnen, phase: verkennen}
  - {code: plek, name: heeft een plek, phase: eerste-plek}
success: {outcome: job, name: Werk, clock_start: exit, horizon_months: 6, base: started}
"""


def lookup_in(*models):
    known = {(model.code, model.version): (checksum(model), to_data(model)) for model in models}
    return lambda code, version: known.get((code, version))


LOOKUP = lookup_in(PLACE, HANDS)
MODEL = read_model(WHOLE, lookup=LOOKUP)


def problems_of(text, lookup=LOOKUP):
    with pytest.raises(ModelError) as refused:
        read_model(text, lookup=lookup)
    return [(each.path, each.code, each.value) for each in refused.value.problems]


def test_a_model_contains_two_others_by_reference_own_parts_first():
    assert [phase.code for phase in MODEL.phases] == [
        "verkennen", "plek-zoeken", "eerste-plek", "bijleren", "steun-op-afstand", "kennismaken", "meewerken"
    ]  # fmt: skip
    assert [(norm.phase, norm.every_weeks) for norm in MODEL.contacts] == [
        ("verkennen", 1), ("eerste-plek", 1), ("steun-op-afstand", 5), ("meewerken", 4)
    ]  # fmt: skip
    assert [each.code for each in MODEL.checklists] == ["op-afstand", "verder"]
    assert [each.code for each in MODEL.entry] == ["leeftijd"]
    assert [each.code for each in MODEL.observations] == ["half-jaar"]
    assert [each.code for each in MODEL.stages] == ["begonnen", "plek"]
    assert [(each.code, each.version, each.checksum) for each in MODEL.includes] == [
        ("eerst-de-plek", 3, checksum(PLACE)), ("handen-ineen", 1, checksum(HANDS))
    ]  # fmt: skip


def test_phases_that_began_in_a_week_begin_after_the_own_phase_and_the_others_where_they_did():
    starts = {phase.code: phase.starts for phase in MODEL.phases}
    assert (starts["plek-zoeken"].after, starts["plek-zoeken"].offset_weeks) == ("verkennen", 0)
    assert (starts["kennismaken"].after, starts["kennismaken"].offset_weeks) == ("verkennen", -2)
    assert starts["meewerken"] == HANDS.phase("meewerken").starts


def test_it_reads_back_without_its_parts_and_every_part_says_what_it_brought():
    stored = to_data(MODEL)
    assert parse_model(stored) == MODEL
    assert parse_model(stored, lookup=LOOKUP) == MODEL
    (_, place), (_, hands) = came_from(stored, LOOKUP)
    assert [path for path in hands if not path.startswith(("guards", "roles"))] == [
        "phases[kennismaken]", "phases[meewerken]", "contacts[meewerken/buddy]", "milestones[tussenstand]",
        "checklists[verder]", "observations[half-jaar]",
    ]  # fmt: skip
    assert "phases[verkennen]" not in place
    assert {path for path in hands if path.startswith("roles")} == {"roles[buddy]", "roles[bedrijf]", "roles[gemeente]"}


def test_versions_compared_show_another_version_of_a_part_and_what_it_changes():
    newer = copy_model(
        PLACE, code="eerst-de-plek", version=4, changes={"contacts[eerste-plek/steungever].every_weeks": 2}
    )
    other = read_model(WHOLE.replace("version: 3", "version: 4"), lookup=lookup_in(newer, HANDS))
    changes = {change.path: (change.before, change.after) for change in diff(MODEL, other)}
    assert changes.pop("includes[eerst-de-plek].checksum") == (checksum(PLACE), checksum(newer))
    assert changes == {
        "includes[eerst-de-plek].version": (3, 4),
        "contacts[eerste-plek/steungever].every_weeks": (1, 2),
    }
    assert checksum(other) != checksum(MODEL)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("version: 3", "version: 9", ("includes[0]", "part_unknown", "eerst-de-plek v9")),
        ("code: eigen-vak\nversion: 1", "code: handen-ineen\nversion: 1",
         ("includes[1]", "contains_itself", "handen-ineen v1")),
        ("name: {nl: Bedrijf}", "name: Werkgever", ("includes[1]", "part_clashes", "roles[bedrijf]")),
        ("code: leeftijd", "code: ouder-dan-27", None),
        ("entry[ouder-dan-27]", "entry[jonger]", ("includes[1].without[0]", "part_lacks", "entry[jonger]")),
        ("code: handen-ineen", "code: eerst-de-plek", ("includes[1].code", "part_twice", "eerst-de-plek")),
        ("after: verkennen, without: [\"entry", "after: wachten, without: [\"entry",
         ("includes[1].after", "unknown_phase", "wachten")),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_place_and_how_to_repair_it(old, new, problem):
    assert old in WHOLE
    text = WHOLE.replace(old, new)
    if problem is None:
        assert read_model(text, lookup=LOOKUP).entry[0].minimum_age == 16
        return
    found = problems_of(text)
    assert problem in found
    with pytest.raises(ModelError) as refused:
        read_model(text, lookup=LOOKUP)
    assert all(len(explain(each)) > len(each.path) for each in refused.value.problems)


def test_two_parts_that_disagree_are_refused_until_one_of_them_is_left_out():
    other = copy_model(HANDS, code="andere-handen", version=1, changes={"phases[meewerken].length_weeks": 20})
    lookup = lookup_in(PLACE, HANDS, other)
    text = WHOLE.replace(
        "roles:\n", '  - {code: andere-handen, version: 1, without: ["entry[ouder-dan-27]"]}\nroles:\n', 1
    )
    clashes = [value for _, code, value in problems_of(text, lookup) if code == "part_clashes"]
    assert clashes == ["phases[kennismaken]", "phases[meewerken]"]
    left_out = text.replace('1, without: ["entry[ouder-dan-27]"]}\nroles', '1, without: ["entry[ouder-dan-27]",'
                            ' "phases[kennismaken]", "phases[meewerken]"]}\nroles')  # fmt: skip
    assert read_model(left_out, lookup=lookup).phases == MODEL.phases


def test_a_model_that_would_come_back_through_its_part_is_refused():
    part = deepcopy(to_data(HANDS)) | {"includes": [{"code": "eigen-vak", "version": 1, "checksum": "x"}]}
    known = {("handen-ineen", 1): ("y", part), ("eerst-de-plek", 3): (checksum(PLACE), to_data(PLACE))}
    found = problems_of(WHOLE, lambda code, version: known.get((code, version)))
    assert found == [("includes[1]", "contains_itself", "handen-ineen v1")]


def test_a_part_that_says_something_else_than_was_contained_is_refused():
    stored = to_data(MODEL)
    stored["includes"][0]["checksum"] = "0" * 64
    with pytest.raises(ModelError) as refused:
        parse_model(stored, lookup=LOOKUP)
    assert [(each.path, each.code) for each in refused.value.problems] == [("includes[0].checksum", "part_differs")]


def test_a_file_alone_says_that_its_parts_are_not_here():
    assert problems_of(WHOLE, None) == [
        ("includes[0]", "part_unknown", "eerst-de-plek v3"), ("includes[1]", "part_unknown", "handen-ineen v1")
    ]  # fmt: skip


@settings(max_examples=15)
@given(st.sets(st.sampled_from(["milestones[terugblik]", "guards[eigen-wens]", "guards[noodcontact]",
                                "contacts[steun-op-afstand/steungever]", "checklists[op-afstand]"])))  # fmt: skip
def test_what_somebody_wrote_comes_back_and_gives_the_same_model(left_out):
    data = dict(read_yaml(WHOLE))
    first = {**data["includes"][0], "without": ["observations[na-een-jaar]", *sorted(left_out)]}
    model = parse_model({**data, "includes": [first, data["includes"][1]]}, lookup=LOOKUP)
    own = own_data(to_data(model), LOOKUP)
    assert [phase["code"] for phase in own["phases"]] == ["verkennen"]
    again = parse_model(own, lookup=LOOKUP)
    assert checksum(again) == checksum(model) or {c.path.rpartition(".")[2] for c in diff(model, again)} == {"order"}


def test_what_a_copy_changed_in_a_part_is_its_own_from_then_on():
    changed = copy_model(MODEL, code="eigen-vak", version=2, changes={"phases[meewerken].length_weeks": 16})
    own = own_data(to_data(changed), LOOKUP)
    assert own["includes"][1]["without"] == ["entry[ouder-dan-27]", "phases[meewerken]"]
    again = parse_model(own, lookup=LOOKUP)
    assert again.phase("meewerken").length_weeks == 16
    assert "phases[meewerken]" not in came_from(to_data(again), LOOKUP)[1][1]
