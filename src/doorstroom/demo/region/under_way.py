"""WelThuis today: “Kleurrijk” in week 16, round 8 in week 3, and round 9 that recruits and is short of places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Membership, Role
from doorstroom.audit.services import Logged, log
from doorstroom.demo.region import rounds
from doorstroom.demo.region.attendance import attend, seen_this_morning
from doorstroom.demo.region.employers import offer, place_details
from doorstroom.demo.region.history import Stage, begins, contact_lines, day_in_week, stops
from doorstroom.demo.region.people import WORDS
from doorstroom.demo.region.rounds import CASEWORKERS, Chosen
from doorstroom.demo.region.welthuis import (
    ASKED,
    COLOURFUL,
    ROUND_8,
    ROUND_9,
    STOPPED_COLOURFUL,
    WEEKS,
    WORKDAYS,
    Welthuis,
    colourful_model,
    history_of,
    recruited,
    waiting_steps,
)
from doorstroom.kernel.transitions import Confirmation
from doorstroom.learning.services import describe_activity, plan_appointment
from doorstroom.participants.services import record_income, set_name
from doorstroom.participants.services.bulk import bulk_refer, bulk_register
from doorstroom.placements.services import introduce_placement, propose_placement, record_placements
from doorstroom.rounds.models import Backing, Nomination, Round
from doorstroom.rounds.services import add_partner, back_places, begin_selecting, note_hint, set_payers
from doorstroom.rounds.services.recruitment import source_of
from doorstroom.trajectories.models import HolderTerm, Trajectory
from doorstroom.trajectories.services import pass_guard, tick_item
from doorstroom.trajectories.services.bulk import History, bulk_histories

STORIES = 3  # people of round 8 whose story is told: Abel, Yusuf, Lotte
ABEL = (("Abel", "Tesfay"), "Ik wil voor oude mensen zorgen en mijn eigen geld verdienen.")
YUSUF = (("Yusuf", "Aydın"), "Ik wil meer uren werken.")
LOTTE = (("Lotte", "Verhagen"), "Ik wil een diploma in de zorg.")
NOOR = (("Noor", "van Dijk"), "Ik wil verzorgende worden, net als mijn zus.")
HANNA = (("Hanna", "Bekele"), "Ik wil in een team werken.")
EMRE = ("Emre", "Çelik")
PAYS = "UWV Lindevallei"
NOMINATED = {"Gemeente Lindervoort": 14, "UWV Lindevallei": 9, "Vennenwerk": 6, "Gemeente Oosterwade": 3, "Welkom": 2}
AWAY = ("work", "work", "work", "ill", "ill", "unknown", "unknown")
OUTCOMES = ("selected",) * 22 + ("reserve",) * 3 + ("not_now",) * 2
SIGNED = (3, 2, 2, 2, 2, 2, 2, 2)  # and two promised at a ninth employer
COACHED_BY_RUUD = 22
TO_ENROL = 5
NOT_YET = {"praktijkovereenkomst", "inschrijving"}
ITEMS = ("arbeidsovereenkomst", "praktijkovereenkomst", "inschrijving", "erkenning", "inkomen")


def build_colourful(stage: Stage, welthuis: Welthuis) -> None:
    model = colourful_model(stage, welthuis)
    round, selected = recruited(stage, welthuis, "Kleurrijk", COLOURFUL, model, 24, named=(NOOR, HANNA))
    courses = [[begins(COLOURFUL, "toeleiding")] for _ in selected]
    for course, (week, reason) in zip(reversed(courses), STOPPED_COLOURFUL, strict=False):
        course.append(stops(day_in_week(COLOURFUL, week, stage.random), reason, "no_work", "Samira el Idrissi"))
    made = bulk_histories(
        actor=stage.actor(),
        histories=[
            history_of(stage, round, nomination, course, coaches=("ilse", "petra"), holder=_holder(stage, nomination))
            for nomination, course in zip(selected, courses, strict=True)
        ],
    )
    _started(stage, welthuis, "Kleurrijk", round, made)
    staying = [trajectory for trajectory in made if trajectory.exited_on is None]
    _tick_papers(stage, staying)
    for trajectory in staying[:2]:
        _proposed_at_lindenhof(stage, trajectory)


def _tick_papers(stage: Stage, people: Sequence[Trajectory]) -> None:
    """In week 16 most papers for the apprenticeship are complete. Noor, the first, misses two, and five others
    whom Samira holds still have to enrol."""
    on = stage.today - timedelta(days=6)
    held = HolderTerm.objects.filter(trajectory__in=people[1:], member=stage.member("samira"))
    to_enrol = set(held.order_by("trajectory").values_list("trajectory", flat=True)[:TO_ENROL])
    for trajectory in people:
        missing = NOT_YET if trajectory == people[0] else {"inschrijving"} if trajectory.pk in to_enrol else set()
        for item in [item for item in ITEMS if item not in missing]:
            tick_item(actor=stage.actor(on), trajectory=trajectory, checklist="papieren-leerbaan", item=item, on=on)


def _proposed_at_lindenhof(stage: Stage, trajectory: Trajectory) -> None:
    site = stage.employers.sites[stage.employers.named("De Lindenhof").pk]
    on = stage.today - timedelta(days=1)
    proposed = propose_placement(
        actor=stage.actor(on), person_id=trajectory.person_id, kind="apprenticeship", site=site,
        starts_on=COLOURFUL + timedelta(weeks=WEEKS), ends_on=COLOURFUL + timedelta(weeks=WEEKS + 52),
        trajectory_id=trajectory.pk, weekdays=WORKDAYS,
    )  # fmt: skip
    introduce_placement(actor=stage.actor(on), placement=proposed, on=on)


def build_round_8(stage: Stage, welthuis: Welthuis) -> None:
    round, selected = recruited(stage, welthuis, "ronde 8", ROUND_8, welthuis.models[2], 24, named=(ABEL, YUSUF, LOTTE))
    coaches = ["ruud"] * COACHED_BY_RUUD + ["petra"] * (len(selected) - COACHED_BY_RUUD)
    made = bulk_histories(
        actor=stage.actor(),
        histories=[
            history_of(
                stage, round, nomination, [begins(ROUND_8, "toeleiding")], coach=stage.member(coach),
                holder=_holder(stage, nomination),
            )
            for nomination, coach in zip(selected, coaches, strict=True)
        ],
    )  # fmt: skip
    _class_list(stage, made)
    listed = [*made[STORIES:], *made[:STORIES]]
    references = {t.person_id: f"LC-{2200 + 3 * position}" for position, t in enumerate(listed)}
    bulk_refer(actor=stage.actor(ROUND_8), organisation_id=stage.partners["Lindecollege"].pk, references=references)
    _started(stage, welthuis, "ronde 8", round, made)
    rang = {made[0].pk: "Zorgkring Oost belde om 9.10 uur", made[12].pk: "de werkgever belde om 9.05 uur"}
    seen_this_morning(stage, made, rang, at=time(9, 10))
    _abel(stage, made[0])
    _appointment(stage, made[2], "samira", stage.today, time(10, 30), 45, "Gesprek met z’n drieën, Zorgkring Oost")
    _appointment(stage, made[1], "samira", stage.today, time(14), 30, "Voortgang; zijn vraag: meer uren")


def _class_list(stage: Stage, made: list[Trajectory]) -> None:
    """The school's register has names of its own; the people with a story keep theirs."""
    for trajectory, (given, infix, family) in zip(made[STORIES:], WORDS["class"], strict=True):
        set_name(
            actor=stage.actor(ROUND_8),
            person_id=trajectory.person_id,
            given_name=given,
            infix=infix,
            family_name=family,
        )


