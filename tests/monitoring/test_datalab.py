"""The data lab as somebody meets it: a question with files, an answer, and nothing kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from factories.accounts import MembershipFactory

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "evidence"
QUESTION = {
    "treatment": "took_part",
    "outcome": "job_in_a_year",
    "covariates": "age, education, months_on_benefit",
    "placebo": "worked_year_before",
    "registered": "on",
}


def upload(name, content=None):
    return SimpleUploadedFile(name, (EXAMPLES / name).read_bytes() if content is None else content.encode())


@pytest.fixture
def client(as_system, sign_in):
    return sign_in(MembershipFactory(role=Role.RESEARCHER))


def ask(client, **changes):
    files = {"cohort": upload("cohort.csv"), "comparison": upload("comparison.csv")}
    answer = client.post(reverse("datalab"), {**QUESTION, **files, **changes})
    assert answer.status_code == 200
    return answer


def test_an_open_gate_gives_a_range_the_checks_and_three_drawings(client, system):
    answer = ask(client)
    assert str(answer.context["verdict"]).startswith(
        "Oordeel: een effect tussen 1,9 en 19,4 procentpunt past bij deze gegevens; nul past er niet bij."
    )
    assert [holds for *_, holds in answer.context["gate"]] == ["ja"] * 8
    assert answer.content.count(b"<svg") >= 6
    assert len(answer.content) <= 90_000
    with scope(system, nested=True):
        logged = Entry.objects.filter(subject="data_lab").values_list("action", "fields")
        assert list(logged) == [("read", ["job_in_a_year"])]


def test_a_small_cohort_is_refused_with_the_reason_and_no_number(client):
    lines = (EXAMPLES / "cohort.csv").read_text().splitlines()
    answer = ask(client, cohort=upload("small.csv", "\n".join(lines[:28]) + "\n"))
    assert str(answer.context["verdict"]).startswith(
        "Oordeel: geen uitspraak mogelijk. De groep telt 27 mensen met een bekende uitkomst;"
        " er zijn er minstens 60 nodig."
    )
    assert "procentpunt" not in answer.content.decode()


def test_an_additional_job_has_a_cost_only_behind_the_gate(client):
    """The effect lies between 1.9 and 19.4 points, so of EUR 1,000,000 for the cohort a job cost between these ends."""
    said = str(ask(client, euros="1000000").context["additional"])
    assert re.fullmatch(r"Een extra baan kostte € [\d.]+ \(tussen € [\d.]+ en € [\d.]+\)\.", said)
    middle, low, high = (int(number.replace(".", "")) for number in re.findall(r"€ ([\d.]+\d)", said))
    people = ask(client).context["found"].total_treated
    assert low == pytest.approx(1_000_000 / (people * 0.194), rel=0.01)
    assert high == pytest.approx(1_000_000 / (people * 0.019), rel=0.04)
    assert low < middle < high
    closed = ask(client, euros="1000000", registered="")
    assert str(closed.context["additional"]).startswith("Wat een extra baan kostte is niet te zeggen")


def test_an_outcome_chosen_afterwards_closes_the_gate(client):
    answer = ask(client, registered="")
    assert "De uitkomst was niet vastgelegd voordat iemand de resultaten zag." in answer.context["verdict"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("naam,took_part\nJan,1\n", "Het bestand zegt wie de mensen zijn (naam)."),
        ("x,took_part\n111222333,1\n", "Het bestand zegt wie de mensen zijn (x)."),
        ("nationaliteit,took_part\nNL,1\n", "Herkomst, gezondheid, geloof en strafbare feiten"),
        ("took_part\n", "er staan geen rijen onder de kop"),
        ("took_part,job_in_a_year\n1,1\n0,0\n", "er is geen kolom “age”; het bestand heeft took_part, job_in_a_year"),
        ("took_part,job_in_a_year\nja,1\nmisschien,0\n", "regel 3, kolom “took_part”: “misschien” is geen 1 of 0"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_in_dutch(client, content, message):
    answer = ask(client, cohort=upload("file.csv", content), comparison="")
    assert "verdict" not in answer.context
    assert message in answer.content.decode()


def test_the_question_is_kept_in_the_form_and_the_file_nowhere(client):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_live_tup FROM pg_stat_user_tables WHERE relname LIKE 'monitoring%'")
        before = cursor.fetchall()
    answer = ask(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_live_tup FROM pg_stat_user_tables WHERE relname LIKE 'monitoring%'")
        assert cursor.fetchall() == before
    assert answer.context["form"]["covariates"].value() == QUESTION["covariates"]


def test_a_page_without_a_question_costs_few_statements(client, statements):
    assert statements(client, reverse("datalab")) <= 12


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.JOB_COACH, Role.BOARD_MEMBER])
def test_others_find_no_such_page(as_system, sign_in, role):
    assert sign_in(MembershipFactory(role=role)).get(reverse("datalab")).status_code == 404


@pytest.mark.parametrize(("role", "found"), [(Role.RESEARCHER, True), (Role.CASEWORKER, False)])
def test_the_results_page_leads_whoever_may_there(as_system, sign_in, role, found):
    page = sign_in(MembershipFactory(role=role)).get(reverse("results")).content.decode()
    assert (reverse("datalab") in page) is found
