"""Reports as PDF: what the pages say, tagged for a screen reader, for the same people, and logged."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.monitoring.services import rebuild_facts
from doorstroom.monitoring.wording import share_in_words
from doorstroom.programmes.models import Goal
from doorstroom.rounds.models import Round, RoundPartner
from doorstroom.trajectories.models import Trajectory
from factories.accounts import MembershipFactory
from factories.monitoring import cohort, partner_in, two_versions

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(as_system):
    """12 of 24 stopped with v1 and 2 of 8 with v2, who are one round."""
    programme, older, newer = two_versions()
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER, organisation__name="Werkcentrum"))
    caseworker = MembershipFactory()
    cohort(caseworker, older, 24, start=date(2025, 2, 3), stopped=(1, 2, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12))
    second = cohort(caseworker, newer, 8, start=date(2026, 2, 2), stopped=(2, 6), reason="language")
    round = Round.objects.create(programme=programme, name="ronde 2", model=newer, seats=10, starts_on=date(2026, 2, 2))
    RoundPartner.objects.create(round=round, organisation=manager.organisation, role=manager.role)
    Trajectory.objects.filter(pk__in=[each.pk for each in second]).update(round=round)
    Goal.objects.create(
        programme=programme, quantity=100, unit="job", starts_on=date(2025, 1, 1), deadline=date(2027, 1, 1),
        definition="Wie een baan begon.",
    )  # fmt: skip
    rebuild_facts(actor=as_system, at=NOW)
    return programme, round, manager


def read(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pdf = PdfReader(BytesIO(answer.content))
    return pdf, " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_a_report_of_a_programme_says_what_its_pages_say(world, sign_in, as_system):
    programme, _round, manager = world
    answer = sign_in(manager).get(f"/resultaten/{programme.pk}/verslag.pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="resultaten-van-proef-2026-11-23.pdf"'
    _pdf, text = read(answer)
    for said in (
        "Werkcentrum Resultaten van Proef", "Stand op 23 november 2026. 32 mensen zijn gestart.",
        "Van wie begon: een baan binnen 6 maanden na de start",
        "0 van 32 (0 %, tussen 0 en 11 %)", "De klok begint: de eerste dag van deelname.",
        "Met model v2 stopten in de eerste 12 weken 2 van 8 mensen",
        "12 van 24 (50 %, tussen 31 en 69 %)", "2 van 8 (minder dan 10 mensen, dus geen percentage)",
        "Nog bezig: 0. Onbekend: 0. Stand op 23 november 2026.", "Wat telt: Wie een baan begon.",
    ):  # fmt: skip
        assert said in text, (said, text)
    with scope(as_system, nested=True):
        logged = Entry.objects.get(subject="programme_report")
        assert (logged.action, logged.subject_id) == ("export", str(programme.pk))


def test_a_report_of_a_round_counts_that_round_alone(world, sign_in, as_system):
    _programme, round, manager = world
    _pdf, text = read(sign_in(manager).get(f"/rondes/{round.pk}/verslag.pdf"))
    for said in (
        "Verslag van Proef, ronde 2", "Start: 2 februari 2026. Plekken: 10; werkplekken daarvoor: 0.", "gestart 8",
        "2 van 8 (minder dan 10 mensen, dus geen percentage)", "0 van 8 (minder dan 10 mensen",
    ):  # fmt: skip
        assert said in text, (said, text)
    assert "van 24 (" not in text.partition("Eerdere rondes")[0]
    with scope(as_system, nested=True):
        assert Entry.objects.filter(subject="round_report", action="export", subject_id=str(round.pk)).count() == 1


@pytest.mark.parametrize("of", ["programme", "round"])
def test_a_screen_reader_finds_language_title_headings_and_tables(world, sign_in, of):
    programme, round, manager = world
    url = f"/resultaten/{programme.pk}/verslag.pdf" if of == "programme" else f"/rondes/{round.pk}/verslag.pdf"
    pdf, _text = read(sign_in(manager).get(url))
    root = pdf.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        True, "nl", True,
    )  # fmt: skip
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    kinds = set(kinds_in(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD"} <= kinds


def kinds_in(node):
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from kinds_in(each)
    elif hasattr(node, "get"):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from kinds_in(node["/K"])


def test_who_does_not_work_in_it_finds_no_report(world, sign_in):
    programme, round, _manager = world
    stranger = sign_in(MembershipFactory(role=Role.PROGRAMME_MANAGER))
    for url in (f"/resultaten/{programme.pk}/verslag.pdf", f"/rondes/{round.pk}/verslag.pdf"):
        assert stranger.get(url).status_code == 404


def test_of_whom_nobody_was_followed_long_enough_no_share_is_said():
    about = {"definition": "x/1", "clock": "started", "horizon": "12 weeks", "unknown": 0, "as_of": NOW.date()}
    said, beside = share_in_words(Proportion(numerator=0, denominator=0, running=24, **about))
    assert said == "Nog niemand is lang genoeg gevolgd; 24 mensen zitten nog in de termijn."
    assert beside == "Nog bezig: 24. Onbekend: 0. Stand op 23 november 2026."
    unsure, _beside = share_in_words(Proportion(numerator=5, denominator=20, running=0, **about | {"unknown": 10}))
    assert unsure == "5 van 20 (ergens tussen 11 en 89 %, omdat van te veel mensen niets bekend is)"
