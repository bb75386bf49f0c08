"""What this app says: refusals, reasons behind a decision, and the titles of what stands on a timeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import formats
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Role
from doorstroom.kernel.errors import DomainError, Reason
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.trajectories.domain.messages import REASONS
from doorstroom.trajectories.models import TrajectoryState

REFUSALS = {
    **{code: _(text) for code, text in REASONS.items()},
    "not_visible": _("You do not have access to this trajectory. Ask the coordinating holder to add you to the team."),
    "may_not_record": _(
        "In your role you can read this, not change it. Ask the coordinating holder to record what happened."
    ),
    "day_to_come": _("%(on)s is still to come. Record what happened on or before %(today)s."),
    "no_route_model": _(
        "%(programme)s has no route model yet. Ask the programme manager to load one; then go on here."
    ),
    "programme_closed": _("%(programme)s was closed on %(closed_on)s. Choose another programme."),
    "already_registered": _("%(person)s takes part in %(programme)s already. Open that trajectory instead."),
    "age_rule": _("%(programme)s is for people who are: %(rule)s. Choose another programme, or leave it open for now."),
    "own_goal_needed": _("Write down the person's own goal first, in her or his own words."),
    "already_started": _("The trajectory started on %(on)s. Open a next phase instead."),
    "member_may_not_hold": _("%(name)s cannot hold this trajectory: the model asks for somebody who is %(roles)s."),
    "already_in_team": _("%(name)s is in the team already."),
    "not_in_team": _("%(name)s has left the team already."),
    "back_before_suspension": _("The return on %(back)s does not lie after %(on)s. Give a later day."),
    "suspended_too_long": _(
        "A suspension lasts at most %(weeks)s weeks: until %(latest)s. Give an earlier day, or end the trajectory"
        " with a reason; coming back stays possible."
    ),
    "dismissal_date_needs_certainty": _(
        "Give a date when it is announced or confirmed, and leave it empty while it is unknown."
    ),
    "unknown_fact": _("The model does not ask for %(fact)s now. Open the page again to see what it does ask."),
    "unknown_item": _("%(item)s is not on the checklist of this model. Open the page again."),
    "needs_member": _("Only somebody who is signed in as a member of an organisation can do this."),
    "notes_closed": _("Notes and tasks of this person are not open to you. Ask the coordinating holder."),
    "note_empty": _("Write what was said or agreed."),
    "task_empty": _("Write what the next step is."),
    "takeover_needs_reason": _("Say why this is done instead of by the participant."),
    "not_a_colleague": _("%(name)s does not work in %(programme)s. Choose a colleague of one of its partners."),
    "phase_not_in_model": _("The approach of this person does not know this phase."),
    "stands_there_already": _("Stands in this phase already."),
    "changed_since": _("Somebody changed this since. Open the person and set it right there."),
    "undone_already": _("This was taken back already, or a colleague did it. Ask who did it."),
    "undo_too_late": _("Taking back goes on the day itself. Change it for each person now."),
    "task_done": _("This was done on %(on)s already."),
}

KINDS = {
    "registered": _("Registered"),
    "intake_held": _("Intake talk held"),
    "joined_round": _("Placed in a round"),
    "selection_started": _("Selection began"),
    "waiting_started": _("Waiting to start"),
    "started": _("Trajectory started"),
    "phase_started": _("Started: %(phase)s"),
    "phase_ended": _("Ended: %(phase)s"),
    "suspended": _("Suspended until %(expected_back_on)s"),
    "resumed": _("Came back from suspension"),
    "exited": _("Trajectory ended"),
    "re_entered": _("Came back into the trajectory"),
    "holder_changed": _("Handed over to %(to)s"),
    "referral_sent": _("Warm handover sent to %(to)s"),
    "team_joined": _("%(name)s joined the team"),
    "team_left": _("%(name)s left the team"),
    "guard_passed": _("Let pass for now: %(guard)s, confirmed by %(confirmed_by)s until %(expires_on)s"),
    "guard_settled": _("Settled: %(guard)s"),
    "item_ticked": _("In order: %(item)s"),
    "item_unticked": _("No longer in order: %(item)s"),
    "dismissal_date_set": _("Dismissal date: %(day)s"),
    "act_undone": _("What was done for several people at once was taken back"),
    "contact": _("A contact"),
}

FIELDS = {"reason": _("reason"), "initiator": _("who wanted it"), "destination": _("where the person goes")}

MOVES = {
    "start_intake": _("intake"),
    "start_selection": _("selection"),
    "wait": _("wait"),
    "start_phase": _("open a phase"),
    "end_phase": _("close a phase"),
    "suspend": _("suspend"),
    "resume": _("resume"),
    "finish": _("complete"),
    "exit": _("end"),
    "re_enter": _("come back"),
}


def explain(error: DomainError, model: RouteModel | None = None) -> list[str]:
    """Each reason of a refusal as a sentence, with the model's own words for its phases, facts and roles."""
    reasons = error.reasons or (Reason(error.code, error.params),)
    return list(dict.fromkeys(_sentence(reason, model) for reason in reasons))


def event_title(kind: str, data: Mapping[str, Any], model: RouteModel | None = None) -> str:
    title = KINDS.get(kind)
    return kind if title is None else str(title) % {name: _word(name, value, model) for name, value in data.items()}


def named(code: str, model: RouteModel | None) -> str:
    """What the model calls this phase, guard, fact, role or item; a system role has its own name."""
    language = get_language() or "nl"
    if model is not None:
        named_parts: list[Any] = [*model.phases, *model.guards, *model.roles, *model.checklists]
        named_parts += [item for checklist in model.checklists for item in checklist.items]
        for part in named_parts:
            if code == part.code or code == getattr(part, "fact", None):
                return part.name.text(language)
    for choices in (Role, TrajectoryState):
        if code in choices.values:
            return str(choices(code).label)
    return str(FIELDS.get(code) or MOVES.get(code) or code)


def _sentence(reason: Reason, model: RouteModel | None) -> str:
    wording = REFUSALS.get(reason.code)
    if wording is None:
        return gettext("This cannot be done (%(code)s).") % {"code": reason.code}
    sentence = str(wording) % {name: _word(name, value, model) for name, value in reason.params.items()}
    return sentence if not reason.source else f"{sentence} ({reason.source})"


def _word(name: str, value: Any, model: RouteModel | None) -> str:
    if isinstance(value, datetime | date):
        return formats.date_format(value, "j F Y")
    if isinstance(value, tuple | list):
        return ", ".join(named(str(each), model) for each in value) or "-"
    if name.endswith("_on") or name == "day":
        return formats.date_format(date.fromisoformat(value), "j F Y") if value else gettext("not known")
    return named(str(value), model) if isinstance(value, str) else str(value)
