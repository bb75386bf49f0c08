"""Ideas with their fate, decisions on an issue, and the actions that follow from them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Membership, Organisation
from doorstroom.audit.services import Logged, log
from doorstroom.cooperation.access import may_finish, may_work_on_board
from doorstroom.cooperation.domain.errors import CooperationError
from doorstroom.cooperation.models import Action, Decision, Idea
from doorstroom.kernel.actor import Actor
from doorstroom.notifications.services import notify
from doorstroom.programmes.models import Issue


@transaction.atomic
def give_idea(
    *, actor: Actor, text: str, on: date, issue: Issue | None = None, meeting: str = "", said_by: str = ""
) -> Idea:
    """Write down an idea: one's own, or that of somebody without an account whose name is given."""
    own = actor.membership_id if not said_by.strip() else None
    idea = Idea.objects.create(
        text=text.strip(), issue=issue, meeting=meeting.strip(), given_on=on, given_by_id=own, said_by=said_by.strip()
    )
    log(actor, Logged("create", "idea", idea.pk, fields=["text"]))
    return idea


@transaction.atomic
def settle_idea(*, actor: Actor, idea: Idea, fate: str, why: str, on: date, owner: Organisation | None = None) -> Idea:
    """Say what becomes of an idea and why; who gave it gets news. What is taken up has an owner."""
    if not may_work_on_board(actor):
        raise CooperationError("may_not_work_on_board")
    idea = Idea.objects.select_for_update().get(pk=idea.pk)
    idea.owner = owner or idea.owner
    if fate in (Idea.Fate.TAKEN_UP, Idea.Fate.DONE) and idea.owner is None:
        raise CooperationError("idea_without_owner")
    if not why.strip():
        raise CooperationError("fate_without_words")
    idea.fate, idea.fate_text, idea.fate_on = fate, why.strip(), on
    idea.save(update_fields=["owner", "fate", "fate_text", "fate_on"])
    log(actor, Logged("change", "idea", idea.pk, fields=["owner", "fate", "fate_text"]))
    givers = Membership.objects.filter(pk=idea.given_by_id or 0).exclude(pk=actor.membership_id or 0)
    notify(
        members=givers.select_related("user"), template="cooperation:idea_settled", at=actor.at,
        path=f"/samenwerking/ideeen/{idea.pk}/", idea=idea.text[:80],
    )  # fmt: skip
    return idea


@transaction.atomic
def record_decision(
    *, actor: Actor, issue: Issue, text: str, on: date, meeting: str = "", idea: Idea | None = None
) -> Decision:
    """Write down what was decided on an issue."""
    if not may_work_on_board(actor):
        raise CooperationError("may_not_work_on_board")
    decision = Decision.objects.create(issue=issue, idea=idea, text=text.strip(), meeting=meeting.strip(), taken_on=on)
    log(actor, Logged("create", "decision", decision.pk, fields=["text"]))
    return decision


@transaction.atomic
def plan_action(*, actor: Actor, decision: Decision, text: str, owner: Organisation, due_on: date) -> Action:
    """Agree who does what by when because of a decision."""
    if not may_work_on_board(actor):
        raise CooperationError("may_not_work_on_board")
    if due_on < decision.taken_on:
        raise CooperationError("due_before_decision", taken_on=decision.taken_on)
    action = Action.objects.create(decision=decision, text=text.strip(), owner=owner, due_on=due_on)
    log(actor, Logged("create", "action", action.pk, fields=["text", "owner", "due_on"]))
    return action


@transaction.atomic
def finish_action(*, actor: Actor, action: Action, result: str, on: date) -> Action:
    """Say what came of an action; saying it again replaces the words and keeps the day."""
    if not may_finish(actor, action):
        raise CooperationError("may_not_work_on_board")
    if not result.strip():
        raise CooperationError("action_without_result")
    action = Action.objects.select_for_update().get(pk=action.pk)
    action.result, action.done_on = result.strip(), action.done_on or on
    action.save(update_fields=["result", "done_on"])
    log(actor, Logged("change", "action", action.pk, fields=["result", "done_on"]))
    return action
