"""What the refusals of this app say, and how a difference between a vacancy and its places reads."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.demand.models import PlaceRequirement

REFUSALS = {
    "may_not_record_places": _(
        "An account manager, job coach or programme manager writes down places. Ask one of them."
    ),
    "may_not_talk": _(
        "A caseworker, job coach, account manager, school coordinator or programme manager notes contacts with"
        " employers."
    ),
    "talked_too_often": _(
        "%(names)s spoke with this employer in the last %(days)s days. Ask the account manager to pass your question"
        " on, or say why it cannot wait."
    ),
    "question_unreachable": _("Write a telephone number or an e-mail address, so that we can answer."),
    "answer_missing": _("Write what you answered, so that a colleague knows it too."),
    "already_answered": _("This question was answered already by %(name)s."),
    "not_an_account_manager": _("Choose somebody who acts as account manager today."),
    "place_without_number": _("Write down how many places there are: 1 or more."),
    "place_window_reversed": _("The start window ends on %(until)s, before it begins on %(begins)s."),
    "nothing_left_to_do": _("Every task stays with colleagues. Leave at least one for somebody new."),
    "task_not_named": _("“%(task)s” does not stand among the tasks. Write it in the same words, or add it there."),
    "fewer_than_taken": _(
        "Sites take %(taken)s people already. Ask for at least that many, or withdraw a place first."
    ),
    "vacancy_withdrawn": _("This was withdrawn on %(on)s. Describe the work anew when it is there again."),
    "vacancy_is_filled": _("Of the people wanted %(left)s are still to be placed. Take fewer, or describe more work."),
    "site_takes_already": _("%(site)s takes people for this work already. Withdraw that place to change the number."),
    "place_backs_seats": _(
        "This place carries %(seats)s seats of %(round)s. Withdraw them from the round first, or find other places."
    ),
    "requirement_needs_task": _(
        "Say for which task “%(requirement)s” is needed: a requirement without a task is only a wish."
    ),
    "may_not_write_processes": _(
        "School coordinators, programme managers and functional administrators write down work processes."
    ),
    "process_line_unread": _("“%(line)s” is not a code with a name. Write a line as: B1-K1-W1 Prepares food."),
    "process_list_empty": _("Write at least one line: the code, a space, and what it is."),
}


FOLLOWED = {
    "occupation": _("Work"), "work": _("Tasks"), "weekdays": _("Days"), "hours_per_week": _("Hours a week"),
    "starts_from": _("Can start from"), "conditions": _("What is offered"),
}  # fmt: skip
"""Each field in which a place can follow its vacancy."""


def spoken(field: str, value: Any) -> str:
    """The value of such a field as people write it."""
    if field == "work":
        tasks, asked = value
        wish, kind = gettext("a wish"), PlaceRequirement.Kind
        needs = sorted(f"{kind(each.kind).asked(each.value)} ({each.task or wish})" for each in asked)
        return "; ".join([*tasks, *needs])
    if field == "weekdays":
        return ", ".join(str(WEEKDAYS[day]) for day in value) or gettext("not said")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return (number_format(value) if field == "hours_per_week" and value else str(value or "")) or gettext("not said")
