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
    "items_open": _("%(open)s rows still wait for a judgement. Judge them, then sign."),
}


def refusal(error: DomainError) -> str:
    return str(REFUSALS[error.code]) % error.params
