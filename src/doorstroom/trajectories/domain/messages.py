"""The sentences behind the codes of moves, holders and leaving, in English as their source."""

from __future__ import annotations


def gettext_noop(message: str) -> str:
    """Marks a sentence for translation; the interface fills in the parameters after translating."""
    return message


_ = gettext_noop

REASONS = {
    "move_not_from_this_state": _("This cannot be done now. Possible are: %(options)s."),
    "role_may_not": _("This is up to someone in one of these roles: %(roles)s."),
    "reason_needed": _("Give a reason: it differs from the usual course, or it stops something."),
    "fact_missing": _("%(fact)s is missing. It can be supplied by: %(supplied_by)s."),
    "fact_unknown": _("It is not known whether %(fact)s is in order. Ask: %(supplied_by)s."),
    "law_cannot_be_passed": _("%(fact)s is asked by law; nobody can let it pass."),
    "confirmation_needs_name_and_reason": _("Say who lets %(fact)s pass, and why."),
    "role_may_not_confirm": _("%(fact)s can be let pass only by: %(roles)s."),
    "confirmation_expired": _("%(fact)s was let pass until %(expires_on)s. Give a later day."),
    "confirmation_too_long": _("%(fact)s can be let pass until %(latest)s at the latest."),
    "move_refused": _("This move was refused."),
    "move_before_earlier_move": _("The day %(on)s lies before the last move, on %(earlier)s."),
    "guardian_rule_missing": _(
        "On %(on)s this person is %(age)s. %(programme)s has no rule for the agreement of parents or guardians, so"
        " nobody under 18 can take part. Ask the programme manager to add it to the approach, or choose another"
        " programme."
    ),
    "reentry_too_late": _(
        "The exit was on %(exited_on)s, more than %(weeks)s weeks ago. Start a new trajectory; it keeps the link."
    ),
    "unknown_phase": _("The model has no phase %(phase)s. It has: %(known)s."),
    "phase_already_open": _("%(phase)s is open already."),
    "phase_not_open": _("%(phase)s is not open. Open are: %(open)s."),
    "skips": _("This passes over: %(skipped)s."),
    "goes_back": _("This goes back from %(came_from)s."),
    "parallel": _("This runs beside %(beside)s, which the model does not plan."),
    "already_has_holder": _("Someone holds this trajectory already, since %(since)s. Take it over instead."),
    "holds_it_already": _("This person holds the trajectory already, since %(since)s."),
    "has_no_holder": _("Nobody holds this trajectory."),
    "holder_before_earlier_term": _("The moment %(at)s lies before the present holder began."),
    "no_holder": _("Nobody holds this active trajectory from %(from)s."),
    "two_holders": _("More than one person holds this trajectory from %(from)s."),
    "holder_without_trajectory": _("Someone holds a trajectory that is not active from %(from)s."),
    "leaving_needs": _("Fill in: %(field)s."),
    "other_reason_needs_text": _("Describe the other reason in a few words."),
    "unknown_destination_needs_owner": _("Say who finds out where this person went."),
    "leaving_needs_second_person": _("An organisation ends this: a second person must have looked at it."),
}