def _holder(stage: Stage, nomination: Nomination) -> Membership:
    """Samira holds the people whom the centre town sent; the others are held where they came from."""
    sender = nomination.referrer.name if nomination.referrer else "Gemeente Lindervoort"
    return stage.member("samira" if sender == "Gemeente Lindervoort" else CASEWORKERS[sender][0])


def _started(stage: Stage, welthuis: Welthuis, name: str, round: Round, made: list[Trajectory]) -> None:
    """The round runs: places with care employers, the first at Zorgkring Oost, and attendance up to last Friday."""
    rounds.note_starts(stage, round, made)
    welthuis.rounds[name] = round = rounds.run(stage, round, weeks=WEEKS)
    welthuis.people[name] = made
    backed = [b.place for b in round.backings.select_related("place__site").order_by("id") for _ in range(b.seats)]
    last_day = round.starts_on + timedelta(days=7 * (WEEKS - 1) + 4)
    places = [
        rounds.workplace(
            trajectory, place.site, min(last_day, trajectory.exited_on or last_day), weekdays=WORKDAYS,
            kind="work_experience", today=stage.today, occupation=place.occupation,
            trainer_id=stage.employers.contacts[place.site.organisation_id].pk, until=last_day,
        )
        for trajectory, place in zip(made, backed, strict=False)
    ]  # fmt: skip
    record_placements(actor=stage.actor(), drafts=places, on=stage.today)
    describe_activity(
        actor=stage.actor(round.starts_on), round=round, activity="school", location="Lindecollege, lokaal 2.14",
        bring="uw map",
    )  # fmt: skip
    attend(stage, made, round.starts_on, stage.today - timedelta(days=3))


