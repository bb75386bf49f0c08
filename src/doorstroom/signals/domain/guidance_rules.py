"""Signals about being there and being seen: attendance, contact, holder, papers, next step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from doorstroom.learning.domain.attendance import attendance_dip, no_shows
from doorstroom.programmes.domain.norms import ChecklistState, ContactDue
from doorstroom.signals.domain.facts import PersonSituation, subject_of
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.signal import Addressee, Signal, workdays_after


def no_show_today(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """Until somebody has spoken with the person that day."""
    if person.last_contact_on == measure.today:
        return
    for day in no_shows(person.days, now=measure.now, limits=measure.limits):
        yield Signal(
            "no_show_today",
            subject_of(person),
            Addressee.COACH,
            measure.today,
            "call_today",
            {"activity": day.activity, "starts_at": day.starts_at},
            informed=(Addressee.CASE_HOLDER, Addressee.EMPLOYER),
            same_day=True,
        )


def dipping_attendance(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """Until somebody has spoken with the person since the last day that was missed."""
    days = measure.promises.attendance_talk_days
    dip = attendance_dip(person.days, on=measure.today, limits=measure.limits)
    if dip is None or days is None:
        return
    if person.last_contact_on is None or person.last_contact_on < dip.last_missed_on:
        yield Signal(
            "attendance_below" if dip.below else "attendance_drop",
            subject_of(person),
            Addressee.COACH,
            dip.last_missed_on + timedelta(days=days),
            "talk_about_attendance",
            {
                "missed": dip.recent.missed,
                "days": measure.limits.attendance_last_days,
                "attended_before": dip.before.attended,
                "days_before": dip.before.counted,
            },
        )


def no_contact(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """From the last day that keeps the norm, unless a contact is planned within one more norm.

    Phases may overlap: per role the strictest norm of the open phases counts.
    """
    strictest: dict[str, ContactDue] = {}
    for due in sorted(person.due.contacts if person.due else (), key=lambda contact: contact.due_on):
        strictest.setdefault(due.role, due)
    for due in strictest.values():
        planned = person.next_contact_on
        latest = due.due_on + timedelta(weeks=due.weeks)
        if due.due_on > measure.today or (planned is not None and measure.today <= planned <= latest):
            continue
        escalated = due.escalates_on is not None and due.escalates_on <= measure.today
        yield Signal(
            "no_contact",
            subject_of(person),
            due.role,
            due.due_on,
            "make_contact",
            {"since": due.since, "days": (measure.today - due.since).days, "weeks": due.weeks},
            informed=(Addressee.LEAD,) if escalated else (),
        )


def first_contact(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """Who registered hears somebody within the working days of the approach, unless a contact is planned."""
    since, limit = person.unheard_since, measure.limits.first_contact_workdays
    if since is None or limit is None:
        return
    promised, planned = workdays_after(since, limit, measure.holidays), person.next_contact_on
    if promised <= measure.today and not (planned and measure.today <= planned):
        params = {"since": since, "workdays": limit}
        yield Signal("first_contact", subject_of(person), Addressee.CASE_HOLDER, promised, "make_contact", params)


def incomplete_checklist(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """From the Monday of its week; promised for the last day of that week."""
    for due in person.due.checklists if person.due else ():
        if due.state not in (ChecklistState.DUE, ChecklistState.LATE):
            continue
        suppliers = tuple(dict.fromkeys(role for item in due.missing for role in item.supplied_by))
        yield Signal(
            "checklist_incomplete",
            subject_of(person),
            suppliers[0],
            due.late_on - timedelta(days=1),
            "complete_checklist",
            {
                "checklist": due.checklist.code,
                "missing": tuple(item.code for item in due.missing),
                "count": len(due.missing),
                "total": due.total,
            },
            informed=suppliers[1:],
        )


def no_holder(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """Who is gone does not come back: that is told at once, an absence after the days that it may last."""
    if person.holder_left_on is not None:
        left = person.holder_left_on
        yield Signal("holder_left", subject_of(person), Addressee.LEAD, left, "reassign", {"since": left})
        return
    limit = measure.limits.holder_absent_workdays
    if person.holder_absent_since is None or limit is None:
        return
    promised = workdays_after(person.holder_absent_since, limit, measure.holidays)
    if measure.today > promised:
        yield Signal(
            "no_holder",
            subject_of(person),
            Addressee.LEAD,
            promised,
            "reassign",
            {"since": person.holder_absent_since, "workdays": limit},
        )


def suspension(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """Who is away for a while is still spoken with, is expected back on a day, and is not away for ever."""
    away, limits = person.suspension, measure.limits
    if away is None:
        return
    about, holder = subject_of(person), Addressee.CASE_HOLDER
    if away.silent_since and limits.suspension_contact_weeks:
        due_on = away.silent_since + timedelta(weeks=limits.suspension_contact_weeks)
        planned = person.next_contact_on
        if due_on <= measure.today and not (planned and measure.today <= planned):
            since = {"since": away.silent_since, "days": (measure.today - away.silent_since).days}
            params = {**since, "weeks": limits.suspension_contact_weeks}
            yield Signal("suspension_contact", about, holder, due_on, "make_contact", params)
    if away.expected_back_on and away.expected_back_on <= measure.today:
        params = {"day": away.expected_back_on, "grace": limits.suspension_grace_weeks or 0}
        yield Signal("suspension_return", about, holder, away.expected_back_on, "ask_return", params)
    if limits.suspension_max_weeks:
        last = away.since + timedelta(weeks=limits.suspension_max_weeks)
        if measure.near(last):
            params = {"since": away.since, "day": last, "weeks": limits.suspension_max_weeks}
            yield Signal("suspension_long", about, holder, last, "decide_suspension", params)


def progress_talk(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """Both say how it goes; promised within the days after the three months are over."""
    due_on, days = person.talk_due_on, measure.promises.progress_talk_days
    if due_on is not None and days is not None and due_on <= measure.today:
        yield Signal(
            "progress_talk_due", subject_of(person), Addressee.CASE_HOLDER, due_on + timedelta(days=days),
            "hold_talk", {"day": due_on},
        )  # fmt: skip


def no_next_step(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """At once, because out of sight is what must not happen; the promise is to have one within the days."""
    since, limit = person.without_next_step_since, measure.promises.next_step_days
    if since is not None and limit is not None and since <= measure.today:
        yield Signal(
            "no_next_step",
            subject_of(person),
            Addressee.CASE_HOLDER,
            since + timedelta(days=limit),
            "choose_next_step",
            {"since": since, "days": (measure.today - since).days},
        )
