"""What the board of the region keeps: ideas with their fate, decisions with actions, lessons on their figures, and the
plan by which Volgende Stap ends."""

from __future__ import annotations

from datetime import date

from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Membership
from doorstroom.cooperation.models import Experiment, Idea
from doorstroom.cooperation.services import (
    apply_lesson,
    finish_action,
    give_idea,
    name_next_owner,
    plan_action,
    plan_closing,
    record_decision,
    settle_idea,
    write_lesson,
)
from doorstroom.demo.region.history import Stage
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.models import Issue, Programme, RouteModel
from doorstroom.trajectories.models import Trajectory

CARE, TECHNOLOGY = "Te weinig verzorgenden in het oosten", "Te weinig monteurs voor de energietransitie"
CONFERENCE = "Regiobijeenkomst, 16 april 2026"
# Issue, the idea, who gave it (a mailbox, or a name without account), owner, what became of it, why, on which day.
IDEAS = (
    (CARE, "Laat wie twijfelt een dag meelopen voor de keuze.", "ruud", "Lindecollege", "taken_up",
     "Het Lindecollege probeert het in ronde 9.", date(2026, 6, 15)),
    (CARE, "Geef iedereen een eigen opleidingsbudget.", "R. Verhagen, Zorgkring Oost", "Werkcentrum Lindevallei", "later",
     "De sectorfondsen beslissen hierover in 2027; dan komt het terug.", date(2026, 9, 14)),
    (TECHNOLOGY, "Spreek met installateurs over klussen die iemand zonder diploma kan doen.", "chantal", "TechLab Harmelbeek",
     "done", "Gesproken met negen bedrijven; elf soorten klussen op een lijst.", date(2026, 10, 12)),
    (TECHNOLOGY, "Eén busje dat langs drie bedrijven rijdt.", "M. de Wit, installateur", "", "open", "", None),
)  # fmt: skip


def build_board(stage: Stage) -> None:
    """Run after the issues and the charter exist."""
    issues = {issue.title: issue for issue in Issue.objects.all()}
    for title, text, giver, owner, fate, why, on in IDEAS:
        idea = _idea(stage, issues[title], text, giver)
        if on:
            settle_idea(
                actor=stage.actor(on),
                idea=idea,
                fate=fate,
                why=why,
                owner=stage.partners[owner] if owner else None,
                on=on,
            )
    _decisions(stage, issues)
    _lessons(stage, issues)
    _closing(stage)


def _idea(stage: Stage, issue: Issue, text: str, giver: str) -> Idea:
    on, known = date(2026, 4, 16), giver in stage.partners.staff
    actor = _acting(stage, stage.member(giver if known else "femke"), on)
    return give_idea(actor=actor, issue=issue, text=text, meeting=CONFERENCE, said_by="" if known else giver, on=on)


def _acting(stage: Stage, member: Membership, on: date) -> Actor:
    return actor_of(member, at=stage.actor(on).at)


def _decisions(stage: Stage, issues: dict[str, Issue]) -> None:
    on = date(2026, 9, 14)
    decision = record_decision(
        actor=stage.actor(on), issue=issues[TECHNOLOGY], on=on, meeting="Regiobestuur",
        text="Wij zoeken eerst werk dat iemand zonder diploma kan doen, en daarna pas mensen.",
    )  # fmt: skip
    for text, owner, due_on, done in (
        ("Negen installateurs bezoeken", "TechLab Harmelbeek", date(2026, 10, 15), "Elf soorten klussen gevonden."),
        ("Aanpak kiezen met het Lindecollege", "Werkcentrum Lindevallei", date(2026, 11, 13), ""),
        ("Groep van twaalf voorstellen", "Gemeente Harmelbeek", date(2027, 1, 29), ""),
    ):
        action = plan_action(
            actor=stage.actor(on), decision=decision, text=text, owner=stage.partners[owner], due_on=due_on
        )
        if done:
            finish_action(actor=stage.actor(due_on), action=action, result=done, on=due_on)


def _lessons(stage: Stage, issues: dict[str, Issue]) -> None:
    welthuis, on = Programme.objects.get(name="WelThuis in Zorg"), date(2026, 9, 7)
    nadia = _acting(stage, stage.member("nadia"), on)
    stayed = write_lesson(
        actor=nadia, issue=issues[CARE], on=on, programme=welthuis, figure="result_versions", as_of=on,
        text="Met draaiboek en vaste jobcoach stoppen minder mensen in de eerste weken.",
        finding="In de tweede versie stopten 19 van 120 mensen voor week 20, in de eerste 16 van 40.",
    )  # fmt: skip
    copied = RouteModel.objects.filter(derived_from__code="welthuis", code__contains="kleurrijk").first()
    apply_lesson(
        actor=nadia, lesson=stayed, what="Zelfde draaiboek, eigen werving", model=copied,
        place="" if copied else "Kleurrijk", on=on,
    )  # fmt: skip
    trial, decided = Experiment.objects.get(outcome="continue"), date(2026, 4, 13)
    write_lesson(
        actor=stage.actor(decided), experiment=trial, on=decided,
        text="Een opleiding die één bedrijf nu vraagt, leidt sneller tot werk dan een brede.",
    )  # fmt: skip


def _closing(stage: Stage) -> None:
    """Volgende Stap ends with the year. Four are under way; for one somebody is named, who must agree."""
    programme, on = Programme.objects.get(name="Volgende Stap"), date(2026, 11, 2)
    centre, payer = stage.partners["Werkcentrum Lindevallei"], stage.partners["UWV Lindevallei"]
    plan = plan_closing(
        actor=stage.actor(on),
        programme=programme,
        ends_on=date(2026, 12, 31),
        successor=centre,
        network_keeper=centre,
        on=on,
    )
    first, *_others = Trajectory.objects.filter(programme=programme, exited_on=None).order_by("pk")
    name_next_owner(
        actor=stage.actor(on), plan=plan, trajectories=[first.pk], organisation=centre, funder=payer,
        basis="Wet SUWI art. 62", on=on,
    )  # fmt: skip