def _abel(stage: Stage, abel: Trajectory) -> None:
    """His job coach comes on Thursday, and looked in his file yesterday."""
    _appointment(stage, abel, "ruud", stage.today + timedelta(days=3), time(14), 20, "op de werkplek")
    ruud = stage.member("ruud")
    yesterday = actor_of(ruud, at=stage.at - timedelta(days=1))
    log(yesterday, Logged("read", "person", abel.person_id, abel.person_id, ["core", "progress"], "learn_work"))


def _appointment(
    stage: Stage, trajectory: Trajectory, who: str, day: date, at: time, minutes: int, location: str
) -> None:
    planned_on = stage.today - timedelta(days=10)
    plan_appointment(
        actor=stage.actor(planned_on), trajectory=trajectory, member=stage.member(who), minutes=minutes,
        starts_at=timezone.make_aware(datetime.combine(day, at)), location=location,
    )  # fmt: skip


def build_round_9(stage: Stage, welthuis: Welthuis) -> None:
    asked_on, begun_on, chosen_on = date(2026, 10, 5), date(2026, 11, 9), date(2026, 11, 16)
    round = rounds.planned_round(
        stage, welthuis.programme, welthuis.models[2], "ronde 9", ROUND_9, 24, on=date(2026, 9, 14)
    )
    rounds.ask(stage, round, ASKED, on=asked_on, due_on=date(2026, 11, 2))
    _places_of_round_9(stage, round)
    nominations = _nominated_for_round_9(stage, round, on=date(2026, 10, 19))
    _paid_by_another(stage, round, nominations, on=date(2026, 10, 26))
    rounds.meet(stage, round, nominations, AWAY, on=date(2026, 11, 5))
    round = begin_selecting(actor=stage.actor(begun_on), round=round, on=begun_on)
    came = nominations[: len(nominations) - len(AWAY)]
    chosen = [Chosen(n, outcome) for n, outcome in zip(came, OUTCOMES, strict=True)]
    rounds.choose(stage, round, chosen, on=chosen_on)
    waiting = [_waiting(stage, round, each.nomination, chosen_on) for each in chosen if each.outcome != "not_now"]
    made = bulk_histories(actor=stage.actor(), histories=waiting)
    welthuis.rounds["ronde 9"], welthuis.people["ronde 9"] = round, made
    _waits_for_decision(stage, made[0])


def _paid_by_another(stage: Stage, round: Round, nominations: Sequence[Nomination], *, on: date) -> None:
    """Newcomers' organisation Welkom puts people forward and pays for nobody: the agency for benefits does."""
    agency, welkom = stage.partners[PAYS], stage.partners["Welkom"]
    add_partner(
        actor=stage.actor(on), round=round, organisation=agency, role=Role.CASEWORKER, pays=True, on=on
    )  # fmt: skip
    paid = {each.pk: agency.pk for each in nominations if each.referrer_id == welkom.pk}
    set_payers(actor=stage.actor(on), round=round, payers=paid, on=on)


