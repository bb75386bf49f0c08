"""What the log review says on a page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from doorstroom.kernel.errors import DomainError
from doorstroom.oversight.domain.review import Verdict

VERDICTS = {
    Verdict.IN_ORDER.value: _("In order: the look belonged to the work"),
    Verdict.EXPLAINED.value: _("Odd, but explained"),
    Verdict.UNLAWFUL.value: _("There was no ground for this look"),
}
EMERGENCY_VERDICTS = {
    Verdict.IN_ORDER.value: _("Yes: the file was needed at once"),
    Verdict.EXPLAINED.value: _("It could have waited, but is explained"),
    Verdict.UNLAWFUL.value: _("No: there was no ground; the file closes now"),
}
RULES = {
    "no_relation": _("People looked at without a relation to them: %(counted)s"),
    "volume": _("Looked at %(counted)s people in one day, usual is at most %(limit)s"),
    "night": _("Looked at %(counted)s people between 22:00 and 06:00"),
    "tries": _("Tried %(counted)s addresses that do not exist for this role"),
    "exports": _("Took %(counted)s exports in one day"),
    "sample": _("Drawn by lot"),
}
REFUSALS = {
    "may_not_review": _("Only the privacy officer reviews the log. Ask the privacy officer of your organisation."),
    "no_such_item": _("This stands in no review of your organisation. Go back to the list."),
    "reason_needed": _("Write whom you asked and what the ground was."),
    "signed_already": _("This month was signed; what was judged stays as it is."),
    "works_council_missing": _("First write down what the works council decided: without it looks are not reviewed."),
    "may_not_ask": _("Caseworkers and job coaches ask for a file. Ask one of them."),
    "no_line_for_files": _(
        "No agreement lets your organisation see participants, so no file can be opened. Ask the lead partner."
    ),
    "emergency_says_too_little": _(
        "Write what is happening, in %(least)s letters at least: the privacy officer reads it, and so may the person."
    ),
    "too_many_tries": _(
        "%(tries)s times today nobody was found, so this stops until tomorrow. Call the privacy officer if it cannot"
        " wait."
    ),
    "open_too_long": _("A file is opened for 1 to %(most)s days."),
    "no_such_request": _("This request is answered already, or not yours to answer. Go back to the list."),
    "basis_needed": _("Write the ground: the law or task on which you decide."),
    "items_open": _("%(open)s rows still wait for a judgement. Judge them, then sign."),
}


def refusal(error: DomainError) -> str:
    return str(REFUSALS[error.code]) % error.params
