"""Single cells: what is read, what is left out, and what is said."""

import pytest

from doorstroom.imports.domain.cells import Read
from doorstroom.imports.domain.codes import read_education, read_income_source, read_licences, read_transport
from doorstroom.imports.domain.places import Requirement, read_requirements
from doorstroom.imports.domain.values import (
    read_count,
    read_email,
    read_hours,
    read_language_level,
    read_phone_cell,
    read_weekdays,
    read_yes_no,
)

CASES = [
    (read_email, "Jan.Bos@Example.ORG ", Read("jan.bos@example.org")),
    (read_email, "mailto:jan@example.org", Read("jan@example.org")),
    (read_email, "geen", Read(code="email_missing")),
    (read_email, "jan@example,org", Read(code="email_invalid", proposal="jan@example.org")),
    (read_email, "jan @ example.org", Read(code="email_invalid", proposal="jan@example.org")),
    (read_email, "jan.example.org", Read(code="email_invalid")),
    (read_email, "a@x.nl; b@x.nl", Read(code="email_invalid")),
    (read_language_level, "b1", Read("B1")),
    (read_language_level, "NT1", Read("native")),
    (read_language_level, "A1+", Read("A1", code="language_level_read_as", proposal="A1")),
    (read_language_level, "A2/B1", Read("A2", code="language_level_read_as", proposal="A2")),
    (read_language_level, "A2-B1", Read("A2", code="language_level_read_as", proposal="A2")),
    (read_language_level, "ongeveer A2", Read(code="language_level_unknown", proposal="A2")),
    (read_language_level, "redelijk", Read(code="language_level_unknown")),
    (read_language_level, "n.v.t.", Read()),
    (read_licences, "nee", Read(())),
    (read_licences, "No", Read(())),
    (read_licences, "n.v.t.", Read(())),
    (read_licences, "ja", Read(code="licence_unknown")),
    (read_hours, "24,0", Read((24.0, 24.0))),
    (read_hours, "20 uur", Read((20.0, 20.0))),
    (read_hours, "24-32", Read((24.0, 32.0))),
    (read_hours, "24 tot 32 uur per week", Read((24.0, 32.0))),
    (read_hours, "32u p/w", Read((32.0, 32.0))),
    (read_hours, "fulltime", Read(code="hours_unreadable")),
    (read_hours, "80", Read(code="hours_out_of_range", params={"most": 60})),
    (read_hours, "32-24", Read(code="hours_out_of_range", params={"most": 60})),
    (read_count, "4", Read(4)),
    (read_count, "3 plekken", Read(3)),
    (read_count, "2-3", Read(code="count_is_range")),
    (read_count, "2 à 3", Read(code="count_is_range")),
    (read_count, "2 of 3", Read(code="count_is_range")),
    (read_count, "enkele", Read(code="count_unreadable")),
    (read_count, "0", Read(code="count_out_of_range", params={"most": 500})),
    (read_weekdays, "ma/wo/vr", Read((0, 2, 4))),
    (read_weekdays, "maandag, dinsdag en do", Read((0, 1, 3))),
    (read_weekdays, "ma t/m do", Read((0, 1, 2, 3))),
    (read_weekdays, "di-vr", Read((1, 2, 3, 4))),
    (read_weekdays, "Mon/Wed", Read((0, 2))),
    (read_weekdays, "in overleg", Read(code="weekdays_unreadable")),
    (read_weekdays, "manager", Read(code="weekdays_unreadable")),
    (read_yes_no, "Ja", Read(value=True)),
    (read_yes_no, "neen", Read(value=False)),
    (read_yes_no, "onbekend", Read()),
    (read_yes_no, "misschien", Read(code="yes_no_unreadable")),
    (read_income_source, "Bijstand", Read("social_assistance")),
    (read_income_source, "leefloon", Read("social_assistance")),
    (read_income_source, "geen", Read("none")),
    (read_income_source, "alimentatie", Read(code="income_source_unknown")),
    (read_education, "MBO-2", Read("mbo_2")),
    (read_education, "buitenlands, niet gewaardeerd", Read("foreign_unrated")),
    (read_education, "lager onderwijs", Read("primary")),
    (read_education, "iets", Read(code="education_unknown")),
    (read_transport, "fiets + ov", Read(("bicycle", "public_transport"))),
    (read_transport, "auto/fiets", Read(("bicycle", "car"))),
    (read_transport, "paard", Read(code="transport_unknown")),
    (read_licences, "B, BE", Read(("B", "BE"))),
    (read_licences, "rijbewijs C", Read(("C",))),
    (read_licences, "n.v.t.", Read(value=())),
    (read_licences, "ja", Read(code="licence_unknown")),
]


@pytest.mark.parametrize(("reader", "text", "read"), CASES)
def test_reader(reader, text, read):
    assert reader(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("06-41558228", Read("+31641558228")),
        ("geen", Read(code="phone_missing")),
        ("06-41558228 / 0497-123456", Read(code="phone_two_numbers", proposal="+31641558228 / +31497123456")),
        ("06-41558228 of 0612345678", Read(code="phone_two_numbers", proposal="+31641558228 / +31612345678")),
        ("06-41558228 (moeder)", Read(code="phone_characters")),
        ("06-4155822", Read(code="phone_invalid")),
    ],
)
def test_phone_cell(text, read):
    assert read_phone_cell(text, region="NL") == read


def test_requirements_keep_the_words_and_gain_a_kind():
    assert read_requirements("B1 mondeling; VOG; rijbewijs B; tillen tot 10 kg; teamspeler").value == (
        Requirement("language", "B1 mondeling", "B1", "speaking"),
        Requirement("conduct_certificate", "VOG"),
        Requirement("licence", "rijbewijs B", "B"),
        Requirement("lifting", "tillen tot 10 kg", "10"),
        Requirement("other", "teamspeler"),
    )
    assert read_requirements("geen") == Read(value=())
    assert read_requirements("Nederlands A2").value == (Requirement("language", "Nederlands A2", "A2", "general"),)
