"""What participant and professional said every three months, for everybody who is under way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from doorstroom.accounts.access import actor_of
from doorstroom.demo.region.history import Stage
from doorstroom.kernel.actor import Actor
from doorstroom.learning.domain.progress import FIRST_STEP, LAST_STEP, Said, next_talk_on
from doorstroom.learning.services import record_progress_talk
from doorstroom.signals.selectors.situations import TALKS_GO_ON
from doorstroom.trajectories.models import HolderTerm, Trajectory

OWN_WORDS = (
    "Ik kom op tijd. De taal is nog moeilijk.", "Het werk is zwaar, maar ik leer veel.",
    "Ik wil graag meer uren werken.", "Op school gaat het beter dan eerst.", "Thuis is het druk. Ik red het wel.",
)  # fmt: skip
OTHER_WORDS = (
    "Komt op tijd en vraagt zelf om uitleg.", "Werkt zelfstandig; plannen blijft een aandachtspunt.",
    "Zekerder dan bij het vorige gesprek.", "Heeft duidelijke opdrachten nodig.", "Groeit in het contact met klanten.",
)  # fmt: skip
NOT_YET_HELD = 10  # of so many people one still waits for the last talk


def build_talks(stage: Stage) -> None:
    """Of every tenth person whom neither Samira nor Ruud holds the last talk has not been held."""
    random = Random(stage.today.toordinal())
    terms = HolderTerm.objects.filter(ended_at=None, trajectory__state__in=TALKS_GO_ON)
    in_time = {stage.member(mailbox).pk for mailbox in ("samira", "ruud")}
    actors: dict[int, Actor] = {}
    for place, term in enumerate(terms.select_related("member__user", "trajectory__person").order_by("pk")):
        actor = actors.setdefault(term.member_id, actor_of(term.member, at=stage.at))
        days = list(_days(term.trajectory, stage.today))
        if place % NOT_YET_HELD == 0 and term.member_id not in in_time:
            days = days[:-1]
        _hold(actor, term.trajectory, days, random)


def _days(trajectory: Trajectory, until: date) -> Iterator[date]:
    """The days on which a talk was promised, up to today."""
    on = next_talk_on([], trajectory.intake_on or trajectory.registered_on)
    while on <= until:
        yield on
        on = next_talk_on([on], on)


def _hold(actor: Actor, trajectory: Trajectory, days: list[date], random: Random) -> None:
    person, professional = random.choice([1, 2, 3]), random.choice([1, 2, 2, 3])
    speaks_dutch = trajectory.person.language == "nl"
    for on in days:
        person, professional = _further(person, random), _further(professional, random)
        record_progress_talk(
            actor=actor, trajectory=trajectory, on=on,
            person=Said(person, random.choice(OWN_WORDS) if speaks_dutch else ""),
            professional=Said(professional, random.choice(OTHER_WORDS)),
        )  # fmt: skip


def _further(step: int, random: Random) -> int:
    return min(LAST_STEP, max(FIRST_STEP, step + random.choice([-1, 0, 0, 1, 1])))
