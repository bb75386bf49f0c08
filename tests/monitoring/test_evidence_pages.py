"""The pages of one programme: what they say, that every figure follows from the address, and at what cost."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.monitoring.domain.definitions import ClockStart
from doorstroom.monitoring.domain.errors import MonitoringError
from doorstroom.monitoring.models import ArchivedForecast, DataLock, LockedFact, TrajectoryFact
from doorstroom.monitoring.selectors.beside import By, groups_of, spread_of
from doorstroom.monitoring.selectors.entry import gates_of
from doorstroom.monitoring.selectors.evidence import (
    Question,
    books_of,
    lasting_of,
    paths_of,
    quarters_of,
    work_by_clock,
)
from doorstroom.monitoring.selectors.outlook import goals_ahead, outlooks_of
from doorstroom.monitoring.selectors.results import results_of
from doorstroom.monitoring.services.facts import rebuild_facts
from doorstroom.monitoring.services.forecasts import archive_forecasts
from doorstroom.monitoring.services.locks import checksum_of, take_lock
from doorstroom.placements.models import Placement
from doorstroom.programmes.models import Goal
from factories.accounts import MembershipFactory
from factories.monitoring import cohort, partner_in, two_versions
from factories.placements import PlacementFactory
from factories.trajectories import acting, changed_model

TODAY = NOW.date()
START = date(2026, 1, 26)
PAGES = ("course", "flows", "lasting", "paths", "rounds", "partners", "outlook", "access", "locks")


def at_work(trajectory, on, until=None):
    PlacementFactory(
        person=trajectory.person, trajectory=trajectory, kind=Placement.Kind.JOB, starts_on=on, contract="permanent",
        hours_per_week=24, state="ended" if until else "active", ended_on=until, ended_because="klaar" if until else "",
    )  # fmt: skip


@pytest.fixture
def world(as_system):
    """27 of 30 started; 19 of them had a job within 6 months of starting, 3 later, and 2 stopped in week 10."""
    programme, model, _ = two_versions()
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    made = cohort(MembershipFactory(), model, 27, start=START, stopped=(10, 10))
    for number, trajectory in enumerate(made[2:24]):
        at_work(trajectory, START + timedelta(days=150 if number < 19 else 200))
    for trajectory in cohort(MembershipFactory(), model, 3, start=START):
        type(trajectory).objects.filter(pk=trajectory.pk).update(
            started_on=None, state="exited", exited_on=START - timedelta(days=5), exit_reason="other", intake_on=None
        )
        trajectory.phases.all().delete()
        trajectory.events.all().delete()
        trajectory.holder_terms.all().delete()
    rebuild_facts(actor=as_system, at=NOW)
    return programme, manager, made


def only(member, on=TODAY, **more):
    return results_of(acting(member, on), on, **more)[0]


def test_moving_the_clock_moves_the_figure_and_its_label(world):
    """Work began 150 days after the start, and so 164 days after the offer; one base is larger than the other."""
    rows = work_by_clock(only(world[1]), Question(TODAY, months=6))
    assert [(row.clock, row.of_offered, row.share.counts, row.share.percent) for row in rows] == [
        (ClockStart.STARTED, False, (19, 27), 70),
        (ClockStart.STARTED, True, (19, 30), 63),
        (ClockStart.REGISTERED, False, (19, 30), 63),
    ]
    assert rows[0].share.percent_interval == (52, 84)
    shorter = work_by_clock(only(world[1]), Question(TODAY, months=5))
    assert [row.share.counts for row in shorter] == [(19, 27), (19, 30), (0, 30)]


def test_a_page_says_the_counts_the_interval_and_whence_it_counts(world, sign_in):
    programme, manager, _ = world
    page = sign_in(manager).get(f"/resultaten/{programme.pk}/?maanden=6").content.decode()
    assert "<strong>19 van 27</strong> (70 %, tussen 52 en 84 %)" in page
    assert "Van iedereen aan wie het is aangeboden: een baan binnen 6 maanden na de start" in page
    assert "<strong>19 van 30</strong> (63 %, tussen 46 en 78 %)" in page


def test_an_earlier_day_in_the_address_gives_the_figure_of_that_day(world, sign_in):
    """On 1 August 2026 six months from 26 January have passed; on 1 June they have not."""
    programme, manager, _ = world
    client = sign_in(manager)
    assert "19 van 27" in client.get(f"/resultaten/{programme.pk}/?maanden=6&op=2026-08-01").content.decode()
    earlier = client.get(f"/resultaten/{programme.pk}/?maanden=6&op=2026-06-01").content.decode()
    assert "Nog niemand is lang genoeg gevolgd; 27 mensen zitten nog in de termijn." in earlier


def test_a_day_that_has_not_come_is_refused_with_what_to_do(world, sign_in):
    programme, manager, _ = world
    page = sign_in(manager).get(f"/resultaten/{programme.pk}/?op=2027-01-01").content.decode()
    assert "Van een dag na 23 november 2026 is nog niets bekend. Kies die dag of een eerdere." in page


def test_the_books_balance_month_by_month(world):
    flows = books_of(only(world[1]), Question(TODAY), None)
    assert [(f.period.start.month, f.opening, f.starts, f.outflow, f.closing) for f in flows[:5]] == [
        (1, 0, 27, 0, 27), (2, 27, 0, 0, 27), (3, 27, 0, 0, 27), (4, 27, 0, 2, 25), (5, 25, 0, 0, 25),
    ]  # fmt: skip


def test_lasting_work_is_of_starters_and_of_workers_and_never_of_both(world):
    """22 work since 150 or 200 days after 26 January; half a year and 30 days later it is not yet November 23."""
    six, twelve = lasting_of(only(world[1]), Question(TODAY, months=1))
    assert six.of_job_starters.counts == (0, 0)
    assert six.of_job_starters.running == 22
    assert six.of_all_starters.counts == (0, 27)
    assert twelve.of_all_starters.running == 27


def test_paths_are_counted_and_every_person_once(world):
    found = paths_of(only(world[1]), Question(TODAY))
    assert [(way.activities, way.cases) for way in found.variants] == [
        (("proef",), 25), (("not_started",), 3), (("proef", "dropout"), 2),
    ]  # fmt: skip
    (stay,) = found.stays or [None]
    assert stay is None


def test_who_started_is_mirrored_of_everybody_and_not_of_the_chosen_alone(world):
    """27 of the 30 who registered started. Where people are nominated first, the others have no trajectory."""
    TrajectoryFact.objects.update(education="lower")
    results = only(world[1])
    started, job = gates_of(results, Question(TODAY, months=6))
    assert (started.mirror.people, sum(group.passed for group in started.mirror.groups)) == (30, 27)
    approach = results.models[0]
    nominated = {"code": "voorgedragen", "name": "voorgedragen", "fact": "nominated"}
    results.__dict__["models"] = [changed_model(approach, stages=[nominated, *approach.definition["stages"]])]
    assert gates_of(results, Question(TODAY, months=6)) == [job]


def test_rounds_stand_in_the_order_of_starting(world):
    keys = list(TrajectoryFact.objects.filter(started_on=START).order_by("pk").values_list("pk", flat=True))
    TrajectoryFact.objects.filter(pk__in=keys[:10]).update(round_name="ronde 2")
    TrajectoryFact.objects.filter(pk__in=keys[10:22]).update(round_name="ronde 10", started_on=START)
    rows = groups_of(only(world[1]), Question(TODAY))
    assert [(row.name, row.share.counts) for row in rows] == [("ronde 10", (0, 12)), ("ronde 2", (2, 10))]
    assert rows[1].drawn.share < 0.2


def test_rounds_are_held_against_chance_and_none_is_called_different_below_ten(world, sign_in):
    programme, manager, _ = world
    keys = list(TrajectoryFact.objects.filter(started_on=START).order_by("pk").values_list("pk", flat=True))
    TrajectoryFact.objects.filter(pk__in=keys[:10]).update(round_name="ronde 2")
    TrajectoryFact.objects.filter(pk__in=keys[10:22]).update(round_name="ronde 10")
    TrajectoryFact.objects.filter(pk__in=keys[22:]).update(round_name="klein")
    rows = groups_of(only(manager), Question(TODAY))
    found = spread_of(rows)
    assert ({row.name for row in found.rows}, found.middle) == ({"ronde 2", "ronde 10"}, 2 / 22)
    assert spread_of(rows[:1]) is None
    page = sign_in(manager).get(reverse("result_rounds", args=[programme.pk])).content.decode()
    assert "Er zijn minder dan tien groepen: te weinig om er een anders te noemen." in page
    assert page.count("binnen toeval") == 2


def test_partners_stand_beside_one_another_by_who_referred_and_who_guides(world, sign_in):
    programme, manager, _ = world
    keys = list(TrajectoryFact.objects.filter(started_on=START).order_by("pk").values_list("pk", flat=True))
    TrajectoryFact.objects.filter(pk__in=keys[:12]).update(referred_by="Gemeente A", guided_by="Bureau X")
    TrajectoryFact.objects.filter(pk__in=keys[12:]).update(referred_by="", guided_by="Bureau Y")
    results = only(manager)
    assert [(row.name, row.share.counts) for row in groups_of(results, Question(TODAY), By.REFERRER)] == [
        ("Gemeente A", (2, 12)),
    ]  # fmt: skip
    assert {row.name for row in groups_of(results, Question(TODAY), By.GUIDE)} == {"Bureau X", "Bureau Y"}
    page = sign_in(manager).get(reverse("result_partners", args=[programme.pk])).content.decode()
    assert "Voor het einde gestopt, naar wie aanmeldde" in page
    assert "2 van 12" in page


def test_work_in_a_quarter_after_leaving_stands_beside_lasting_work(world, sign_in):
    """Two left in April 2026, so their second quarter is October to December: nobody knows of it yet."""
    programme, manager, _ = world
    assert [(after, share.counts, share.running) for after, share in quarters_of(only(manager))] == [
        (2, (0, 0), 2), (4, (0, 0), 2),
    ]  # fmt: skip
    page = sign_in(manager).get(reverse("result_lasting", args=[programme.pk])).content.decode()
    assert page.count("Voor niemand is dat kwartaal al voorbij; 2 mensen zijn vertrokken.") == 2


def test_a_lock_keeps_what_was_known_and_the_books_say_what_was_corrected(world, as_system):
    programme, manager, made = world
    actor = acting(manager, TODAY)
    lock = take_lock(actor=actor, programme=programme, name="jaarverslag")
    assert (lock.rows, LockedFact.objects.filter(lock=lock).count()) == (30, 30)
    before = work_by_clock(only(manager, lock=lock), Question(TODAY, months=6, lock=lock))
    at_work(made[24], START + timedelta(days=90))
    type(made[0]).objects.filter(pk=made[25].pk).update(started_on=START + timedelta(days=1))
    rebuild_facts(actor=as_system, at=NOW)
    assert work_by_clock(only(manager, lock=lock), Question(TODAY, months=6, lock=lock)) == before
    assert work_by_clock(only(manager), Question(TODAY, months=6))[0].share.counts == (20, 27)
    assert checksum_of(lock) == lock.checksum


def test_only_a_partner_with_the_role_records_and_a_name_is_used_once(world):
    programme, manager, _ = world
    for member, name, code in (
        (MembershipFactory(role=Role.PROGRAMME_MANAGER), "x", "may_not_lock"),
        (partner_in(programme, MembershipFactory()), "x", "may_not_lock"),
        (manager, " ", "lock_needs_name"),
    ):
        with pytest.raises(MonitoringError) as refused:
            take_lock(actor=acting(member, TODAY), programme=programme, name=name)
        assert refused.value.code == code
    take_lock(actor=acting(manager, TODAY), programme=programme, name="x")
    with pytest.raises(MonitoringError, match="lock_name_taken"):
        take_lock(actor=acting(manager, TODAY), programme=programme, name="x")
    assert DataLock.objects.count() == 1


def test_another_partnership_sees_neither_locks_nor_locked_rows(world, sign_in):
    programme, manager, _ = world
    lock = take_lock(actor=acting(manager, TODAY), programme=programme, name="jaarverslag")
    other, *_ = two_versions("Ander")
    stranger = partner_in(other, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    with scope(acting(stranger, TODAY), nested=True):
        assert LockedFact.objects.count() == 0
    client = sign_in(stranger)
    assert all(client.get(reverse(f"result_{name}", args=[programme.pk])).status_code == 404 for name in PAGES)
    page = client.get(reverse("result_course", args=[other.pk]) + f"?vastlegging={lock.pk}").content.decode()
    assert "jaarverslag" not in page


def test_recording_through_the_page(world, sign_in):
    programme, manager, _ = world
    client, url = sign_in(manager), reverse("result_locks", args=[programme.pk])
    assert client.post(url, {"name": "jaarverslag 2026"}).status_code == 302
    assert "jaarverslag 2026" in client.get(url).content.decode()
    again = client.post(url, {"name": "jaarverslag 2026"})
    assert again.status_code == 400
    assert "bestaat al en wordt nooit veranderd" in again.content.decode()


def test_forecasts_are_kept_as_made_and_held_against_what_came(world, as_system, sign_in):
    programme, manager, _ = world
    Goal.objects.create(
        programme=programme, quantity=100, unit="job", starts_on=START, deadline=date(2027, 6, 1), definition="Werk."
    )
    on = date(2026, 8, 3)
    assert archive_forecasts(actor=as_system, on=on) == 3
    assert archive_forecasts(actor=as_system, on=on) == 3
    kept = list(ArchivedForecast.objects.order_by("for_day").values_list("for_day", "done"))
    assert kept == [(date(2026, 11, 2), 19), (date(2027, 2, 1), 19), (date(2027, 6, 1), 19)]
    (outlook,) = outlooks_of(only(manager))
    (past,) = outlook.kept
    assert (past.came, past.inside, past.afterwards) == (22, past.forecast.low <= 22 <= past.forecast.high, True)
    page = sign_in(manager).get(reverse("result_outlook", args=[programme.pk])).content.decode()
    assert "Alle zijn achteraf gemaakt, uit de feiten van die dag." in page
    assert "(achteraf gemaakt" not in page, "said once, not in each row"


@pytest.mark.parametrize("unit", ["finished", "job", "sustained"])
def test_the_fan_follows_from_the_people(world, unit):
    """Whoever is on the way may still get there; what is done is what the goal counts, whatever its unit."""
    programme, manager, _ = world
    goal = Goal.objects.create(
        programme=programme, quantity=40, unit=unit, starts_on=START, deadline=date(2027, 6, 1), definition="Werk."
    )
    results = only(manager)
    (outlook,) = outlooks_of(results)
    forecast = outlook.forecast
    assert outlook.state.progress.done == {"finished": 0, "job": 22, "sustained": 0}[unit]
    if unit == "finished":
        assert (forecast, [s.code for s in outlook.sentences]) == (None, ["goal.standing", "goal.too_early"])
        return
    assert forecast.done == outlook.state.progress.done
    assert goals_ahead(results)[0].sentences == outlook.sentences
    assert [each.day for each in outlook.ahead][::6] == [TODAY, goal.deadline]
    assert all(a.wide[0] <= a.likely[0] <= a.likely[1] <= a.wide[1] for a in outlook.ahead)
    assert outlook.ahead[-1].wide == forecast.numbers.range()


def test_the_page_says_the_chance_and_the_range(world, sign_in):
    programme, manager, _ = world
    Goal.objects.create(
        programme=programme, quantity=900, unit="job", starts_on=START, deadline=date(2027, 6, 2), definition="Werk."
    )
    page = sign_in(manager).get(reverse("result_outlook", args=[programme.pk])).content.decode()
    assert "De kans om het doel op tijd te halen is kleiner dan 1 op 100." in page


@pytest.mark.parametrize("name", PAGES)
def test_no_percentage_without_its_count_and_interval_and_no_ranking(world, sign_in, name):
    """Outside of scales and tables of curves every percentage stands behind "x van y" with its interval."""
    main = sign_in(world[1]).get(reverse(f"result_{name}", args=[world[0].pk])).content.decode().split("<main")[1]
    prose = re.sub(r"<svg.*?</svg>|<table.*?</table>|<figcaption.*?</figcaption>", "", main, flags=re.S)
    plain = re.sub(r"<[^>]+>", "", prose)
    for found in re.finditer(r"\d+ %", plain):
        around = plain[max(0, found.start() - 40) : found.end() + 30]
        assert re.search(r"\d+ van \d+\s*\(\d+ %, tussen \d+ en \d+ %\)|\(95 %", around), around
    assert not re.search(r"\b(rang|ranglijst|beste|slechtste|top 10)\b", plain, flags=re.I)


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("course", 10),
        ("flows", 9),
        ("lasting", 11),
        ("paths", 10),
        ("rounds", 10),
        ("partners", 11),
        ("outlook", 10),
        ("access", 11),
        ("locks", 9),
    ],
)
def test_pages_cost_a_fixed_number_of_statements(as_system, sign_in, statements, people, name, number):
    programme, older, newer = two_versions()
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    for model in (older, newer):
        cohort(MembershipFactory(), model, people, start=date(2026, 2, 2), stopped=(2,))
    rebuild_facts(actor=as_system, at=NOW)
    assert statements(sign_in(manager), reverse(f"result_{name}", args=[programme.pk])) == number


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_light_and_stand_empty_too(as_system, sign_in, world, name):
    empty, *_ = two_versions("Leeg")
    manager = partner_in(empty, world[1])
    client = sign_in(manager)
    for programme in (world[0], empty):
        page = client.get(reverse(f"result_{name}", args=[programme.pk]))
        assert (page.status_code, len(page.content) <= 60_000) == (200, True)
