"""Makes and keeps the fairness report of a day."""

from __future__ import annotations

from dataclasses import asdict
from math import isfinite

from django.db import transaction

from doorstroom.accounts.access import is_system
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.matching.domain.errors import MatchingError
from doorstroom.matching.domain.fairness import Comparison, fairness_report
from doorstroom.matching.models import FairnessReport
from doorstroom.matching.selectors.fairness import fairness_cases
from doorstroom.matching.services.answers import rule_version


@transaction.atomic
def make_fairness_report(*, actor: Actor) -> FairnessReport:
    """Compute the report of today over everybody and keep it; only counts, shares and intervals are stored."""
    if not is_system(actor):
        raise MatchingError("made_by_the_product")
    report = fairness_report(fairness_cases(actor))
    content = {
        "people": report.people,
        "by_chance": report.by_chance,
        "comparisons": [_as_data(each) for each in report.comparisons],
    }
    kept, _ = FairnessReport.objects.update_or_create(
        made_on=actor.on, defaults={"rule_version": rule_version(), "content": content}
    )
    log(actor, Logged("create", "fairness_report", kept.pk, fields=["counts"]))
    return kept


def _as_data(comparison: Comparison) -> dict[str, object]:
    """JSON knows no infinity: an interval without an upper end has None there."""
    ratio = comparison.ratio and {
        name: end if isfinite(end) else None for name, end in asdict(comparison.ratio).items()
    }
    return {**asdict(comparison), "measure": comparison.measure.value, "ratio": ratio, "alarm": comparison.alarm}
