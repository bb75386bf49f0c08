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


INSTEAD = gettext_noop("You hear this because nobody is there of those who lead the programme.")

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
    "first_contact": SignalText(
        gettext_noop("Registered on %(since)s, and nobody has made contact yet."),
        gettext_noop("Working days within which the route model promises the first contact: %(workdays)s."),
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
    "holder_left": SignalText(
        gettext_noop("The holder no longer works here since %(since)s."),
        gettext_noop("Somebody else takes over, and the person hears who."),
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
    "sheet_review": SignalText(
        gettext_noop("Look back with %(employer)s on what both promised: %(day)s."),
        gettext_noop("Four weeks after the start both sides say whether they kept their word."),
    ),
    "instrument_deadline": SignalText(
        gettext_noop("At %(employer)s, %(instrument)s: %(act)s, %(day)s at the latest."),
        gettext_noop("After that day it is lost. From %(days)s days ahead somebody is told; the employer sees it too."),
    ),
    "instrument_late": SignalText(
        gettext_noop("At %(employer)s, %(instrument)s: the day to %(act)s was %(day)s."),
        gettext_noop("Ask whether it can still be done, or write down that it was done."),
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
        gettext_noop("Still to be supplied by %(day)s: %(fact)s."),
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
    "no_next_step": SignalText(
        gettext_noop("Has no next step since %(since)s."),
        gettext_noop("Nobody should be out of sight."),
    ),
    "places_short": SignalText(
        gettext_noop("Places still to find: %(short)s. There are %(seats)s seats and %(backed)s places."),
        gettext_noop("By this day every seat should be backed by a place, says the route model."),
    ),
    "commitment_lagging": SignalText(
        gettext_noop("%(owner)s promised %(target)s and is at %(value)s; at an even pace it would be %(by_now)s."),
        gettext_noop("From half of its time on a promise with less than half of an even pace is talked about."),
    ),
    "commitment_unknown": SignalText(
        gettext_noop("%(owner)s promised %(target)s. Nobody wrote down how far it is."),
        gettext_noop("From half of its time on somebody asks: not written down is not the same as not done."),
    ),
    "commitment_missed": SignalText(
        gettext_noop("%(owner)s promised %(target)s by %(day)s; there were %(value)s."),
        gettext_noop("The day of this promise has passed. The partners say what follows."),
    ),
    "agreement_ending": SignalText(
        gettext_noop("Ends in %(days)s days, and no next version was signed."),
        gettext_noop("In its last 120 days the partners decide what follows. At its end it opens no data any more."),
    ),
    "issue_one_owner": SignalText(
        gettext_noop("Only %(owner)s owns this issue. %(short)s people are short."),
        gettext_noop("Two organisations at least adopt an issue; the second is found within %(days)s days."),
    ),
    "issue_owner_alone": SignalText(
        gettext_noop("Only %(owner)s owns this issue. How many people are short is not known yet."),
        gettext_noop("Two organisations at least adopt an issue; the second is found within %(days)s days."),
    ),
    "issue_no_owner": SignalText(
        gettext_noop("No organisation owns this issue yet."),
        gettext_noop("Two organisations at least adopt an issue; the second is found within %(days)s days."),
    ),
    "action_overdue": SignalText(
        gettext_noop("Was to be done by %(day)s; nobody wrote down what came of it."),
        gettext_noop("The own organisation took this on. It stands here until its result is written down."),
    ),
    "tie_dormant": SignalText(
        gettext_noop("The last contact about “%(topic)s” was on %(day)s."),
        gettext_noop("After half a year without contact people have changed jobs and answer slowly."),
    ),
    "place_otherwise": SignalText(
        gettext_noop("This work was described anew on %(day)s. The place at %(employer)s reads otherwise."),
        gettext_noop("What a site offers is its own word: ask, and say whether it follows or stays as it is."),
    ),
    "group_drift": SignalText(
        gettext_noop(
            "Far from work, as the approach says: %(far_before)s of the %(before)s people referred in the last year, "
            "and %(far_after)s of the %(after)s who were selected."
        ),
        gettext_noop("That is at least %(points)s points less. Look at the criteria together, not at people."),
    ),
    "outcome_unknown": SignalText(
        gettext_noop("People who left in the last year, and nobody knows where to: %(people)s."),
        gettext_noop("Not known is solved within %(days)s days; until then every figure carries it."),
    ),
    "evidence_missing": SignalText(
        gettext_noop("ESF+: starts that are not recorded: %(starts)s; leavings: %(leavings)s."),
        gettext_noop("A start is recorded on its day, leaving within four weeks; without them nobody counts."),
    ),
    "odd_access": SignalText(
        gettext_noop(
            "%(open)s rows of the log of %(month)s wait for a judgement, %(odd)s of them because a rule spoke."
        ),
        gettext_noop("A month is judged within three weeks after it is over. A finding is a question, not a verdict."),
    ),
    "file_asked": SignalText(
        gettext_noop("%(who)s asks for a file outside the own view."),
        gettext_noop("The privacy officer of the lead partner decides, with the ground."),
    ),
    "file_emergency": SignalText(
        gettext_noop("%(who)s opened a file in an emergency on %(opened)s."),
        gettext_noop("An emergency is judged within five working days."),
    ),
    "annex_waiting": SignalText(
        gettext_noop("Lines of the data annex that wait for a privacy officer: %(lines)s."),
        gettext_noop("A line opens nothing until it was judged."),
    ),
    "doubles_waiting": SignalText(
        gettext_noop("Pairs of files that may be one person: %(pairs)s."),
        gettext_noop("They are compared within %(days)s days, so that nobody tells a story twice."),
    ),
}

ACTS: Mapping[str, str] = {
    "call_today": gettext_noop("Call today"),
    "reassign": gettext_noop("Find another holder"),
    "make_contact": gettext_noop("Make contact"),
    "talk_about_attendance": gettext_noop("Ask how it goes"),
    "ask_return": gettext_noop("Ask about coming back"),
    "ask_dismissal_date": gettext_noop("Ask for the date"),
    "make_plan": gettext_noop("Make a plan"),
    "talk_about_what_next": gettext_noop("What comes next?"),
    "see_instrument": gettext_noop("Arrange it"),
    "see_handover": gettext_noop("See the handover"),
    "supply_fact": gettext_noop("Supply it"),
    "complete_checklist": gettext_noop("See the list"),
    "decide_suspension": gettext_noop("Decide together how to go on"),
    "review_sheet": gettext_noop("Look back together"),
    "hold_talk": gettext_noop("Hold the talk"),
    "find_out": gettext_noop("Find out"),
    "choose_next_step": gettext_noop("Choose a step"),
    "find_places": gettext_noop("Find places or make the round smaller"),
    "talk_at_table": gettext_noop("Talk about it"),
    "write_progress": gettext_noop("Write down how far it is"),
    "see_agreement": gettext_noop("See the agreement"),
    "find_owner": gettext_noop("Find a second owner"),
    "compare_place": gettext_noop("See what differs"),
    "write_result": gettext_noop("Write down what came of it"),
    "review_criteria": gettext_noop("See who gets in"),
    "find_outcomes": gettext_noop("See what is not known"),
    "record_evidence": gettext_noop("See what is missing"),
    "judge_log": gettext_noop("Judge the log"),
    "answer_file": gettext_noop("Answer"),
    "judge_annex": gettext_noop("Judge the lines"),
    "compare_files": gettext_noop("Compare the files"),
}
"""In the order in which they stand on a list when their day is the same: first whom one speaks."""

WHY_THIS_ORDER = gettext_noop(
    "First what was promised for today itself, then by the day that was promised or is set by law."
)
ON_ONE_DAY = gettext_noop(
    "What asks the same of you on one day stands together, beginning with whom you call; there, who was registered "
    "first stands first."
)
