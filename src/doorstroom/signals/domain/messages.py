"""What each signal says, why it is there, and what is expected; English sources for the interface.

`why` names the rule in words, so that anybody can check it: a signal says what happened or what was promised and
never what will happen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


def gettext_noop(message: str) -> str:
    """Marks a source sentence for the catalogue; translating is the interface's work."""
    return message


@dataclass(frozen=True)
class SignalText:
    says: str
    why: str


SIGNALS: Mapping[str, SignalText] = {
    "no_show_today": SignalText(
        gettext_noop("Not there today (%(activity)s), and no message."),
        gettext_noop("Recorded as absent, or not seen after the time agreed in the route model."),
    ),
    "attendance_below": SignalText(
        gettext_noop("Missed %(missed)s of the last %(days)s planned days."),
        gettext_noop("Below the attendance agreed in the route model. Days agreed as free do not count."),
    ),
    "attendance_drop": SignalText(
        gettext_noop(
            "Missed %(missed)s of the last %(days)s planned days; "
            "the month before, %(attended_before)s of %(days_before)s were attended."
        ),
        gettext_noop("Clearly less than in the own month before. Days agreed as free do not count."),
    ),
    "no_contact": SignalText(
        gettext_noop("No contact for %(days)s days."),
        gettext_noop("Weeks without contact that the route model allows in this phase: %(weeks)s."),
    ),
    "checklist_incomplete": SignalText(
        gettext_noop("Papers still missing: %(count)s of %(total)s."),
        gettext_noop("They should be complete this week, says the route model."),
    ),
    "dismissal_unknown": SignalText(
        gettext_noop("Dismissal date not known for %(days)s days."),
        gettext_noop("Somebody who knows the date can plan."),
    ),
    "dismissal_near": SignalText(
        gettext_noop("Dismissal on %(day)s, and no plan yet."),
        gettext_noop("The dismissal date is near and no plan was recorded."),
    ),
    "no_holder": SignalText(
        gettext_noop("The holder is absent since %(since)s."),
        gettext_noop("After %(workdays)s working days somebody else takes over, and the person hears who."),
    ),
    "contract_ending": SignalText(
        gettext_noop("The contract ends on %(ends_on)s. Nothing is agreed for afterwards."),
        gettext_noop("From %(step)s weeks before the end the route model asks what comes next."),
    ),
    "contract_ended": SignalText(
        gettext_noop("The contract ended on %(ends_on)s. Nothing is recorded about afterwards."),
        gettext_noop("Somebody should know how things stand."),
    ),
    "legal_maximum": SignalText(
        gettext_noop("A %(kind)s may last %(months)s months: until %(day)s. What follows is not agreed."),
        gettext_noop("More than %(percent)s%% of the legal term has passed. Source: %(source)s."),
    ),
    "suspension_contact": SignalText(
        gettext_noop("Away for a while, and no contact for %(days)s days."),
        gettext_noop("Weeks without contact that the route model allows while somebody is away: %(weeks)s."),
    ),
    "suspension_return": SignalText(
        gettext_noop("Would be back on %(day)s."),
        gettext_noop("Only %(grace)s weeks after that day the route model speaks of stopping."),
    ),
    "suspension_long": SignalText(
        gettext_noop("Away since %(since)s. That may last until %(day)s."),
        gettext_noop("The longest time away that the route model allows is %(weeks)s weeks."),
    ),
    "progress_talk_due": SignalText(
        gettext_noop("Both say how it goes: three months were over on %(day)s."),
        gettext_noop("Every three months participant and professional each say how it goes."),
    ),
    "handover_send": SignalText(
        gettext_noop("The handover to %(other)s is written but not sent."),
        gettext_noop("You coordinate until somebody takes over."),
    ),
    "handover_first_contact": SignalText(
        gettext_noop("Taken over from %(other)s: the first contact is still to come."),
        gettext_noop("Whoever takes over makes contact before the day agreed in the programme."),
    ),
    "handover_report": SignalText(
        gettext_noop("%(other)s waits to hear how it goes."),
        gettext_noop("Who handed somebody over hears what came of it."),
    ),
    "handover_read": SignalText(
        gettext_noop("%(other)s told how it goes after the handover."),
        gettext_noop("Once you have read it the handover is done."),
    ),
    "fact_missing": SignalText(
        gettext_noop("Still missing: %(fact)s."),
        gettext_noop("The next step needs it, says the route model."),
    ),
    "agreement_open": SignalText(
        gettext_noop("Still to be supplied: %(fact)s."),
        gettext_noop("%(confirmed_by)s confirmed that it could start without: %(reason)s"),
    ),
    "agreement_expired": SignalText(
        gettext_noop("Should have been supplied by now: %(fact)s."),
        gettext_noop("%(confirmed_by)s confirmed that it could start without, and that term is over: %(reason)s"),
    ),
    "observation_due": SignalText(
        gettext_noop("Find out how things stand: %(observation)s."),
        gettext_noop("The route model asks how things stand at this moment."),
    ),
    "observation_unknown": SignalText(
        gettext_noop("How things stand is still unknown: %(observation)s. Attempts: %(attempts)s."),
        gettext_noop("Unknown is an answer with an owner until it is solved."),
    ),
    "referrer_unanswered": SignalText(
        gettext_noop("%(referrer)s has not heard the outcome yet: %(outcome)s."),
        gettext_noop("Every referrer hears what became of a nomination."),
    ),
    "no_next_step": SignalText(
        gettext_noop("Has no next step since %(since)s."),
        gettext_noop("Nobody should be out of sight."),
    ),
    "places_short": SignalText(
        gettext_noop("Places still to find: %(short)s. There are %(seats)s seats and %(backed)s places."),
        gettext_noop("By this day every seat should be backed by a place, says the route model."),
    ),
}

ACTS: Mapping[str, str] = {
    "call_today": gettext_noop("Call today"),
    "talk_about_attendance": gettext_noop("Ask how it goes"),
    "make_contact": gettext_noop("Make contact"),
    "complete_checklist": gettext_noop("See the list"),
    "ask_dismissal_date": gettext_noop("Ask for the date"),
    "make_plan": gettext_noop("Make a plan"),
    "reassign": gettext_noop("Find another holder"),
    "talk_about_what_next": gettext_noop("What comes next?"),
    "ask_return": gettext_noop("Ask about coming back"),
    "decide_suspension": gettext_noop("Decide together how to go on"),
    "hold_talk": gettext_noop("Hold the talk"),
    "see_handover": gettext_noop("See the handover"),
    "supply_fact": gettext_noop("Supply it"),
    "find_out": gettext_noop("Find out"),
    "tell_referrer": gettext_noop("Tell the referrer"),
    "choose_next_step": gettext_noop("Choose a step"),
    "find_places": gettext_noop("Find places or make the round smaller"),
}

WHY_THIS_ORDER = gettext_noop(
    "First what was promised for today itself, then by the day that was promised or is set by law."
)
