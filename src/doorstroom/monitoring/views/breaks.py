"""Where the meaning of a figure changed, as the charts draw it and in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from doorstroom.monitoring.domain.indicators import Version
from doorstroom.monitoring.selectors.dictionary import dictionary, in_words
from doorstroom.ui.charts import Break


def breaks_between(code: str, first: date, last: date) -> list[Break]:
    """Only where a version breaks the line: one that restates counts everything anew, and there is nothing to draw."""
    return [_break(version) for version in dictionary()[code].breaks(first, last)]


def breaks_above(code: str, first: date, last_days: Sequence[date]) -> list[Break | None]:
    """For each row of a chart, by its last day: the change since the row before it, which stands above the row."""
    found = (breaks_between(code, *days) for days in pairwise([first, *last_days]))
    return [changes[-1] if changes else None for changes in found]


def _break(version: Version) -> Break:
    told = _("From %(day)s on this is counted otherwise: %(meaning)s What stands before the line keeps its earlier "
             "meaning, and the two are not to be compared.")  # fmt: skip
    return Break(
        float(version.since.toordinal()),
        _("counted otherwise from %(day)s") % {"day": date_format(version.since, "j b Y")},
        told % {"day": date_format(version.since, "j F Y"), "meaning": in_words(version.numerator)},
    )
