"""What the groups in care learn: parts of the trade, which employers asked for them, and who signed so far."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from doorstroom.accounts.access import actor_of
from doorstroom.demand.models import AskedProcess, WorkProcess
from doorstroom.demo.region.history import Stage
from doorstroom.learning.services import record_level_in, record_level_out, set_round_processes, sign_off
from doorstroom.rounds.models import Round
from doorstroom.trajectories.models import Trajectory

QUALIFICATION = "Helpende zorg en welzijn"
PARTS = (
    ("B1-K1-W1", "Maakt kamer en huiskamer schoon"), ("B1-K1-W2", "Zet eten en drinken klaar"),
    ("B1-K1-W3", "Helpt bij wassen en aankleden"), ("B1-K2-W1", "Doet mee met een activiteit"),
    ("B1-K2-W2", "Geeft door wat opvalt"), ("B1-K2-W3", "Vraagt op tijd om hulp"),
)  # fmt: skip
ASKED = {"Zorgkring Oost": (0, 1, 2, 4), "De Lindenhof": (1, 3)}
SEEN = (
    "Vier ochtenden gezien op de afdeling.", "Deed het deze week drie keer zonder hulp.",
    "Gezien bij het praktijkbezoek, en besproken.",
)  # fmt: skip
FINISHED, UNDER_WAY, BEGUN = "ronde 7", "Kleurrijk", "ronde 8"
SHARE = {UNDER_WAY: 4, BEGUN: 1}  # how many parts the school has come to; the workplace is one behind


def build_work_processes(stage: Stage) -> None:
    """The group in week 16 is well on its way, round 8 has just begun, and of round 7 both levels are known."""
    parts = WorkProcess.objects.bulk_create(
        WorkProcess(qualification=QUALIFICATION, code=code, name=name, level=2) for code, name in PARTS
    )
    for name, asked in ASKED.items():
        employer = stage.employers.named(name)
        AskedProcess.objects.bulk_create(
            AskedProcess(employer=employer, process=parts[n], asked_on=date(2026, 6, 15),
                         recorded_by=stage.member("chantal")) for n in asked
        )  # fmt: skip
    random = Random(stage.today.toordinal() + 7)
    for name, number in SHARE.items():
        round = Round.objects.get(programme__name="WelThuis in Zorg", name=name)
        set_round_processes(actor=stage.actor(), round=round, processes=parts)
        for trajectory in round.trajectories.filter(exited_on=None).select_related("person").order_by("pk"):
            _learns(stage, trajectory, parts, min(len(parts), number + random.choice((-1, 0, 1))), random)
    for trajectory in Trajectory.objects.filter(round__name=FINISHED, exit_reason="completed").order_by("pk"):
        _finished(stage, trajectory, random)


def _learns(stage: Stage, trajectory: Trajectory, parts: list[WorkProcess], number: int, random: Random) -> None:
    """The school signed `number` parts and the workplace all but the last of them."""
    if trajectory.started_on is None:
        return
    on = max(trajectory.started_on, stage.today - timedelta(days=random.randint(2, 12)))
    record_level_in(
        actor=stage.actor(), trajectory=trajectory, level=random.choice((0, 0, 1)), source="gesprek bij de intake",
        on=trajectory.started_on,
    )  # fmt: skip
    marleen = actor_of(stage.member("marleen"), at=stage.at)
    for actor, side, name, signed in (
        (marleen, "school", marleen.name, parts[:number]),
        (stage.actor(), "workplace", "Joost Hermans, werkbegeleider", parts[: max(0, number - 1)]),
    ):
        sign_off(
            actor=actor, trajectory=trajectory, processes=signed, side=side, signed_by=name,
            evidence=random.choice(SEEN), on=on,
        )  # fmt: skip


def _finished(stage: Stage, trajectory: Trajectory, random: Random) -> None:
    if trajectory.started_on and trajectory.exited_on:
        level = random.choice((0, 1))
        record_level_in(
            actor=stage.actor(), trajectory=trajectory, level=level, source="gesprek bij de intake",
            on=trajectory.started_on,
        )  # fmt: skip
        record_level_out(
            actor=stage.actor(), trajectory=trajectory, level=level + 1, source="praktijktoets van de school",
            on=trajectory.exited_on,
        )  # fmt: skip
