"""What the refusals of this app say, and what is wrong with a file, a column or a cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from doorstroom.demand.models import Place
from doorstroom.imports.domain import messages
from doorstroom.imports.domain.comparison import ChangedBy
from doorstroom.imports.domain.field_names import FIELD_NAMES
from doorstroom.imports.domain.legend import STATUSES
from doorstroom.imports.domain.messages import Description, describe, describe_file
from doorstroom.imports.domain.problems import FileError, Problem, Severity
from doorstroom.participants.models import EducationLevel, IncomeSource, TravelMode

REFUSALS = {
    **{
        code: format_lazy("{} {}", gettext_lazy(text.what), gettext_lazy(text.repair))
        for code, text in messages.FILES.items()
    },
    "may_not_import": _(
        "You cannot bring in this kind of file for %(partner)s. Its own caseworker, account manager or school"
        " coordinator does, or the programme manager of the round."
    ),
    "not_in_this_state": _("This delivery is %(state)s; this can no longer be done. Deliver the file again."),
    "file_is_gone": _("The file is no longer kept. Deliver it again."),
    "nothing_to_apply": _("No row can be taken over yet. Repair a row in the grid first."),
    "list_needed": _("Choose the list of the employer for which these people come. Write it down first if it is new."),
    "list_not_found": _("There is no list of a sending employer with number %(number)s."),
    "column_not_there": _("There is no column “%(column)s” in this file."),
    "row_not_there": _("Row %(row)s is not in this file."),
    "nothing_to_choose": _("In row %(row)s there is nothing to choose about “%(field)s”. Look at the delivery again."),
    "nothing_to_return": _(
        "No delivery of %(partner)s was applied for this round, so there is no register to give back."
    ),
    "row_not_held": _("Nothing has to be judged in row %(row)s."),
    "field_not_known": _("“%(field)s” is not something a column can mean. Choose from the list."),
    "no_agreement": _(
        "No agreement in force lets %(partner)s keep the names and progress of participants. Ask the privacy officer"
        " to approve such a line."
    ),
    "nobody_known": _(
        "Nobody in this list was found in %(round)s. Choose the right round, or add the people to it first."
    ),
    "no_day_planned": _("None of these days is in the calendar of these people. Choose the right round."),
    "built_on_since": _(
        "This can no longer be undone as a whole: after it, %(number)s things were written or changed. They are of:"
        " %(names)s. Take those back first, or correct what is wrong in the files themselves."
    ),
    "round_not_found": _("There is no round “%(round)s”. Rounds: %(rounds)s."),
    "partner_not_found": _("There is no organisation “%(partner)s”. Write its name in full."),
    "user_not_found": _("Nobody with the e-mail address “%(user)s” brings in this kind of file for %(partner)s."),
    "user_needed": _("Say who applies this: --as E-MAIL. %(partner)s has nobody who is known to do it."),
    "batch_not_found": _("There is no delivery %(batch)s."),
    "target_missing": _("Say which file, or which delivery is to be undone."),
}

SEVERITIES = {
    Severity.REFUSED: _("refused: the row is not taken over"),
    Severity.WARNING: _("taken over, with a remark"),
    Severity.DUPLICATE: _("held until somebody has looked"),
    Severity.OPEN: _("open: wait for the partner's answer"),
}
STATUS_NAMES = {
    "present": _("present"), "late": _("late"), "sick": _("reported sick"), "excused": _("absent with notice"),
    "absent": _("absent without notice"), "not_planned": _("no lesson"),
}  # fmt: skip
LEFT_OUT = {
    "contact": _("contact details: no approved line lets the partner keep them"),
    "profile": _("education, languages and availability: no approved line lets the partner keep them"),
    "income": _("income: no approved line lets the partner keep it"),
    "identity": _("citizen numbers: no approved line lets the partner keep them"),
    "kept_here": _("days of which what stands here stays, because nobody chose what the partner says"),
    "day_not_planned": _("days that are not in the person's calendar"),
    "offered": _("people who stood on this list already; their answer and day of dismissal stay"),
    "award_known": _("awards that were known already, or stood twice in the file"),
}

FACTS = {
    "given_name": _("first name"), "infix": _("name prefix"), "family_name": _("family name"),
    "birth_date": _("date of birth"), "phone": _("telephone"), "email": _("e-mail"), "street": _("street and number"),
    "postcode": _("postcode"), "place": _("town"), "education": _("education"), "licences": _("driving licence"),
    "travel_modes": _("travels by"), "hours_minimum": _("hours a week, at least"),
    "hours_maximum": _("hours a week, at most"), "available_from": _("available from"),
    "listening": _("Dutch: listening"), "speaking": _("Dutch: speaking"), "reading": _("Dutch: reading"),
    "writing": _("Dutch: writing"), "income": _("income"),
    "occupation": _("occupation"), "number": _("number of places"), "weekdays": _("days of the week"),
    "hours": _("hours a week"), "starts_from": _("first day of work"), "accredited": _("training company"),
    "tasks": _("tasks"), "requirements": _("what is asked"), "site": _("site"), "contact": _("contact"),
}  # fmt: skip
COUNTED = {
    "participants": {
        "new": _("New people"), "known": _("Known people"), "filled": _("Fields filled that were empty here"),
    },
    "places": {
        "new": _("New places"), "known": _("Known places"), "filled": _("Fields filled that were empty here"),
    },
    "attendance": {"known": _("Lines about people of this round"), "filled": _("Days not recorded here yet")},
}  # fmt: skip
CODED = {
    "education": EducationLevel,
    "income": IncomeSource,
    "travel_modes": TravelMode,
    "accredited": Place.Accredited,
}
CHANGED_BY = {
    ChangedBy.PARTNER: _("changed by the partner"),
    ChangedBy.BOTH: _("changed by the partner and here"),
    ChangedBy.HERE: _("changed here; the partner does not know it yet"),
}


def fact_name(name: str) -> str:
    """What a field is called; the fields of an attendance list are days."""
    return str(FACTS[name]) if name in FACTS else date_format(date.fromisoformat(name), "l j F Y")


def fact_in_words(name: str, text: str) -> str:
    """A kept value as a person reads it."""
    if not text:
        return gettext("nothing")
    if name not in FACTS:
        return str(STATUS_NAMES[text])
    if name in ("birth_date", "available_from", "starts_from"):
        return date_format(date.fromisoformat(text), "j F Y")
    if text == "-":
        return gettext("none")
    if name == "weekdays":
        return ", ".join(str(WEEKDAYS[int(day)]) for day in text.split(", "))
    if choices := CODED.get(name):
        return ", ".join(str(choices(code).label) for code in text.split(", "))
    return text


def problem_in_words(problem: Problem | Mapping[str, Any]) -> Description:
    if not isinstance(problem, Problem):
        problem = Problem(**{**problem, "severity": Severity(problem["severity"])})
    return describe(problem, gettext)


def file_in_words(error: FileError) -> str:
    found = describe_file(error, gettext)
    return f"{found.what} {found.repair}"


def field_name(code: str) -> str:
    return gettext(FIELD_NAMES[code]) if code else gettext("leave out")


def column_reason(code: str) -> str:
    return gettext(messages.COLUMN_REASONS[code])


def passed_over_reason(code: str) -> str:
    return gettext(messages.PASSED_OVER[code])


def mark_choices() -> list[tuple[str, str]]:
    return [(status, str(STATUS_NAMES[status])) for status in STATUSES]