def _nominated_for_round_9(stage: Stage, round: Round, *, on: date) -> list[Nomination]:
    """More than were asked; Emre, whom Oosterwade sent, comes first and the others in any order."""
    senders = [name for name, number in NOMINATED.items() for _ in range(number)]
    drafts = [
        draft
        for name, number in NOMINATED.items()
        for draft in stage.people.several(number, on=on, referrer=stage.partners[name])
    ]
    at = senders.index("Gemeente Oosterwade")
    drafts[at] = stage.people.one(name=EMRE, on=on, referrer=stage.partners[senders[at]], goal="Ik wil weer werken.")
    people = bulk_register(actor=stage.actor(on), people=drafts)
    nominations = rounds.nominate_people(stage, round, list(zip(people, senders, strict=True)), on=on)
    emre = nominations.pop(at)
    stage.random.shuffle(nominations)
    return [emre, *nominations]


def _waiting(stage: Stage, round: Round, nomination: Nomination, chosen_on: date) -> History:
    """Registered, spoken with and chosen or on reserve; Samira took Emre on."""
    holder = _holder(stage, nomination)
    emre = nomination.person.given_name == EMRE[0] and nomination.person.family_name == EMRE[1]
    return History(
        person_id=nomination.person_id, programme=round.programme, registered_on=nomination.nominated_on, round=round,
        holder=stage.member("samira") if emre else holder, source=source_of(nomination),
        steps=waiting_steps(nomination.nominated_on, chosen_on, stage),
        contacts=contact_lines(nomination.nominated_on, stage.today, [(holder, 12)], stage.random, works_from=None),
    )  # fmt: skip


def _places_of_round_9(stage: Stage, round: Round) -> None:
    """17 signed and 2 promised at 9 employers, 6 of them with fewer than 50 staff: five places are still to be found."""
    care = [e for e in stage.employers.by_sector["care"] if e.name != "Zorgkring Oost"]
    small = [e for e in care if (e.employees or 0) < 50][:6]
    large = [e for e in care if (e.employees or 0) >= 50][:2]
    zorgkring = stage.employers.named("Zorgkring Oost")
    signing = [zorgkring, *large, *small[:5]]
    rounds.back(stage, round, list(zip(signing, SIGNED, strict=True)), "care", on=date(2026, 10, 30))
    on, ninth = date(2026, 11, 12), small[5]
    place = offer(stage.actor(on), stage.employers, ninth, place_details("care", 2, starts=ROUND_9), on=on)
    back_places(
        actor=stage.actor(on), round=round, place=place, seats=2, status=Backing.Status.PROMISED,
        given_by=stage.employers.contacts[ninth.pk].name, given_on=on,
    )  # fmt: skip
    note_hint(actor=stage.actor(on), round=round, employer=zorgkring, seats=4, said_on=date(2026, 9, 17))


def _waits_for_decision(stage: Stage, emre: Trajectory) -> None:
    """His benefit decision is asked from Oosterwade: day 6 of 10. Until then its absence is let pass by name."""
    passed_on = stage.today - timedelta(days=6)
    asked = stage.actor(emre.registered_on)
    record_income(
        actor=asked, person_id=emre.person_id, on=emre.registered_on, source="social_assistance",
        payer=stage.partners["Gemeente Oosterwade"], benefit_kept_decision="", benefit_kept_from=None,
    )  # fmt: skip
    samira = actor_of(stage.member("samira"), at=timezone.make_aware(datetime.combine(passed_on, time(11))))
    confirmation = Confirmation(
        fact="benefit_decision", confirmed_by="Dounia Bakkali, gemeente Oosterwade", role="caseworker",
        reason="De aanvraag is compleet; het besluit volgt binnen tien dagen.", expires_on=passed_on + timedelta(days=10),
    )  # fmt: skip
    pass_guard(actor=samira, trajectory=emre, confirmation=confirmation, on=passed_on)
