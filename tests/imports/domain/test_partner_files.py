"""Three files as partners send them give exactly the report that stands beside them."""

import json
from dataclasses import replace

import pytest

from doorstroom.imports.domain.check import check_file
from doorstroom.imports.domain.report import to_json
from doorstroom.taxonomy.domain.vocabulary import load_vocabulary

FILES = {
    "participants": "deelnemers_vennenwerk.xlsx",
    "places": "werkplekken_wsp.csv",
    "attendance": "presentie_lindecollege.csv",
}


@pytest.mark.parametrize("kind", FILES)
def test_partner_file_gives_expected_report(kind, partner_files, context):
    context = replace(context, may_hold_identity_numbers=True, occupations=load_vocabulary().find_occupation_code)
    expected = json.loads((partner_files / "expected.json").read_text())
    checked = check_file(kind, (partner_files / FILES[kind]).read_bytes(), FILES[kind], context)
    assert json.loads(to_json([checked.report])) == {kind: expected[kind]}


@pytest.mark.parametrize("kind", FILES)
def test_partner_file_is_understood_completely(kind, partner_files, context):
    context = replace(context, may_hold_identity_numbers=True)
    checked = check_file(kind, (partner_files / FILES[kind]).read_bytes(), FILES[kind], context)
    assert checked.unmapped == ()
    assert {column.confidence for column in checked.columns} <= {0.9, 1.0}


def test_partner_without_legal_ground_delivers_no_citizen_numbers(partner_files, context):
    content = (partner_files / FILES["participants"]).read_bytes()
    checked = check_file("participants", content, "x.xlsx", context)
    assert [(p.row, p.column, p.code) for p in checked.problems if "column" in p.code] == [
        (4, "BSN", "column_refused_identity")
    ]
    assert {row.identity_number for row in checked.rows} == {""}
    assert "99992" not in repr(checked)
