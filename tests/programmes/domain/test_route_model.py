"""Reading a model: what is refused, where, and how it can be repaired."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.programmes.domain.fields import ModelError
from doorstroom.programmes.domain.messages import PROBLEMS, explain
from doorstroom.programmes.domain.versions import copy_model, parse_model, read_model, read_yaml

MINIMAL = {
    "code": "klein",
    "version": 1,
    "name": "Klein",
    "participation": {"voluntary": True},
    "roles": [{"code": "coach", "name": "Coach", "may_hold": True}],
    "phases": [
        {
            "code": "doen",
            "kind": "placement",
            "name": "Doen",
            "starts": {"week": 1},
            "length_weeks": 10,
            "rhythm": [{"code": "dag", "kind": "work", "name": "Dag", "days_per_week": 2, "weekdays": ["mon", "tue"]}],
        }
    ],
    "contacts": [{"phase": "doen", "role": "coach", "every_weeks": 3}],
    "milestones": [{"code": "m", "kind": "review", "name": "M", "phase": "doen", "weeks": [5]}],
    "checklists": [
        {
            "code": "c",
            "name": "C",
            "phase": "doen",
            "opens_week": 4,
            "due_week": 8,
            "items": [{"code": "i", "name": "I", "supplied_by": ["coach"]}],
        }
    ],
    "guards": [
        {
            "code": "g",
            "move": "start_phase",
            "phase": "doen",
            "fact": "f",
            "strength": "norm",
            "name": "G",
            "supplied_by": ["coach"],
        }
    ],
    "entry": [{"code": "e", "kind": "text", "name": "E", "judged_by": ["coach"]}],
    "observations": [{"code": "o", "name": "O", "event": "exit", "owner": "coach", "after_weeks": 4}],
    "stages": [{"code": "s", "name": "S", "phase": "doen"}],
    "success": {
        "outcome": "job",
        "name": "Werk",
        "clock_start": "exit",
        "horizon_months": 6,
        "base": "started",
    },
}


def with_value(path, value):
    """The minimal model with one value set; None takes the line out."""
    data = deepcopy(MINIMAL)
    *way, last = path
    place = data
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return data


ACTIVITY = ("phases", 0, "rhythm", 0)
CASES = [
    (("success",), None, "success", "missing"),
    (("name",), "  ", "name", "not_a_text"),
    (("fases",), [], "fases", "unknown_field"),
    (("success",), 12, "success", "not_a_block"),
    (("phases",), "doen", "phases", "not_a_list"),
    (("stages",), [], "stages", "empty_list"),
    (("guards", 0, "fact"), 7, "guards[0].fact", "not_a_text"),
    (("code",), "Klein Model", "code", "not_a_code"),
    (("roles", 0, "name"), {"en": "Coach"}, "roles[0].name", "no_dutch_name"),
    (("participation", "voluntary"), "ja", "participation.voluntary", "not_yes_or_no"),
    ((*ACTIVITY, "hours_per_week"), "zestien", "phases[0].rhythm[0].hours_per_week", "not_a_number"),
    ((*ACTIVITY, "hours_per_week"), float("nan"), "phases[0].rhythm[0].hours_per_week", "not_a_number"),
    (("version",), 1.5, "version", "not_a_whole_number"),
    (("version",), True, "version", "not_a_whole_number"),
    (("version",), 0, "version", "out_of_range"),
    ((*ACTIVITY, "starts_at"), 510, "phases[0].rhythm[0].starts_at", "not_a_time"),
    ((*ACTIVITY, "starts_at"), "24:00", "phases[0].rhythm[0].starts_at", "not_a_time"),
    (("phases", 0, "kind"), "plaatsing", "phases[0].kind", "not_a_choice"),
    (("contacts", 0, "role"), "baas", "contacts[0].role", "unknown_role"),
    (("observations", 0, "owner"), "baas", "observations[0].owner", "unknown_role"),
    (("checklists", 0, "items", 0, "supplied_by"), ["baas"], "checklists[0].items[0].supplied_by", "unknown_role"),
    (("roles", 0, "may_hold"), False, "roles", "no_holder_role"),
    (("stages", 0, "phase"), "rust", "stages[0].phase", "unknown_phase"),
    (("checklists", 0, "prepares"), "rust", "checklists[0].prepares", "unknown_phase"),
    (("entry", 0, "track"), "bouw", "entry[0].track", "unknown_track"),
    (("phases", 0, "starts"), {}, "phases[0].starts", "not_one_start"),
    (("phases", 0, "starts"), {"week": 1, "event": "exit"}, "phases[0].starts", "not_one_start"),
    (("phases", 0, "starts"), {"after": "doen"}, "phases[0].starts", "start_in_circle"),
    ((*ACTIVITY, "weekdays"), ["mon"], "phases[0].rhythm[0].weekdays", "weekdays_do_not_add_up"),
    ((*ACTIVITY, "weekdays"), ["mon", "mon"], "phases[0].rhythm[0].weekdays", "weekday_twice"),
    ((*ACTIVITY, "hours_per_week"), 50, "phases[0].rhythm[0].hours_per_week", "more_hours_than_the_days_have"),
    ((*ACTIVITY, "from_week"), 11, "phases[0].rhythm[0].from_week", "week_outside_phase"),
    (("milestones", 0, "weeks"), [5, 11], "milestones[0].weeks", "week_outside_phase"),
    (("checklists", 0, "due_week"), 3, "checklists[0].due_week", "due_before_open"),
    (("checklists", 0, "items"), [], "checklists[0].items", "empty_list"),
    (("contacts", 0, "first"), {"weeks": 4, "every_weeks": 5}, "contacts[0].first.every_weeks", "first_norm_wider"),
    (("contacts", 0, "planned_weeks"), [4, 1], "contacts[0].planned_weeks", "weeks_not_in_order"),
    (("contacts", 0, "planned_weeks"), [1, 5], "contacts[0].planned_weeks", "plan_breaks_norm"),
    (("guards", 0, "in_force"), {"since": "morgen"}, "guards[0].in_force.since", "not_a_day"),
    (
        ("contacts", 0, "in_force"),
        {"since": "2027-02-01", "until": "2027-01-01"},
        "contacts[0].in_force.until",
        "never_in_force",
    ),
    (("guards", 0, "phase"), None, "guards[0].phase", "phase_only_with_start_phase"),
    (("guards", 0, "move"), "exit", "guards[0].phase", "phase_only_with_start_phase"),
    (("guards", 0, "max_days"), 7, "guards[0].confirmed_by", "only_an_agreement_passes"),
    (("guards", 0, "strength"), "law", "guards[0].source", "law_needs_source"),
    (("entry", 0, "kind"), "age", "entry[0].minimum_age", "missing"),
    (("entry", 0, "kind"), "language", "entry[0].language_level", "missing"),
    (("stages", 0, "fact"), "f", "stages[0]", "fact_or_phase"),
    (("observations", 0, "after_months"), 1, "observations[0]", "weeks_or_months"),
    (("success", "outcome"), "job_in_sector", "success.sector", "missing"),
    (("far_group",), {"at_least": 2, "education": "primary"}, "far_group.at_least", "too_few_marks"),
    (("group",), {"seats": 10, "minimum_seats": 11}, "group.minimum_seats", "out_of_range"),
    (("derived_from",), {"code": "klein", "version": 1}, "derived_from", "derived_from_itself"),
]


@pytest.mark.parametrize(("where", "value", "path", "code"), CASES)
def test_one_fault_is_refused_at_its_place(where, value, path, code):
    with pytest.raises(ModelError) as refused:
        parse_model(with_value(where, value))

    assert [(problem.path, problem.code) for problem in refused.value.problems] == [(path, code)]
    assert [(r.code, r.params["path"]) for r in refused.value.reasons] == [(code, path)]
    assert path in explain(refused.value.problems[0])


TWO_FAULTS = [
    (("guards", 0, "strength"), "agreement", {"agreement_needs_confirmer", "agreement_needs_term"}),
    ((*ACTIVITY, "ends_at"), "08:00", {"ends_before_it_starts"}),
    ((*ACTIVITY, "until_week"), 2, {"until_before_from"}),
    (("roles",), [MINIMAL["roles"][0]] * 2, {"code_twice"}),
    (("contacts",), [MINIMAL["contacts"][0]] * 2, {"norm_twice"}),
]


@pytest.mark.parametrize(("where", "value", "codes"), TWO_FAULTS)
def test_fault_that_takes_two_lines(where, value, codes):
    data = with_value(where, value)
    data["phases"][0]["rhythm"][0] |= {"starts_at": "09:00", "from_week": 5} if where[0] == "phases" else {}
    with pytest.raises(ModelError) as refused:
        parse_model(data)

    assert {problem.code for problem in refused.value.problems} == codes
    assert all(explain(problem) for problem in refused.value.problems)


def test_every_sentence_belongs_to_a_fault_that_can_happen():
    parts = {"part_clashes", "part_differs", "part_lacks", "part_twice", "part_unknown", "contains_itself"}
    elsewhere = {"not_readable_yaml", "not_a_model_file", "unknown_path", *parts}
    known = {case[3] for case in CASES} | set().union(*(case[2] for case in TWO_FAULTS)) | elsewhere
    assert set(PROBLEMS) == known


def test_all_faults_come_out_at_once():
    data = with_value(("phases", 0, "kind"), "plaatsing")
    data |= {"version": 0, "naam": "Klein"}
    del data["code"]
    with pytest.raises(ModelError) as refused:
        parse_model(data)

    assert [(p.path, p.code) for p in refused.value.problems] == [
        ("naam", "unknown_field"),
        ("code", "missing"),
        ("version", "out_of_range"),
        ("phases[0].kind", "not_a_choice"),
    ]
    assert dict(refused.value.problems[0].params) == {"nearest": "name"}
    assert explain(refused.value.problems[2]) == "version is 0. It must be at least 1 and at most 9999."


def test_minimal_model_leaves_every_rule_off():
    thresholds = parse_model(MINIMAL).thresholds
    assert (thresholds.no_show_minutes, thresholds.contract_ending_weeks) == (None, ())


def test_standard_fills_only_what_the_model_leaves_out():
    standard = {"thresholds": {"no_show_minutes": 60, "reentry_weeks": 26}}
    model = parse_model({**MINIMAL, "thresholds": {"no_show_minutes": 15}}, standard=standard)

    assert (model.thresholds.no_show_minutes, model.thresholds.reentry_weeks) == (15, 26)


@pytest.mark.parametrize(
    ("text", "path", "code"),
    [
        ("code: [a", "1:9", "not_readable_yaml"),
        ("code: a\nversion: 1\ncode: b\n", "3:1", "not_readable_yaml"),
        ("- code: a", "1:1", "not_a_model_file"),
        ("", "1:1", "not_a_model_file"),
        ("x: !!python/object:os.system {}", "1:4", "not_readable_yaml"),
    ],
)
def test_file_that_is_no_model_names_line_and_column(text, path, code):
    with pytest.raises(ModelError) as refused:
        read_yaml(text)

    (problem,) = refused.value.problems
    assert (problem.path, problem.code) == (path, code)
    assert explain(problem)


def test_time_without_quotation_marks_says_so():
    with pytest.raises(ModelError) as refused:
        read_model("code: a\nphases: [{rhythm: [{starts_at: 8:30}]}]")

    times = [p for p in refused.value.problems if p.path == "phases[0].rhythm[0].starts_at"]
    assert [explain(p) for p in times] == [
        'phases[0].rhythm[0].starts_at must be a time, not 510. Write it between quotation marks: "08:30".'
    ]


def test_change_of_a_path_that_does_not_exist_is_refused():
    with pytest.raises(ModelError) as refused:
        copy_model(parse_model(MINIMAL), code="k", version=2, changes={"phases[weg].length_weeks": 3})

    assert [p.code for p in refused.value.problems] == ["unknown_path"]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None)
@given(junk=JUNK, name=st.sampled_from(sorted(MINIMAL)))
def test_whatever_stands_in_a_file_is_read_or_explained(junk, name):
    with suppress(ModelError):
        parse_model({**MINIMAL, name: junk})
        return
    with pytest.raises(ModelError) as refused:
        parse_model({**MINIMAL, name: junk})
    assert [problem for problem in refused.value.problems if not explain(problem)] == []
    assert refused.value.problems != ()
