"""The sentence behind each reason and repair; English sources, translated and filled by the interface.

Before filling, the interface puts the words of its own vocabulary in the place of codes: a way of travelling from
`MODES`, days, levels, tasks and concepts. No sentence says "score", "rank" or "x of y requirements".
"""

from __future__ import annotations

from collections.abc import Mapping


def gettext_noop(message: str) -> str:
    """Marks a source sentence for the catalogue; translating is the interface's work."""
    return message


REASONS: Mapping[str, str] = {
    "travel_met": gettext_noop("About %(minutes)s minutes %(mode)s, within the person's own limit."),
    "travel_failed": gettext_noop(
        "About %(minutes)s minutes %(mode)s; the person's own limit is %(limit_minutes)s minutes."
    ),
    "travel_failed_kilometres": gettext_noop(
        "About %(kilometres)s km %(mode)s; the person's own limit is %(limit_kilometres)s km."
    ),
    "travel_unknown": gettext_noop("The journey is not known yet."),
    "days_met": gettext_noop("The days of this place can be worked: %(days)s."),
    "days_failed": gettext_noop("The place asks %(days)s; %(missing)s cannot be worked."),
    "days_unknown": gettext_noop("It is not known yet which days can be worked."),
    "hours_met": gettext_noop("%(minimum)s to %(maximum)s hours a week suit both sides."),
    "hours_same": gettext_noop("%(minimum)s hours a week suit both sides."),
    "hours_too_few": gettext_noop("The place offers at most %(offered)s hours a week; at least %(own)s are wanted."),
    "hours_too_many": gettext_noop("The place asks at least %(offered)s hours a week; at most %(own)s can be worked."),
    "hours_unknown": gettext_noop("The hours a week are not known yet."),
    "start_met": gettext_noop("Can start from %(day)s."),
    "start_passed": gettext_noop("The start of this place was before %(last)s and is over."),
    "start_too_early": gettext_noop("The place starts from %(place_from)s; the person can start from %(person_from)s."),
    "start_too_late": gettext_noop(
        "The place starts only from %(place_from)s; the person can start from %(person_from)s."
    ),
    "start_unknown": gettext_noop("The day of starting is not known yet."),
    "language_met": gettext_noop("Language at work, %(code)s: level %(level)s is there."),
    "language_failed": gettext_noop("Language at work, %(code)s: level %(level)s is needed on the first day."),
    "language_to_learn": gettext_noop("Language at work, %(code)s: level %(level)s can be learnt at work."),
    "language_unknown": gettext_noop("Language at work, %(code)s: the level is not known yet; %(level)s is asked."),
    "education_met": gettext_noop("The education asked (%(level)s) is there."),
    "education_failed": gettext_noop("Education at level %(level)s is needed on the first day."),
    "education_to_learn": gettext_noop("Education at level %(level)s can be reached while working."),
    "education_unknown": gettext_noop("The level of education is not known yet; %(level)s is asked."),
    "licence_met": gettext_noop("%(code)s is there and valid on the first day."),
    "licence_failed": gettext_noop("%(code)s is needed and valid on the first day."),
    "licence_to_learn": gettext_noop("%(code)s can be obtained while working."),
    "licence_unknown": gettext_noop("It is not known yet whether %(code)s is there."),
    "shift_met": gettext_noop("Can work this shift: %(code)s."),
    "shift_failed": gettext_noop("The place asks this shift, which cannot be worked: %(code)s."),
    "shift_to_learn": gettext_noop("This shift can be agreed later: %(code)s."),
    "shift_unknown": gettext_noop("It is not known yet whether this shift can be worked: %(code)s."),
    "law_met": gettext_noop("The rules allow this work: %(code)s."),
    "law_failed": gettext_noop("The rules do not allow this work on the first day: %(code)s."),
    "law_to_learn": gettext_noop("The rules allow this work later: %(code)s."),
    "law_unknown": gettext_noop("It is not known yet whether the rules allow this work: %(code)s."),
    "physical_met": gettext_noop("The physical work can be done: %(code)s %(level)s."),
    "physical_failed": gettext_noop("The work asks %(code)s %(level)s; that is more than suits."),
    "physical_to_learn": gettext_noop("The work can grow towards %(code)s %(level)s."),
    "physical_unknown": gettext_noop("It is not known yet whether %(code)s %(level)s suits."),
    "skill_met": gettext_noop("Can already do: %(code)s."),
    "skill_failed": gettext_noop("Must be able to do on the first day: %(code)s."),
    "skill_to_learn": gettext_noop("Can be learnt here: %(code)s."),
    "skill_unknown": gettext_noop("It is not known yet whether this can be done: %(code)s."),
    "requirements_unknown": gettext_noop("The employer has not said yet what the work asks."),
    "adjustment_met": gettext_noop("The place offers: %(adjustment)s."),
    "adjustment_failed": gettext_noop("Works best with %(adjustment)s; the place does not offer it now."),
    "adjustment_unoffered": gettext_noop(
        "Works best with %(adjustment)s; it is not known yet whether the place offers it."
    ),
    "adjustment_unknown": gettext_noop("It was not asked yet what helps to work well."),
    "wish_met": gettext_noop("Own wish: %(wish)s."),
    "wish_unknown": gettext_noop("The own wishes, or the work of this place, are not known yet."),
}

