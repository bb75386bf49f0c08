"""A draft holds exactly what a model file would hold, page by page."""

import re
from importlib.resources import files

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.monitoring.services.fact_rows import DAYS_OF_FACTS
from doorstroom.programmes.domain.draft import PAGES, complete, page, page_of, problems, rows, shapes, written
from doorstroom.programmes.domain.fields import CODE, Problem
from doorstroom.programmes.domain.participation import Consequence, consequences
from doorstroom.programmes.domain.route_model import DecisionRight, Participation
from doorstroom.programmes.domain.versions import OWN_FIELDS, read_model, to_data
from doorstroom.programmes.domain.vocabulary import DecisionSubject
from doorstroom.programmes.forms.editor import FactField
from doorstroom.programmes.selectors.drafts import place_of
from doorstroom.programmes.wording import FACTS, FIELDS, SECTIONS, fact_names
from doorstroom.programmes.wording import PAGES as PAGE_WORDS
from doorstroom.wiring import FACTS as ANSWERED

MODELS = sorted(path.name for path in (files("doorstroom.demo") / "models").iterdir() if path.name.endswith(".yaml"))
SECTIONS_OF_ALL = [section for each in PAGES for section in each.sections]
TEXTS = st.text(min_size=1, max_size=30).filter(str.strip)


def data_of(name):
    model = read_model((files("doorstroom.demo") / "models" / name).read_text(encoding="utf-8"))
    return {key: value for key, value in to_data(model).items() if key not in OWN_FIELDS}


@pytest.mark.parametrize("name", MODELS)
def test_every_section_of_a_real_model_is_written_back_as_it_was(name):
    data = data_of(name)
    for section in SECTIONS_OF_ALL:
        assert written(data, section, rows(data, section)) == data, section.code


def test_together_the_pages_hold_every_field_of_a_model():
    data, empty = data_of("welthuis-v2.yaml"), {}
    for section in SECTIONS_OF_ALL:
        empty = written(empty, section, rows(data, section))
    assert {key for key in data if key not in empty} == set()
    assert complete(empty, code="x", version=1).phases[0].rhythm[0].hours_per_week is None


@given(names=st.lists(TEXTS, min_size=1, max_size=6))
def test_names_become_codes_that_a_model_accepts_and_stay_when_the_name_changes(names):
    (section,) = page("roles").sections
    once = written({}, section, [{"name": name, "may_hold": True} for name in names])
    codes = [role["code"] for role in once["roles"]]
    assert len(set(codes)) == len(names)
    assert [each.code for each in problems({"roles": once["roles"]}, code="x") if "code" in each.path] == []
    renamed = [{**row, "name": "Anders"} for row in rows(once, section)]
    assert [role["code"] for role in written(once, section, renamed)["roles"]] == codes


def test_a_changed_text_loses_the_translation_of_the_old_one():
    (section,) = page("roles").sections
    data = {"roles": [{"code": "a", "name": {"nl": "Coach", "en": "Coach"}, "may_hold": True}]}
    flat = rows(data, section)
    assert written(data, section, flat) == data
    assert written(data, section, [{**flat[0], "name": "Begeleider"}])["roles"][0]["name"] == {"nl": "Begeleider"}


def test_phases_keep_their_week_when_they_are_saved_and_lose_it_when_they_go():
    data = data_of("welthuis-v2.yaml")
    (phases,), (week,) = page("phases").sections, page("rhythm").sections
    kept = written(data, phases, rows(data, phases)[:1])
    assert rows(kept, week) == rows(data, week)
    assert rows(written(data, phases, rows(data, phases)[1:]), week) == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("phases[0].length_weeks", "phases"),
        ("phases[0].rhythm[1].weekdays", "rhythm"),
        ("checklists[0].items[0].supplied_by", "papers"),
        ("participation.decisions[0].roles", "participation"),
        ("selection.steps[2].owner", "selection"),
        ("success", "figures"),
        ("group.seats", "basics"),
        ("length_weeks", "basics"),
    ],
)
def test_a_problem_is_repaired_on_the_page_that_holds_its_field(path, code):
    assert page_of(Problem(path, "missing")).code == code


def test_every_field_page_and_section_has_words():
    assert {shape.leaf for section in SECTIONS_OF_ALL for shape in shapes(section)} - set(FIELDS) == set()
    assert {each.code for each in PAGES} == set(PAGE_WORDS)
    assert {section.code for section in SECTIONS_OF_ALL} == set(SECTIONS)


def test_every_fact_that_the_product_answers_or_counts_has_words():
    models = [data_of(name) for name in MODELS]
    named = set(re.findall(r"'(?:fact|unless)': '(\w+)'", repr(models)))
    assert named - set(FACTS) == set()
    assert {*ANSWERED, *DAYS_OF_FACTS} - set(FACTS) == set()


@given(st.sets(st.from_regex(CODE, fullmatch=True), max_size=8))
def test_a_fact_chosen_by_its_name_is_the_same_fact(codes):
    names = fact_names(codes)
    field = FactField(names=names)
    assert {code: field.clean(field.prepare_value(code)) for code in codes} == {code: code for code in codes}
    assert len(set(names.values())) == len(names)


def test_a_place_in_a_part_of_a_part_is_told_in_words():
    with translation.override("nl"):
        told = place_of("phases[0].rhythm[1].name", data_of("welthuis-v2.yaml"))
    assert told == "Fasen – Toeleiding, De week – School, naam"


def test_what_people_hear_follows_from_voluntary_or_not():
    decisions = (
        DecisionRight(DecisionSubject.REGISTRATION, ("participant", "caseworker")),
        DecisionRight(DecisionSubject.SUSPENSION, ("caseworker", "job_coach")),
        DecisionRight(DecisionSubject.EXIT, ("caseworker",)),
    )
    objecting = tuple(
        Consequence("objecting", roles, (subject,))
        for subject, roles in (
            (DecisionSubject.REGISTRATION, ("caseworker",)),
            (DecisionSubject.SUSPENSION, ("caseworker", "job_coach")),
            (DecisionSubject.EXIT, ("caseworker",)),
        )
    )
    assert consequences(Participation(True, decisions=decisions)) == (
        Consequence("declining_free"), *objecting, Consequence("attendance_guides")
    )  # fmt: skip
    assert consequences(Participation(True, declining_needs_reason=True))[0] == Consequence("declining_with_reason")
    assert consequences(Participation(False, decisions=decisions)) == (
        Consequence("declining_obliged", ("caseworker",)),
        *objecting,
        Consequence(
            "attendance_decides", ("caseworker", "job_coach"), (DecisionSubject.SUSPENSION, DecisionSubject.EXIT)
        ),
    )


@given(voluntary=st.booleans(), subjects=st.sets(st.sampled_from(DecisionSubject)))
def test_attendance_never_decides_where_taking_part_is_voluntary(voluntary, subjects):
    rights = tuple(DecisionRight(subject, ("caseworker",)) for subject in sorted(subjects))
    codes = [each.code for each in consequences(Participation(voluntary, decisions=rights))]
    allowed = not voluntary and bool(subjects & {DecisionSubject.SUSPENSION, DecisionSubject.EXIT})
    assert ("attendance_decides" in codes) == allowed
    assert codes.count("objecting") == len(subjects)
