"""What signals say on a page, with the model's own words for papers, facts and moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.kernel.errors import DomainError
from doorstroom.learning.models import Attendance
from doorstroom.placements.models import InstrumentTerm, Placement
from doorstroom.programmes.domain.route_model import Checklist, ChecklistItem, Guard, Observation, RouteModel
from doorstroom.signals.domain.messages import ACTS, INSTEAD, SIGNALS
from doorstroom.signals.domain.signal import Signal, SubjectKind

REFUSALS = {
    "may_not_set_promises": _("The functional administrator sets what the partnership promises. Ask her or him."),
    "promise_in_the_past": _(
        "What was promised in the past stays as it was, so that a list of then can be explained."
        " Choose %(day)s or later."
    ),
    "promise_reason_needed": _("Write who decided this and when, so that a colleague can find it."),
    "may_not_put_aside": _("In your role you have no list of people. Ask the coordinating holder."),
    "reason_needed": _("Write why this can wait; a colleague who takes over must understand it."),
    "day_out_of_range": _("Choose a day from %(first)s to %(latest)s. Later, look again whether it can still wait."),
    "not_on_the_list": _("This does not stand on your list any more: it was settled, or the file was closed to you."),
}


KINDS = {
    "no_show_today": _("not there today"), "attendance_below": _("many days missed"),
    "attendance_drop": _("fewer days than before"), "no_contact": _("no contact"),
    "checklist_incomplete": _("papers missing"), "dismissal_unknown": _("dismissal date not known"),
    "dismissal_near": _("dismissal near"), "no_holder": _("holder absent"), "holder_left": _("holder gone"),
    "suspension_contact": _("no contact while away"), "suspension_return": _("day of coming back"),
    "suspension_long": _("away for long"), "contract_ending": _("contract ends"),
    "contract_ended": _("contract ended"), "legal_maximum": _("legal term nears its end"),
    "fact_missing": _("fact missing before a step"), "agreement_open": _("agreement let pass"),
    "agreement_expired": _("agreement let pass for too long"), "observation_due": _("look back due"),
    "observation_unknown": _("look back unknown"),
    "progress_talk_due": _("talk of three months"), "no_next_step": _("no next step"),
    "first_contact": _("first contact"),
    "sheet_review": _("look back at an offer sheet"),
    "instrument_deadline": _("day of a subsidy, coach or grant"),
    "instrument_late": _("day of a subsidy or coach over"),
}  # fmt: skip
"""Each kind of signal about a person in a few words."""

PROMISED = {
    "remind_days": (_("Show a promise so many days before its day"), 1, 60),
    "attendance_talk_days": (_("Days within which somebody talks with a person who misses many days"), 1, 60),
    "next_step_days": (_("Days within which everybody has a next step"), 1, 60),
    "progress_talk_days": (_("Days within which the talk of every three months is held"), 1, 60),
    "legal_term_percent": (
        _("Part of the legal term of a placement after which one asks what follows, in percent"),
        1,
        100,
    ),
    "sheet_review_days": (_("Days after its day within which one looks back at an offer sheet"), 0, 60),
    "instrument_days": (_("Days ahead from which the last day of a subsidy, coach or grant is told"), 1, 180),
    "instrument_last_days": (_("Days before that last day from which who guides hears it too"), 0, 60),
    "second_owner_days": (_("Days within which an issue has a second owner"), 1, 365),
    "double_days": (_("Days within which possible doubles are compared"), 1, 365),
    "drift_points": (_("Points by which the share of a target group may fall between coming and starting"), 1, 100),
    "weekly_percent": (
        _("Share acted on in time below which a kind of signal is shown once a week, in percent"),
        1,
        100,
    ),
    "unknown_days": (_("Days within which an unknown destination is found out"), 1, 365),
}
"""Each promise in words, with the least and the most that can be set."""


UNNAMED = {
    SubjectKind.LOG_REVIEW: _("Review of the log"),
    SubjectKind.FILE_REQUEST: _("File outside the own view"),
    SubjectKind.DOUBLES: _("Doubles"),
}


def title_of(kind: SubjectKind, title: str) -> str:
    """What the partnership is asked about: the name it has, else what it is."""
    return title or str(UNNAMED[kind])


def refusal(error: DomainError) -> str:
    """The sentence of a refusal, with its days as people write them."""
    return str(REFUSALS[error.code]) % shown(error.params, None)


@dataclass(frozen=True)
class Told:
    """`says` is what happened, `why` the rule behind it, `act` what is expected."""

    code: str
    says: str
    why: str
    act: str
    urgent: bool


def told(signal: Signal, model: RouteModel | None, *, on: date) -> Told:
    """A signal in the language of the page; urgent is what was promised for today or before."""
    text, params = SIGNALS[signal.code], shown(signal.params, model)
    return Told(
        code=signal.code,
        says=gettext(text.says) % params,
        why=" ".join([gettext(text.why) % params, *([gettext(INSTEAD)] if signal.instead else [])]),
        act=gettext(ACTS[signal.expected_act]),
        urgent=signal.same_day or signal.due_on <= on,
    )


def shown(params: Mapping[str, Any], model: RouteModel | None) -> dict[str, str]:
    return {name: _shown(name, value, model) for name, value in params.items()}


def _shown(name: str, value: Any, model: RouteModel | None) -> str:
    match value:
        case date() if name == "month":
            return date_format(value, "F Y")
        case date():
            return date_format(value, "j F")
        case time():
            return time_format(value)
        case tuple():
            return ", ".join(_shown("fact", each, model) for each in value)
        case str() if name == "activity":
            return str(dict(Attendance.Activity.choices).get(value, value))
        case str() if name == "kind":
            return str(dict(Placement.Kind.choices).get(value, value))
        case str() if name == "instrument":
            return str(dict(InstrumentTerm.Kind.choices).get(value, value))
        case str() if name == "act":
            return str(dict(InstrumentTerm.Act.choices).get(value, value))
        case str() if name in ("fact", "observation", "checklist"):
            return named(value, model)
    return str(value)


def named(code: str, model: RouteModel | None) -> str:
    """A guard, paper or moment in the words of its model; its own code where the model has no such thing."""
    if model is None:
        return code
    items = (item for checklist in model.checklists for item in checklist.items)
    things: tuple[Guard | Observation | Checklist | ChecklistItem, ...] = (
        *model.guards, *model.observations, *model.checklists, *items,
    )  # fmt: skip
    language = get_language() or "nl"
    return next((thing.name.text(language) for thing in things if thing.code == code), code)


COUNTS = (_("none"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"),
          _("ten"), _("eleven"), _("twelve"))  # fmt: skip


def in_words(number: int) -> str:
    """A number as it is read in a sentence: up to twelve in letters."""
    return str(COUNTS[number]) if number < len(COUNTS) else str(number)
