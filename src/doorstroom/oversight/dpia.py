"""The annex to the data protection impact assessment (GDPR 35.7): what can go wrong for a participant, what holds it
here, and how often it came to that in the last twelve months. Needs a system scope; nothing in it names anybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from doorstroom.oversight.domain.review import Verdict
from doorstroom.oversight.models import FileRequest, HelpdeskAccess, LegalHold, Review
from doorstroom.participants.access import restrictions_in_force
from doorstroom.participants.models import CorrectionRequest
from doorstroom.programmes.domain.norms import add_months


def risks(*, on: date, lines: int, retention: Iterable[Any]) -> list[tuple[str, str, str]]:
    """Risk, measure, and what was counted; `lines` is how many lines of agreements are open today."""
    since = add_months(on, -12)
    month = Review.objects.filter(month__gte=since)
    reviews = month.aggregate(
        made=Count("pk", distinct=True), signed=Count("pk", distinct=True, filter=Q(signed_at__isnull=False)),
        unlawful=Count("items", filter=Q(items__verdict=Verdict.UNLAWFUL)),
    )  # fmt: skip
    requests = FileRequest.objects.filter(asked_at__date__gte=since)
    emergencies = requests.filter(kind=FileRequest.Kind.EMERGENCY)
    helpdesk = HelpdeskAccess.objects.filter(asked_at__date__gte=since)
    remarks = CorrectionRequest.objects.filter(asked_at__date__gte=since)
    held = LegalHold.objects.filter(lifted_on=None, last_day__gte=on)
    return [
        (_("More people open a file than need it"),
         _("Agreement in force, approved line and relation together; both layers ask them"),
         _("open lines: %(n)s") % {"n": lines}),
        (_("Somebody looks without a ground"),
         _("Each look in the log and shown to the participant; a review each month"),
         _("reviews: %(made)s, signed: %(signed)s, looks without a ground: %(unlawful)s") % reviews),
        (_("A file is opened outside the rules"),
         _("A request is decided on a ground; an emergency lasts a day and is judged"),
         _("requests: %(n)s, emergencies: %(emergencies)s, of those without a ground: %(unlawful)s")
         % {"n": requests.count(), "emergencies": emergencies.count(),
            "unlawful": emergencies.filter(verdict=Verdict.UNLAWFUL).count()}),
        (_("Who keeps the system looks along"),
         _("One file for some hours, after the organisation said yes; to read, and reviewed"),
         _("asked: %(n)s, opened: %(opened)s")
         % {"n": helpdesk.count(), "opened": helpdesk.filter(agreed=True).count()}),
        (_("Somebody she knows works at a partner"),
         _("A restricted file opens only to who is named"),
         _("restricted now: %(n)s") % {"n": restrictions_in_force(on).count()}),
        (_("Data stay longer than needed"),
         _("Terms that let go every night; a hold keeps evidence alone"),
         _("past their term now: %(due)s, held: %(held)s")
         % {"due": sum(rule.due(on=on).count() for rule in retention), "held": held.count()}),
        (_("What is recorded about her is wrong"),
         _("“This is not right” on her own page; who answers stands with it"),
         _("said: %(n)s, not answered yet: %(open)s")
         % {"n": remarks.count(), "open": remarks.filter(answered_at=None).count()}),
    ]  # fmt: skip
