"""The region is built once, through the services; then its counts are asked back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.test import Client, override_settings
from hypothesis import given
from hypothesis import strategies as st

from demo.first_screens import TestFirstScreens  # noqa: F401 collected here, beside the region
from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.accounts.middleware import MEMBERSHIP_KEY
from doorstroom.accounts.models import Membership, Organisation, OrganisationName
from doorstroom.agreements.models import Agreement
from doorstroom.agreements.selectors.agreements import commitments_to_talk_about
from doorstroom.arrangements.models import ArrangementType
from doorstroom.arrangements.selectors import by_type
from doorstroom.cooperation.domain.closing import Missing
from doorstroom.cooperation.models import Idea
from doorstroom.cooperation.selectors.board import action_row, actions, lessons, people_per_issue
from doorstroom.cooperation.selectors.closing import hierarchy, transfer_report
from doorstroom.cooperation.selectors.experiments import experiment_row, experiments
from doorstroom.cooperation.selectors.memory import answer_times, asleep, half_years_over, tie_row, ties
from doorstroom.cooperation.selectors.region import supply
from doorstroom.database.scope import scope
from doorstroom.database.testing import temporary_database
from doorstroom.demand.domain.desk import PromiseKept
from doorstroom.demand.models import Station
from doorstroom.demand.selectors import (
    PlaceCounts,
    carved_of,
    place_counts,
    pressure_on,
    promise_of_desk,
    taken_by,
    talks_of,
    vacancies,
    vacancy_rows,
)
from doorstroom.demand.services import behind
from doorstroom.demo.management.commands.serve_demo import BUILT_AT
from doorstroom.demo.personas import LINKS_FILE
from doorstroom.demo.region.build import build_region
from doorstroom.demo.region.history import AT_WORK, ELSEWHERE, weeks_of_leaving
from doorstroom.demo.region.people import apportion
from doorstroom.documents.models import Document
from doorstroom.followup.models import Observation
from doorstroom.intake.models import Referral
from doorstroom.intake.selectors.referrals import RELATED, line_of, open_referrals
from doorstroom.learning.models import Attendance, Award, LevelRecord, SignOff
from doorstroom.learning.selectors import planned_days
from doorstroom.monitoring.domain.definitions import Span, Unit
from doorstroom.monitoring.models import TrajectoryFact
from doorstroom.monitoring.selectors import earlier_rounds, goals_of, results_of, success_of, versions_of
from doorstroom.monitoring.selectors.beside import By, groups_of, spread_of
from doorstroom.monitoring.selectors.costs import costs_of
from doorstroom.monitoring.selectors.evidence import Question, work_by_clock
from doorstroom.monitoring.selectors.outlook import outlooks_of
from doorstroom.monitoring.selectors.sampling import samples_of
from doorstroom.monitoring.wording import say_all
from doorstroom.participants.models import DuplicateQuestion, ExternalReference, Person, PersonRelation
from doorstroom.partners.models import Accreditation
from doorstroom.placements.models import OfferSide, Placement, StationBooking
from doorstroom.placements.selectors import list_rows, offers_of, sending_lists
from doorstroom.programmes.domain.entry import age_on
from doorstroom.programmes.models import Goal, Issue, IssueState, Programme, RouteModel
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.models import Nomination, Round
from doorstroom.rounds.selectors import funnel_of, shortfall_of
from doorstroom.signals.access import caseload
from doorstroom.signals.selectors import todays_list
from doorstroom.signals.selectors.facts import with_facts
from doorstroom.signals.selectors.today import list_of
from doorstroom.trajectories.models import Event, Note, Trajectory

TODAY = BUILT_AT.date()
SYSTEM = system_actor(at=BUILT_AT, purpose="test")


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[dict[str, str]]]:
    """A database of its own with the region in it; the links that were made with it."""
    folder = tmp_path_factory.mktemp("var")
    with django_db_blocker.unblock(), temporary_database():
        with override_settings(VAR=folder):
            build_region(BUILT_AT)
        yield json.loads((folder / LINKS_FILE).read_text())


@pytest.fixture
def region(built: list[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    with transaction.atomic(), scope(SYSTEM):
        yield built


def member(mailbox: str) -> Membership:
    return Membership.objects.select_related("user", "organisation").get(user__email=f"{mailbox}@lindevallei.example")


def started(*rounds: str) -> QuerySet[Trajectory]:
    wanted = Trajectory.objects.filter(programme__name="WelThuis in Zorg", round__name__in=rounds)
    return wanted.exclude(started_on=None)


V1 = ("ronde 1", "ronde 2")
V2 = ("ronde 3", "ronde 4", "ronde 5", "ronde 6", "ronde 7")


class TestEmployerDesk:
    def test_promise_of_a_quarter_and_one_question_open(self, region):
        assert promise_of_desk(at=BUILT_AT) == PromiseKept(kept=14, counted=16, running=1)

    def test_places_of_rounds_that_are_over_are_not_counted_as_offered(self, region):
        assert place_counts(on=TODAY) == PlaceCounts(employers=60, offering=23, places=206)

    def test_zorgkring_was_called_on_twice_in_two_weeks(self, region):
        employer = Organisation.objects.get(name="Zorgkring Oost")
        assert len(talks_of(employer, on=TODAY)) == 3
        assert pressure_on(employer, on=TODAY).asks_reason


class TestAchtkracht:
    def test_finished_in_each_year(self, region):
        finished = Trajectory.objects.filter(programme__name="Achtkracht", exit_reason="completed")
        assert Counter(finished.values_list("exited_on__year", flat=True)) == {2023: 34, 2024: 92, 2025: 171, 2026: 148}

    def test_every_start_of_a_group_stands_on_the_page_of_the_group(self, region):
        for group in Round.objects.filter(programme__name="Achtkracht"):
            total = funnel_of(group).total
            begun = Trajectory.objects.filter(round=group).exclude(started_on=None).count()
            assert (total.nominated, total.started, total.direct) == (0, begun, begun)

    def test_goal_has_nine_weeks_left(self, region):
        goal = Goal.objects.get(programme__name="Achtkracht")
        assert (goal.quantity, goal.unit, goal.starts_on) == (800, "finished", date(2023, 1, 25))
        assert goal.deadline - TODAY == timedelta(weeks=9)

    def test_quarter_of_the_groups_that_are_over_stopped(self, region):
        over = Trajectory.objects.filter(programme__name="Achtkracht", started_on__lt=date(2026, 2, 1))
        assert over.count() == 586
        assert over.exclude(exit_reason="completed").count() == 141

    def test_six_in_a_hundred_were_away_for_a_while_and_six_in_ten_of_them_came_back(self, region):
        events = Counter(Trajectory.objects.filter(programme__name="Achtkracht").values_list("events__kind", flat=True))
        assert (events["suspended"], events["resumed"]) == (34, 19)

    def test_first_diplomas_in_month_thirteen(self, region):
        batches = Award.objects.filter(name="Diploma entree").values("awarded_on").annotate(people=Count("pk"))
        assert batches.order_by("awarded_on").values_list("awarded_on", "people").first() == (date(2024, 2, 8), 25)

    def test_four_groups_are_under_way(self, region):
        groups = Round.objects.filter(programme__name="Achtkracht", state="running")
        there = groups.annotate(people=Count("trajectories", filter=Q(trajectories__state="running")))
        assert list(there.order_by("starts_on").values_list("people", flat=True)) == [22, 24, 26, 28]


class TestWelthuis:
    @pytest.mark.parametrize(
        ("rounds", "people", "stopped", "onward"), [(V1, 40, 16, 17), (V2, 120, 19, 91)], ids=["v1", "v2"]
    )
    def test_rounds_of_a_version(self, region, rounds, people, stopped, onward):
        everyone = started(*rounds)
        assert everyone.count() == people
        gone = everyone.exclude(exit_reason="completed")
        assert gone.count() == stopped
        assert all(1 <= t.exit_week <= 20 and t.exit_phase == "toeleiding" for t in gone)
        assert everyone.filter(phases__phase="leerbaan").count() == onward

    def test_reasons_of_the_first_version(self, region):
        gone = started(*V1).exclude(exit_reason="completed")
        assert Counter(gone.values_list("exit_reason", flat=True)) == {
            "expectations": 4, "care_duties": 3, "language": 2, "workplace": 2, "travel": 2, "health": 2, "money": 1,
        }  # fmt: skip

    def test_care_job_after_twelve_months(self, region):
        looked = Observation.objects.filter(
            point="na-12-maanden", trajectory__in=started(*V2).filter(exit_reason="completed")
        )
        assert looked.count() == looked.exclude(status="due").count() == 101
        assert looked.filter(situation="job", in_target_sector=True).count() == 85

    @pytest.mark.parametrize("name", V2)
    def test_thirty_were_nominated(self, region, name):
        steps = funnel_of(Round.objects.get(name=name)).total
        assert (steps.asked, steps.nominated, steps.started) == (30, 30, 24)
        assert (steps.reserve, steps.not_now, steps.withdrawn, steps.waiting) == (2, 1, 3, 0)

    def test_colourful_is_in_week_sixteen(self, region):
        there = started("Kleurrijk")
        assert (there.count(), there.filter(state="exited").count()) == (24, 3)
        assert {t.started_on for t in there} == {TODAY - timedelta(weeks=15)}
        assert Round.objects.get(name="Kleurrijk").model.derived_from.code == "welthuis"

    def test_noor_misses_two_papers_of_five(self, region):
        ticked = Trajectory.objects.get(person__given_name="Noor", person__family_name="Dijk").ticks
        assert set(ticked.values_list("item", flat=True)) == {"arbeidsovereenkomst", "erkenning", "inkomen"}


class TestRound8:
    def test_everybody_started_and_is_known_to_the_school(self, region):
        assert {t.started_on for t in started("ronde 8")} == {date(2026, 11, 9)}
        people = started("ronde 8").values("person")
        known = ExternalReference.objects.filter(organisation__name="Lindecollege", person__in=people)
        assert sorted(known.values_list("reference", flat=True)) == [f"LC-{2200 + 3 * i}" for i in range(24)]

    def test_every_planned_day_was_recorded(self, region):
        people = list(started("ronde 8"))
        last_friday = date(2026, 11, 20)
        planned = {day.key for days in planned_days(people, date(2026, 11, 9), last_friday).values() for day in days}
        recorded = Attendance.objects.filter(trajectory__in=people, day__lte=last_friday)
        assert len(planned) == 24 * 8
        assert set(recorded.values_list("trajectory_id", "day", "activity")) == planned

    def test_abel_is_not_at_his_workplace(self, region):
        abel = Trajectory.objects.get(person__given_name="Abel", person__family_name="Tesfay")
        (mark,) = abel.attendances.filter(day=TODAY)
        assert (mark.activity, mark.status, mark.source) == ("placement", "absent", "Zorgkring Oost belde om 9.10 uur")
        (place,) = abel.placements.filter(state="active")
        assert (place.site.organisation.name, place.site.street) == ("Zorgkring Oost", "Kerkstraat 156")
        assert {place.person_agreed_on, place.employer_agreed_on, place.guide_agreed_on} == {date(2026, 10, 26)}


class TestRound9:
    def test_from_asked_to_chosen(self, region):
        round = Round.objects.get(name="ronde 9")
        steps = funnel_of(round).total
        assert (steps.asked, steps.nominated, steps.came) == (30, 34, 27)
        assert (steps.selected, steps.reserve, steps.not_now, steps.started) == (22, 3, 2, 0)
        asked = round.requests.values_list("organisation__name", "asked")
        nominated = Nomination.objects.filter(round=round).values_list("referrer__name", flat=True)
        assert dict(asked) == {
            "Gemeente Lindervoort": 12, "UWV Lindevallei": 8, "Vennenwerk": 5, "Gemeente Oosterwade": 3, "Welkom": 2,
        }  # fmt: skip
        assert Counter(nominated) == {
            "Gemeente Lindervoort": 14, "UWV Lindevallei": 9, "Vennenwerk": 6, "Gemeente Oosterwade": 3, "Welkom": 2,
        }  # fmt: skip

    def test_who_pays_without_having_referred_sees_those_two(self, region):
        paid = Nomination.objects.filter(round__name="ronde 9").exclude(payer=None)
        assert set(paid.values_list("payer__name", "referrer__name")) == {("UWV Lindevallei", "Welkom")}
        names = {each.person_id for each in paid.exclude(outcome__in=["not_now", "withdrawn"])}
        relations = PersonRelation.objects.filter(source__startswith="payer:", valid_until=None)
        assert (paid.count(), set(relations.values_list("person_id", flat=True))) == (2, names)

    def test_why_seven_stayed_away(self, region):
        away = Round.objects.get(name="ronde 9").meetings.get().invitations.filter(attended="stayed_away")
        assert Counter(away.values_list("reason", flat=True)) == {"work": 3, "ill": 2, "unknown": 2}

    def test_is_five_places_short(self, region):
        round = Round.objects.get(name="ronde 9")
        seats = dict(round.backings.values_list("status").annotate(seats=Sum("seats")))
        employers = Organisation.objects.filter(sites__places__backings__round=round).distinct()
        short = shortfall_of(round)
        assert (round.seats, seats, short.short) == (24, {"signed": 17, "promised": 2}, 5)
        assert (employers.count(), employers.filter(employees__lt=50).count()) == (9, 6)
        (hint,) = round.hints.all()
        assert (hint.employer.name, hint.seats, hint.said_on.month) == ("Zorgkring Oost", 4, 9)


class TestVolgendeStap:
    def test_offered_taken_and_declined(self, region):
        offered = Trajectory.objects.filter(programme__name="Volgende Stap")
        assert offered.count() == 30
        assert offered.filter(started_on=None, state="exited", exit_reason="declined").count() == 3
        lists = list_rows(sending_lists(SYSTEM))
        assert [(row.offered, row.accepted, row.declined, row.open) for row in lists] == [(10, 9, 1, 0)] * 3

    def test_nineteen_of_twenty_seven_by_the_clock_of_their_lists(self, region):
        rows = [row for each in sending_lists(SYSTEM) for row in offers_of(SYSTEM, each, on=TODAY)]
        standings = Counter(row.standing for row in rows if row.case.answer == "accepted")
        assert standings == {"in_time": 19, "later": 3, "no_work": 5}

    def test_new_jobs_by_month(self, region):
        found = Placement.objects.filter(kind="job", trajectory__programme__name="Volgende Stap")
        days = [(p.starts_on - p.trajectory.started_on).days for p in found.select_related("trajectory")]
        within = [sum(month * 365 // 12 < day <= (month + 1) * 365 // 12 for day in days) for month in range(6)]
        assert within == [2, 4, 4, 3, 3, 3]
        assert len(days) == 22

    def test_retraining_and_stopped(self, region):
        took_part = Trajectory.objects.filter(programme__name="Volgende Stap").exclude(started_on=None)
        assert took_part.filter(phases__phase="omscholing").distinct().count() == 3
        assert took_part.filter(exit_reason__in=["health", "care_duties"]).count() == 2
        certain = Counter(took_part.values_list("dismissal_certainty", flat=True))
        assert certain == {"confirmed": 16, "announced": 7, "unknown": 4}

    def test_piotr_has_no_date_for_sixteen_days(self, region):
        piotr = Trajectory.objects.get(person__given_name="Piotr", person__family_name="Zieliński")
        (event,) = piotr.events.filter(kind="dismissal_date_set")
        assert (piotr.dismissal_certainty, (TODAY - event.occurred_on).days) == ("unknown", 16)

    def test_some_contracts_that_end_have_a_next_step_and_some_have_none(self, region):
        ends = Placement.objects.filter(kind="job", state="active", ends_on__range=(TODAY, TODAY + timedelta(weeks=12)))
        agreed = ends.exclude(next_path=None).count()
        assert 0 < agreed < ends.count()

    def test_two_employers_take_three_of_the_five_hosts_wanted(self, region):
        (row,) = vacancy_rows(list(vacancies()), on=TODAY)
        assert (row.vacancy.occupation, row.vacancy.wanted, row.taken, row.employers, row.days) == (
            "gastvrouw of gastheer", 5, 3, 2, None,
        )  # fmt: skip
        shares = taken_by(row.vacancy, on=TODAY)
        otherwise = behind(row.vacancy, carved_of(row.vacancy), shares)
        assert {each.site.organisation.name: [found.field for found in otherwise[each.pk]] for each in shares} == {
            "De Lindenhof": [], "Verpleeghuis Duinrand": ["conditions"],
        }  # fmt: skip

    def test_offer_sheets_wait_for_one_employer(self, region):
        sides = Counter(OfferSide.objects.values_list("side", "confirmed_by"))
        assert sides["employer", ""] == 1
        assert OfferSide.objects.get(confirmed_on=None).person.given_name == "Abel"
        assert sides["partners", "Ruud Blom"] == sides["employer", ""] + sides["employer", "Joost Hermans"]

    def test_contract_of_kofi_ends_in_eleven_weeks(self, region):
        (job,) = Placement.objects.filter(person__given_name="Kofi", person__family_name="Mensah", kind="job")
        assert (job.state, job.ends_on - TODAY) == ("active", timedelta(weeks=11))
        assert job.site.organisation.name == "Van Loon Logistiek B.V."


class TestYouth:
    def test_thirty_six_of_sixteen_to_twenty_three_minors_with_the_yes_of_their_guardians(self, region):
        model = RouteModel.objects.get(code="eigen-vak")
        assert [(each.code, each.version) for each in approach_of(model).includes] == [
            ("leren-op-de-werkvloer", 1), ("uitstroom-op-maat", 1)
        ]  # fmt: skip
        people = Trajectory.objects.filter(model=model).select_related("person__contact")
        ages = Counter(age_on(each.person.contact.birth_date, each.started_on) for each in people)
        assert ages == {16: 4, 17: 6, 18: 6, 19: 5, 20: 5, 21: 4, 22: 4, 23: 2}
        agreed = people.filter(ticks__item="guardian_agreed")
        assert all(age_on(each.person.contact.birth_date, each.started_on) < 18 for each in agreed)
        assert agreed.count() == 10

    def test_everybody_of_the_group_has_a_station_of_her_own(self, region):
        booked = StationBooking.objects.filter(placement__trajectory__round__programme__name="Eigen Vak")
        per_site = booked.values("station__site").annotate(n=Count("station", distinct=True))
        assert sorted(per_site.values_list("n", flat=True)) == [5, 8, 11]

    def test_twelve_who_came_alone_became_a_project_and_with_the_group_a_programme(self, region):
        rows = {row.programme.name: (row.depth, row.whole.trajectories) for row in hierarchy().rows}
        assert rows["Jong en aan het werk"] == (0, 36)
        assert (rows["Eigen Vak"], rows["Eigen Vak, één voor één"]) == ((1, 24), (1, 12))


class TestPeopleOfTheRegion:
    @pytest.mark.parametrize(("mailbox", "people"), [("samira", 65), ("ruud", 22)])
    def test_caseload(self, region, mailbox, people):
        who = actor_of(member(mailbox), at=BUILT_AT)
        assert caseload(who).values("person").distinct().count() == people

    @pytest.mark.parametrize(
        ("mailbox", "codes"),
        [
            ("samira", {"no_next_step": 1, "dismissal_unknown": 1, "agreement_open": 1, "contract_ending": 1,
                        "checklist_incomplete": 6, "no_show_today": 1}),
            ("ruud", {"no_show_today": 2}),
        ],
    )  # fmt: skip
    def test_todays_list(self, region, mailbox, codes):
        rows = todays_list(actor_of(member(mailbox), at=BUILT_AT)).rows
        assert Counter(row.signals[0].code for row in rows) == codes

    @pytest.mark.parametrize("mailbox", ["femke", "chantal"])
    @pytest.mark.parametrize("days", [0, 14, 60, 200])
    def test_a_whole_round_asks_the_same_whether_facts_of_all_are_read_or_of_some(self, region, mailbox, days):
        who = actor_of(member(mailbox), at=BUILT_AT + timedelta(days=days))
        everybody = with_facts(caseload(who), who)
        number = len({each.person_id for each in everybody})
        assert todays_list(who) == list_of(everybody, who, number=number)

    def test_everybody_reads_what_abel_and_the_employer_tell_and_nothing_of_selam(self, built, client):
        page = client.get("/uitkomsten/").content.decode()
        assert "Elke morgen iemand die op mij wacht" in page
        assert "Eerst een kop koffie, dan pas papieren" in page
        assert "Ik kan weer vooruitkijken" not in page

    def test_no_note_of_a_person_repeats_within_her_last_ten(self, region):
        """Somebody reads these notes one below the other; a text that comes back reads as invented."""
        repeated = 0
        for trajectory in Trajectory.objects.filter(round__name="ronde 8"):
            notes = Note.objects.filter(person=trajectory.person_id).exclude(channel="remark").order_by("-occurred_on")
            texts = list(notes.values_list("text", flat=True)[:10])
            repeated += len(texts) - len(set(texts))
        assert repeated == 0

    def test_the_young_are_seen_on_their_stations(self, region):
        days = Attendance.objects.filter(trajectory__programme__name="Eigen Vak")
        assert days.values("trajectory").distinct().count() == 24
        present = days.filter(status__in=["present", "late"]).count() / days.count()
        assert 0.86 <= present <= 0.96

    def test_notes_of_a_workplace_are_of_people_who_had_one(self, region):
        """A visitor reads the notes: nobody does well at a workplace before there was one."""
        told = Note.objects.filter(text__in=[text for subject in AT_WORK for text in subject])
        elsewhere = {text for subject in ELSEWHERE for text in subject}
        placed = Placement.objects.filter(trajectory=OuterRef("trajectory"), starts_on__lte=OuterRef("occurred_on"))
        assert told.count() > 1000
        assert not told.exclude(Exists(placed)).exclude(text__in=elsewhere).exists()

    def test_selam_has_no_next_step(self, region):
        selam = Trajectory.objects.get(person__given_name="Selam", person__family_name="Gebre")
        assert (selam.state, selam.person.tasks.count()) == ("intake", 0)
        (note,) = selam.notes.select_related("author__user")
        assert (note.author.user.name, (TODAY - note.occurred_on).days) == ("Ruud Blom", 9)

    def test_emre_waits_for_a_decision(self, region):
        emre = Trajectory.objects.get(person__given_name="Emre", person__family_name="Çelik")
        (passed,) = emre.guard_passes.filter(resolved_on=None)
        assert ((TODAY - passed.passed_on).days, (passed.expires_on - passed.passed_on).days) == (6, 10)

    def test_no_column_tells_where_somebody_comes_from(self, region):
        with connection.cursor() as cursor:
            cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'")
            columns = {name for (name,) in cursor.fetchall()}
        assert not {c for c in columns for word in ("origin", "ethnic", "nationality", "birth_country") if word in c}

    def test_links_open_the_two_pages_without_account(self, region):
        assert [link["who"] for link in region] == ["participant", "employer"]


class TestResults:
    def test_versions_are_compared_over_their_finished_rounds(self, region):
        programme = Programme.objects.get(name="WelThuis in Zorg")
        shares = earlier_rounds(actor_of(member("femke"), at=BUILT_AT), programme, TODAY)[:2]
        told = [tuple(s.params[k] for k in ("arm", "numerator", "denominator", "low", "high")) for s in shares]
        assert told == [("v2", 19, 120, 10, 23), ("v1", 16, 40, 26, 55)]

    def test_goal_of_achtkracht(self, region):
        femke = actor_of(member("femke"), at=BUILT_AT)
        (results,) = [r for r in results_of(femke, TODAY) if r.programme.name == "Achtkracht"]
        (goal,) = goals_of(results)
        assert (goal.progress.done, goal.progress.goal.quantity, goal.progress.pace.done) == (445, 800, 148)

    def test_every_trajectory_has_its_row_of_facts(self, region):
        assert TrajectoryFact.objects.count() == Trajectory.objects.count() == 962 + 36


class TestCharter:
    def test_seventeen_signed_in_three_roles(self, region):
        charter = Agreement.objects.get(title="Charter Leren op de werkvloer")
        signed = charter.parties.exclude(signed_on=None)
        assert Counter(signed.values_list("capacity", flat=True)) == {"implementer": 6, "payer": 2, "supporter": 9}
        assert charter.status == "in_force"

    def test_one_of_three_promises_lags_on_the_screen_of_who_leads(self, region):
        femke = actor_of(member("femke"), at=BUILT_AT)
        found = [(row.commitment.text, row.last.value, row.by_now) for row in commitments_to_talk_about(femke)]
        assert found == [("40 stations om een vak te leren", 9, 23)]

    def test_of_four_trials_one_is_decided_and_one_should_have_been(self, region):
        rows = [experiment_row(each, TODAY) for each in experiments()]
        assert [(row.stage, row.days_left) for row in rows] == [
            ("due", -7), ("running", 70), ("running", 98), ("decided", -230)
        ]  # fmt: skip

    def test_the_board_of_issues(self, region):
        fates = Counter(Idea.objects.values_list("fate", flat=True))
        assert fates == {"taken_up": 1, "later": 1, "done": 1, "open": 1}
        assert [action_row(each, SYSTEM).late for each in actions()] == [True, False, False]
        assert [(each.figure, each.uses.count()) for each in lessons()] == [("result_versions", 1), ("", 0)]

    def test_every_trajectory_stands_under_one_of_five_issues(self, region):
        report = people_per_issue()
        assert (report.adds_up, report.tally.trajectories) == (True, Trajectory.objects.count())
        assert [len(line.programmes) for line in report.lines if line.issue] == [1, 0, 4, 0, 1]

    def test_volgende_stap_cannot_close_before_four_people_have_somebody_who_agreed(self, region):
        report = transfer_report(Programme.objects.get(name="Volgende Stap"))
        assert report.missing == (Missing("next_owner", 3), Missing("confirmation", 1))

    def test_what_rob_knew_stays_when_he_left_and_marleen_slept(self, region):
        rows = [tie_row(each, TODAY) for each in ties()]
        assert Counter(str(row.state) for row in rows) == {"awake": 3, "dormant": 1, "left_alone": 1}
        assert [each.member.user.name for each in asleep(actor_of(member("chantal"), at=BUILT_AT))] == ["Rob Vermeulen"]

    def test_pulse_of_last_spring_is_shown_for_the_kinds_with_three_answers(self, region):
        (half,) = half_years_over(TODAY)
        assert {line.kind: line.respondents for line in half.lines if line.means} == {
            "employer_service_point": 4, "municipality": 6, "work_company": 8,
        }  # fmt: skip
        assert {line.kind for line in half.lines if not line.means} == {
            "pes",
            "research",
            "school",
            "social_organisation",
        }

    def test_four_handovers_wait_in_the_pairs_of_partners(self, region):
        assert sum(row.pair.waiting for row in answer_times(TODAY)) == 5

    def test_places_and_people_by_occupation_and_area(self, region):
        rows = {(row.occupation, row.area): row.gap for row in supply(TODAY).rows}
        assert sum(gap.places for gap in rows.values()) > 0
        assert any(gap.ready for gap in rows.values())


class TestDirt:
    def test_three_people_stand_in_the_register_twice(self, region):
        twice = Person.objects.values("contact__birth_date", "contact__phone").annotate(n=Count("pk")).filter(n__gt=1)
        assert twice.count() == 3

    def test_the_rest(self, region):
        assert OrganisationName.objects.count() == Organisation.objects.exclude(merged_into=None).count() == 2
        assert Accreditation.objects.count() == 41
        assert Accreditation.objects.filter(valid_until__lt=TODAY).count() == 1
        assert Agreement.objects.filter(valid_until=TODAY + timedelta(days=80)).count() == 1
        owners = Issue.objects.annotate(owned=Count("owners"))
        assert owners.count() == 5
        assert [issue.state for issue in owners.filter(owned=1)] == [IssueState.EXPLORED]


@pytest.fixture
def sign_in_built(built: list[dict[str, str]]):
    def signed_in(mailbox: str) -> Client:
        who, client = member(mailbox), Client()
        client.force_login(who.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[MEMBERSHIP_KEY] = who.pk
        session.save()
        return client

    return signed_in


@given(st.integers(0, 400), st.lists(st.integers(1, 100), min_size=1, max_size=8))
def test_apportion_gives_every_share_its_whole_part(total, weights):
    dealt = Counter(apportion(total, dict(enumerate(weights))))
    assert dealt.total() == total
    for key, weight in enumerate(weights):
        exact = total * weight / sum(weights)
        assert int(exact) <= dealt[key] <= int(exact) + 1


@given(st.integers(1, 200))
def test_leaving_follows_the_hazards(number):
    weeks = weeks_of_leaving(number, ((4, 4.8), (8, 2.4), (8, 1.5)))
    assert len(weeks) == number
    assert weeks == sorted(weeks)
    assert 1 <= weeks[0] <= weeks[-1] <= 20


class TestHandovers:
    def test_one_is_under_way_and_four_wait_too_long(self, region):
        received, sent = open_referrals(actor_of(member("samira"), at=BUILT_AT))
        lines = [line_of(SYSTEM, row) for row in Referral.objects.select_related(*RELATED).order_by("sent_on")]
        assert [(line.row.sender.user.name.split()[0], line.overdue) for line in lines] == [
            ("Karin", True), ("Gert", True), ("Dounia", True), ("Peter", True), ("Samira", False),
        ]  # fmt: skip
        assert ([line.row.state for line in sent], [line.overdue for line in received]) == (["meeting"], [True])

    def test_the_senders_still_coordinate(self, region):
        for row in Referral.objects.select_related("trajectory"):
            assert row.trajectory.holder_terms.get(ended_at=None).member_id == row.sender_id


def test_the_letters_of_abel_stand_in_his_file(region):
    kept = Document.objects.order_by("pk").values_list("name", "letter", "visibility")
    assert list(kept) == [
        ("Besluit behoud van uitkering.pdf", "", "team"),
        ("Afspraken over reiskosten.pdf", "", "organisation"),
        ("Overzicht van Abel Tesfay.pdf", "trajectory_overview", "team"),
    ]


def test_the_three_doubles_wait_for_the_steward(region):
    asked = DuplicateQuestion.objects.values_list("answer", "grounds")
    assert list(asked) == [("open", ["name", "birth_date", "phone"])] * 3


class TestFigures:
    def figures(self, name):
        return next(each for each in results_of(SYSTEM, TODAY) if each.programme.name == name)

    def test_volgende_stap_is_seventy_percent_of_the_participants(self, region):
        success = success_of(self.figures("Volgende Stap"))
        assert (success.share.numerator, success.share.denominator, success.share.percent) == (19, 27, 70)
        assert success.share.percent_interval == (52, 84)

    def test_learning_on_is_an_exit_of_its_own_beside_stopping(self, region):
        compared = versions_of(self.figures("WelThuis in Zorg")).comparison
        later = Span(26, Unit.WEEKS)
        newer, older = (arm.cohort for arm in (compared.first, compared.second))
        # The people of round 8, three weeks under way and all still there, count in the curve and not in the share.
        shown = {
            (arm, outcome): round(cohort.at(outcome, later).value * 100)
            for arm, cohort in (("v2", newer), ("v1", older))
            for outcome in ("stopped", "education")
        }
        assert shown == {("v2", "stopped"): 15, ("v2", "education"): 76, ("v1", "stopped"): 40, ("v1", "education"): 48}

    def test_achtkracht_from_the_people_on_the_way_and_earlier_forecasts_that_held(self, region):
        """Group 20 finishes in December; every forecast of the last two years held what came."""
        (outlook,) = outlooks_of(self.figures("Achtkracht"))
        assert say_all(outlook.sentences) == (
            "445 van 800 op 23 november 2026; nog 355 te gaan tot 25 januari 2027."
            " Geteld vanuit de mensen zelf – wie onderweg is, en wie er nog begint in het tempo van het afgelopen jaar"
            " – zijn het er op 25 januari 2027 in 8 van de 10 gevallen 466 tot 467 van 800."
            " De kans om het doel op tijd te halen is kleiner dan 1 op 100. Meer mensen laten beginnen brengt het niet"
            " meer op 8 van de 10 gevallen: wie nu begint heeft daarvoor te weinig tijd. In de laatste 52 weken was het"
            " tempo 2,8 per week; vanaf nu zijn er 40 per week nodig. Alleen in dat tempo zou het doel rond"
            " 15 april 2029 gehaald zijn."
        )
        assert (outlook.inside, len(outlook.kept)) == (15, 15)

    def test_a_lasting_job_of_the_people_of_2023_has_a_cost_and_of_2026_not_yet(self, region):
        late, early = costs_of(self.figures("Achtkracht"))
        assert (early.started, early.lasting.counts, early.lasting.running) == (135, (17, 135), 0)
        assert (early.gross_per_job.cents, early.spent.unknown) == (round(898_000_00 / 17), ("leermeesters",))
        assert (late.started, late.gross_per_job) == (143, None)

    def test_of_who_left_achtkracht_in_2025_a_share_of_each_education_was_drawn(self, region):
        (found,) = samples_of(self.figures("Achtkracht"))
        told = found.sampled
        assert (told.people, told.drawn, told.answered, told.yes) == (192, 41, 38, 21)
        assert (found.everybody.counts, told.silent, told.mostly_bounds) == ((93, 192), (), False)

    def test_an_apprenticeship_that_is_the_approach_itself_is_no_result(self, region):
        """Everybody of Achtkracht begins in one; of the 555 whose year has passed 264 have a job or a course."""
        rows = work_by_clock(self.figures("Achtkracht"), Question(TODAY))
        assert [row.share.counts for row in rows] == [(264, 555), (264, 555), (269, 564)]
        rounds = groups_of(self.figures("Achtkracht"), Question(TODAY))
        assert sum(row.share.numerator for row in rounds) == 141
        assert spread_of(rounds).funnel.signals == ()

    def test_partners_stand_beside_one_another_and_none_is_called_different(self, region):
        """WelThuis: of the 160 whose weeks have passed each has one who referred and one who guided first."""
        for by in (By.REFERRER, By.GUIDE):
            rows = groups_of(self.figures("WelThuis in Zorg"), Question(TODAY), by)
            assert {row.name for row in rows} == {
                "Gemeente Lindervoort", "UWV Lindevallei", "Vennenwerk", "Gemeente Oosterwade", "Welkom",
            }  # fmt: skip
            assert sum(row.share.denominator for row in rows) == 160
            assert spread_of(rows).funnel.signals == ()

    def test_the_versions_of_welthuis_in_one_sentence_each(self, region):
        assert say_all(versions_of(self.figures("WelThuis in Zorg")).sentences) == (
            "Met model v2 stopten in de eerste 20 weken 19 van 120 mensen (16 %, tussen 10 en 23 %). Met v1 waren dat"
            " er 16 van 40 (40 %, tussen 26 en 55 %). Dat verschil is waarschijnlijk geen toeval; de rondes waren niet"
            " in dezelfde tijd. 24 mensen met v2 zijn nog niet zo ver en tellen niet mee."
        )

    def test_moving_the_clock_of_volgende_stap_moves_figure_and_label(self, built, sign_in_built):
        with transaction.atomic(), scope(SYSTEM):
            number = Programme.objects.get(name="Volgende Stap").pk
            rows = work_by_clock(self.figures("Volgende Stap"), Question(TODAY, months=6))
        assert [(row.clock.value, row.of_offered, row.share.counts, row.share.percent) for row in rows[:3]] == [
            ("started", False, (19, 27), 70), ("started", True, (19, 30), 63), ("registered", False, (16, 30), 53),
        ]  # fmt: skip
        page = sign_in_built("femke").get(f"/resultaten/{number}/").content.decode()
        assert "Van wie begon: een baan binnen 6 maanden na de start" in page
        assert "<strong>19 van 27</strong> (70 %, tussen 52 en 84 %)" in page
        assert "<strong>19 van 30</strong> (63 %, tussen 46 en 78 %)" in page

    def test_the_data_lab_refuses_volgende_stap_and_says_why(self, sign_in_built):
        page = sign_in_built("femke").get("/resultaten/datalab/").content.decode()
        assert "Oordeel: geen uitspraak mogelijk. Er zijn 27 mensen begonnen; minstens 60 zijn er nodig." in page

    def test_every_results_page_of_the_region_weighs_60_kb_or_less(self, built, sign_in_built):
        client = sign_in_built("femke")
        with transaction.atomic(), scope(SYSTEM):
            numbers = list(Programme.objects.values_list("pk", flat=True))
        pages = ["", "stroom/", "uitval/", "paden/", "trechter/", "blijvend-werk/", "versies/", "rondes/", "vooruit/",
                 "toegang/", "vastleggen/", "simulatie/"]  # fmt: skip
        weights = {
            (number, page): len(client.get(f"/resultaten/{number}/{page}").content)
            for number in numbers
            for page in pages
        }
        assert {key: weight for key, weight in weights.items() if weight > 60_000} == {}
        courses = {number: weights[number, ""] for number in numbers}
        assert {number: weight for number, weight in courses.items() if weight > 50_000} == {}


def test_two_groups_learn_and_one_has_both_levels(region):
    """Kleurrijk is further than round 8; of round 7 everybody who finished went up one level."""
    signed = {
        name: SignOff.objects.filter(trajectory__round__name=name).values("side").annotate(n=Count("pk")).order_by()
        for name in ("Kleurrijk", "ronde 8")
    }
    counts = {name: {row["side"]: row["n"] for row in rows} for name, rows in signed.items()}
    assert counts["Kleurrijk"]["school"] > counts["Kleurrijk"]["workplace"] > counts["ronde 8"]["school"]
    levels = LevelRecord.objects.filter(trajectory__round__name="ronde 7", level_out__isnull=False)
    assert {row.level_out - row.level_in for row in levels} == {1}
    assert levels.count() == Trajectory.objects.filter(round__name="ronde 7", exit_reason="completed").count()


def test_three_learning_workplaces_and_the_stations_in_care(region):
    sites = Station.objects.values("site").annotate(n=Count("pk")).values_list("n", flat=True)
    assert sorted(sites) == [3, 10, 12, 18]
    assert StationBooking.objects.count() >= 1


def test_arrangements_of_two_programmes_are_counted_apart_from_their_people(region):
    types, everybody = by_type(list(ArrangementType.objects.order_by("name")), on=TODAY)
    found = {row.type.name: (row.planned, row.counts.arrangements, row.counts.people) for row in types}
    assert found == {
        "Mobiliteitsvoucher": (20, 8, 8), "Scholingsvoucher": (10, 5, 5), "Startpremie jongeren": (40, 12, 12),
    }  # fmt: skip
    counts = everybody.counts
    assert (counts.arrangements, counts.people, counts.age_unknown) == (25, 21, 0)
    assert counts.young >= 12


def test_who_paused_did_so_for_a_reason_of_the_list(region):
    """The page of a person reads the reason from its list."""
    assert set(Event.objects.filter(kind="suspended").values_list("data__why", flat=True)) == {"care_duties", "health"}
