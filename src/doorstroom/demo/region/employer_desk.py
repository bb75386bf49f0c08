"""What employers ask and how partners keep in touch: sixteen questions of a quarter, and one employer that is called often."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Organisation
from doorstroom.demand.services import Question, answer_question, ask_question, note_talk, write_plan
from doorstroom.demo.region.history import Stage

QUESTIONS = (
    "Wat kost een leerbaan ons per maand?", "Wie betaalt als iemand ziek wordt?", "Kunnen wij ook met één dag beginnen?",
    "Hoe worden wij erkend leerbedrijf?", "Mag iemand zonder diploma bij ons beginnen?", "Wie begeleidt op de werkvloer?",
    "Kunnen wij iemand houden na de proefplaatsing?", "Hoeveel uur begeleiding vraagt dit van ons?",
)  # fmt: skip
ASKED, LATE = 16, 2
PLAN = (
    "Zorgkring Oost wil ieder kwartaal zes leerplekken openhouden. Wij sturen geen mensen zonder eerste gesprek. "
    "Chantal belt elke maand; de school komt in week 4 van elke ronde langs."
)  # fmt: skip


def build_employer_desk(stage: Stage) -> None:
    """Fourteen answered within two hours, two a week late, and one that came in this morning."""
    firms = [employer for each in stage.employers.by_sector.values() for employer in each]
    chantal = stage.member("chantal")
    for number in range(ASKED):
        at = _at(date(2026, 9, 7) + timedelta(days=4 * number), 10)
        firm = firms[number * 3 % len(firms)]
        question = ask_question(actor=stage.actor(at.date()), question=_question(stage, firm, number), at=at)
        answered = at + (timedelta(days=7) if number < LATE else timedelta(hours=2))
        answer_question(
            actor=actor_of(chantal, at=answered), question=question, at=answered,
            answer="Gebeld en uitgelegd; een overzicht is nagestuurd.",
        )  # fmt: skip
    ask_question(
        actor=stage.actor(), at=_at(stage.today, 9),
        question=Question("Bakkerij De Vlier", "Ria Smeets", "Wij zoeken twee leerlingen. Wie komt langs?", phone="06-27770001"),
    )  # fmt: skip
    _contact(stage)


def _contact(stage: Stage) -> None:
    employer = stage.employers.named("Zorgkring Oost")
    write_plan(actor=actor_of(stage.member("chantal"), at=stage.at), employer=employer, text=PLAN, on=date(2026, 10, 5))
    for mailbox, days, about in (
        ("chantal", 48, "Plekken voor ronde 9 besproken"), ("marleen", 9, "Bezoek aan de groep van ronde 8"),
        ("chantal", 4, "Vijf plekken te kort: kan er nog één bij?"),
    ):  # fmt: skip
        on = stage.today - timedelta(days=days)
        actor = actor_of(stage.member(mailbox), at=_at(on, 11))
        note_talk(
            actor=actor, employer=employer, about=about, on=on, manner="visit" if mailbox == "marleen" else "phone"
        )


def _question(stage: Stage, firm: Organisation, number: int) -> Question:
    contact = stage.employers.contacts[firm.pk]
    return Question(firm.name, contact.name, QUESTIONS[number % len(QUESTIONS)], contact.phone, contact.email)


def _at(day: date, hour: int) -> datetime:
    """On that day, or on Monday when the desk is closed."""
    working = day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    return timezone.make_aware(datetime.combine(working, time(hour)))
