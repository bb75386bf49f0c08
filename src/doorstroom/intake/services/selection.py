"""The choice about each person by the playbook of the model: judged, met, decided by more than one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Membership, Role
from doorstroom.audit.services import Logged, log, log_many
from doorstroom.intake.access import may_choose
from doorstroom.intake.domain.errors import IntakeError
from doorstroom.intake.domain.playbook import (
    MET,
    Table,
    Verdict,
    Voice,
    choice_faults,
    deciding_roles,
    standing,
    verdict_faults,
)
from doorstroom.intake.models import Decider, Judgement, Selection
from doorstroom.intake.services.routes import carry_on, enter_selection
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.errors import Reason
from doorstroom.programmes.domain.in_force import playbook_on
from doorstroom.programmes.domain.route_model import Playbook
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.access import visible_nominations
from doorstroom.rounds.models import Nomination, Round
from doorstroom.rounds.services import Outcome, decide_nominations


@dataclass(frozen=True)
class Decided:
    """A whole choice that was made before it is written down here (finished rounds, a delivery of a partner)."""

    nomination_id: int
    outcome: Nomination.Outcome
    deciders: tuple[Membership, ...]
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    met_with: str = ""
    met_on: date | None = None
    reason_for_person: str = ""
    alternative: str = ""


def playbook_of(round: Round) -> Playbook:
    playbook = playbook_on(approach_of(round.model), round.starts_on)
    if playbook is None:
        raise IntakeError("model_without_selection", model=str(round.model))
    return playbook


@transaction.atomic
def judge(*, actor: Actor, nomination: Nomination, verdicts: Mapping[str, Verdict]) -> Selection:
    """Write down for one person which criteria are met, not met or not known yet; others stay as they are."""
    selection = _open(actor, nomination)
    _refuse(verdict_faults(playbook_of(nomination.round), verdicts))
    Judgement.objects.bulk_create(
        (
            Judgement(
                selection=selection, person_id=selection.person_id, criterion=code, verdict=verdict.value,
                reason="" if verdict.value == MET else verdict.reason.strip(),
            )
            for code, verdict in verdicts.items()
        ),
        update_conflicts=True,
        unique_fields=["selection", "criterion"],
        update_fields=["verdict", "reason"],
    )  # fmt: skip
    log(actor, Logged("change", "judgement", selection.pk, selection.person_id, sorted(verdicts)))
    return selection


@transaction.atomic
def judge_open_as_met(*, actor: Actor, nominations: Iterable[Nomination]) -> int:
    """Put every criterion that nobody judged yet on met, for all these people; returns how many were put."""
    count = 0
    for nomination in nominations:
        codes = {criterion.code for criterion in playbook_of(nomination.round).criteria}
        known = Judgement.objects.filter(selection__nomination=nomination).values_list("criterion", flat=True)
        rest = codes - set(known)
        if rest:
            judge(actor=actor, nomination=nomination, verdicts={code: Verdict(MET) for code in rest})
            count += len(rest)
    return count


@transaction.atomic
def record_employer_met(*, actor: Actor, nomination: Nomination, met_with: str, on: date) -> Selection:
    """Keep who of the employer met the person, and when."""
    selection = _open(actor, nomination)
    if not met_with.strip():
        raise IntakeError("employer_needs_a_name")
    if on > actor.on:
        raise IntakeError("met_in_the_future", on=on)
    selection.employer_met, selection.employer_met_on = met_with.strip(), on
    selection.save(update_fields=["employer_met", "employer_met_on"])
    log(actor, Logged("change", "selection", selection.pk, selection.person_id, ["employer_met"]))
    return selection


@transaction.atomic
def decide(
    *,
    actor: Actor,
    nomination: Nomination,
    outcome: Nomination.Outcome | str,
    reason_for_person: str = "",
    alternative: str = "",
) -> Selection:
    """Give one's own voice. When as many people as the playbook asks agree, the choice is made and told.

    Until then it is a proposal: nobody outside the deciders hears it, and everyone may still change the own voice.
    """
    if actor.membership_id is None or actor.user_id is None:
        raise IntakeError("only_people_decide")
    selection = _open(actor, nomination)
    playbook = playbook_of(nomination.round)
    table = _table(selection, reason_for_person, alternative)
    voice = Voice(actor.user_id, actor.role, str(outcome))
    _refuse(choice_faults(playbook, deciding_roles(approach_of(nomination.round.model)), table, voice))
    selection.reason_for_person, selection.alternative = reason_for_person.strip(), alternative.strip()
    Decider.objects.filter(selection=selection, member__user=actor.user_id).delete()
    Decider.objects.create(
        selection=selection, person_id=selection.person_id, member_id=actor.membership_id, outcome=outcome,
        decided_at=actor.at,
    )  # fmt: skip
    log(actor, Logged("change", "selection", selection.pk, selection.person_id, ["decider", "outcome"]))
    agreed = standing(playbook, _voices(selection)).outcome
    if agreed is not None:
        selection.outcome, selection.decided_on = agreed, actor.on
    selection.save()
    if agreed is not None:
        carry_on(actor=actor, round=nomination.round, outcomes={nomination: agreed}, on=actor.on)
        chosen = [Outcome(nomination.pk, Nomination.Outcome(agreed))]
        decide_nominations(actor=actor, round=nomination.round, outcomes=chosen, on=actor.on)
    return selection


@transaction.atomic
def bulk_decide(*, actor: Actor, round: Round, decided: Iterable[Decided], on: date) -> list[Selection]:
    """Write down choices that were made in full elsewhere, by the same rules, in a fixed number of queries."""
    if not is_system(actor):
        raise IntakeError("only_people_decide")
    given = {each.nomination_id: each for each in decided}
    nominations = {n.pk: n for n in Nomination.objects.filter(round=round, pk__in=given)}
    if len(nominations) < len(given):
        raise IntakeError("nomination_not_found")
    for each in given.values():
        _check_decided(round, each)
    selections = Selection.objects.bulk_create(
        Selection(
            nomination=nominations[pk], person_id=nominations[pk].person_id, employer_met=each.met_with,
            employer_met_on=each.met_on, outcome=each.outcome, reason_for_person=each.reason_for_person,
            alternative=each.alternative, decided_on=on,
        )
        for pk, each in given.items()
    )  # fmt: skip
    Judgement.objects.bulk_create(
        Judgement(selection=s, person_id=s.person_id, criterion=code, verdict=v.value, reason=v.reason)
        for s in selections
        for code, v in given[s.nomination_id].verdicts.items()
    )
    Decider.objects.bulk_create(
        Decider(selection=s, person_id=s.person_id, member=m, outcome=s.outcome, decided_at=actor.at)
        for s in selections
        for m in given[s.nomination_id].deciders
    )
    log_many(actor, (Logged("create", "selection", s.pk, s.person_id, ["outcome"]) for s in selections))
    outcomes = [Outcome(pk, Nomination.Outcome(each.outcome)) for pk, each in given.items()]
    decide_nominations(actor=actor, round=round, outcomes=outcomes, on=on)
    return selections


def _open(actor: Actor, nomination: Nomination) -> Selection:
    """The selection of this nomination, locked; made at the first act on it."""
    found = visible_nominations(actor).select_related("round__model").filter(pk=nomination.pk).first()
    if found is None:
        raise IntakeError("nomination_not_found")
    if not may_choose(actor, found):
        names = dict(Role.choices)
        roles = sorted(str(names.get(role, role)) for role in deciding_roles(approach_of(found.round.model)))
        raise IntakeError("may_not_choose", roles=", ".join(roles))
    if found.outcome in (Nomination.Outcome.NOT_NOW, Nomination.Outcome.WITHDRAWN) or found.started_on:
        raise IntakeError("decided_already", outcome=found.get_outcome_display())
    _, made = Selection.objects.get_or_create(nomination=found, defaults={"person_id": found.person_id})
    if made:
        enter_selection(actor=actor, nomination=found, on=actor.on)
    return Selection.objects.select_for_update().get(nomination=found)


def _table(selection: Selection, reason_for_person: str, alternative: str) -> Table:
    verdicts = {row.criterion: Verdict(row.verdict, row.reason) for row in selection.judgements.all()}
    return Table(verdicts, selection.employer_met_on is not None, reason_for_person, alternative)


def _voices(selection: Selection) -> list[Voice]:
    rows = selection.deciders.select_related("member").order_by("id")
    return [Voice(row.member.user_id, row.member.role, row.outcome) for row in rows]


def _check_decided(round: Round, each: Decided) -> None:
    playbook, roles = playbook_of(round), deciding_roles(approach_of(round.model))
    table = Table(each.verdicts, each.met_on is not None, each.reason_for_person, each.alternative)
    voices = [Voice(m.user_id, m.role, each.outcome) for m in each.deciders]
    for voice in voices:
        _refuse(choice_faults(playbook, roles, table, voice))
    if (short := standing(playbook, voices).missing) or not voices:
        raise IntakeError("deciders_missing", missing=short)


def _refuse(faults: tuple[Reason, ...]) -> None:
    if faults:
        raise IntakeError(faults[0].code, reasons=faults, **faults[0].params)