REPAIRS: Mapping[str, str] = {
    "ask_person": gettext_noop("Ask the person."),
    "ask_employer": gettext_noop("Ask the employer."),
    "longer_journey": gettext_noop("A journey of %(minutes)s minutes (%(kilometres)s km), if the person wants that."),
    "other_transport": gettext_noop("Other transport: about %(minutes)s minutes %(mode)s."),
    "free_days": gettext_noop("Make %(count)s of these days free: %(days)s."),
    "other_days": gettext_noop("Ask the employer for other days; these can be worked: %(days)s."),
    "more_hours": gettext_noop("Work %(hours)s hours a week, if the person wants that."),
    "fewer_hours": gettext_noop("Work %(hours)s hours a week, if the person wants that."),
    "offer_more_hours": gettext_noop("Ask the employer for %(hours)s hours a week."),
    "offer_fewer_hours": gettext_noop("Ask the employer for %(hours)s hours a week."),
    "new_start": gettext_noop("Ask the employer for a new start, on or after %(day)s."),
    "start_with_place": gettext_noop("Start on %(day)s, when the place starts."),
    "start_with_person": gettext_noop("Ask the employer to start on %(day)s."),
    "reach_language": gettext_noop("Reach level %(level)s in the language at work, %(code)s."),
    "reach_education": gettext_noop("Reach education at level %(level)s, or have a diploma valued."),
    "obtain_licence": gettext_noop("Obtain or renew: %(code)s."),
    "learn_skill": gettext_noop("Learn before the start: %(code)s."),
    "rearrange_tasks": gettext_noop("Ask the employer to give these tasks to a colleague: %(tasks)s."),
    "aid_at_work": gettext_noop("Look for an aid or help from a colleague: %(code)s."),
    "learn_at_work": gettext_noop("Ask the employer whether it can be learnt at work."),
    "without_shift": gettext_noop("Ask the employer for work without this shift: %(code)s."),
    "other_work": gettext_noop("Ask the employer for work that the rules allow."),
    "discuss_adjustment": gettext_noop("Raise it with the employer, if the person agrees."),
}

WITHHELD = gettext_noop("There is something to talk about with the caseworker first.")
"""What a reader is told instead of a reason that is not for this reader."""

MODES: Mapping[str, str] = {
    "walking": gettext_noop("on foot"),
    "bicycle": gettext_noop("by bicycle"),
    "e_bike": gettext_noop("by e-bike"),
    "public_transport": gettext_noop("by public transport"),
    "car": gettext_noop("by car"),
}
