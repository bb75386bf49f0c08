"""The three drawings beside an evaluation: balance (love plot), overlap and the estimators on one scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import floor, log10

from doorstroom.monitoring.domain.impact.balance import BINS, Difference, Overlap
from doorstroom.monitoring.domain.impact.estimators import Estimate
from doorstroom.monitoring.domain.impact.gate import LARGEST_DIFFERENCE
from doorstroom.monitoring.domain.impact.sentences import amount, localised
from doorstroom.ui.charts.svg import (
    FONT,
    LINE_HEIGHT,
    MAIN,
    SECOND,
    SOFT,
    Chart,
    chart,
    legend,
    line,
    scale,
    tag,
    text,
    text_block,
)

Words = Mapping[str, str]

EDGE = 14.0
ROW = 30.0


def love_plot(words: Words, rows: Sequence[Difference], language: str) -> Chart:
    """Each covariate before (open) and after (filled) weighting; the shaded strip is what the gate allows."""

    def draw(width: float, _: str) -> tuple[str, float]:
        furthest = max((abs(v) for d in rows for v in (d.before, d.after)), default=0.0)
        reach = max(furthest, 2 * LARGEST_DIFFERENCE)
        body, top = legend([words["before"], words["after"]], 0, width, _mark)
        x = scale(-reach, reach, EDGE, width - EDGE)
        bottom = top + sum(ROW + LINE_HEIGHT for _ in rows)
        body += tag("rect", x=x(-LARGEST_DIFFERENCE), y=top, width=x(LARGEST_DIFFERENCE) - x(-LARGEST_DIFFERENCE),
                    height=bottom - top, fill=MAIN, fill_opacity=0.12)  # fmt: skip
        body += line(x(0), top, x(0), bottom, colour=SOFT)
        for row in rows:
            body += text(0, top + FONT, row.covariate) + _dots(x(row.before), x(row.after), top + LINE_HEIGHT + 10)
            top += ROW + LINE_HEIGHT
        return body + _axis([-reach, 0.0, reach], x, top, lambda v: localised(f"{v:.2g}", language)), top + 26

    table = [[d.covariate, *(localised(f"{v:.2f}", language) for v in (d.before, d.after))] for d in rows]
    headers = [words["covariate"], words["before"], words["after"]]
    return chart("love", words["balance"], words["balance_summary"], draw, headers=headers, rows=table)


def _mark(i: int, x: float, y: float) -> str:
    return _dot(x + 15, y, filled=bool(i))


def _dot(x: float, y: float, *, filled: bool) -> str:
    colour = MAIN if filled else SECOND
    return tag("circle", cx=x, cy=y, r=6, fill=colour if filled else "none", stroke=colour, stroke_width=2.5)


def _dots(before: float, after: float, y: float) -> str:
    return line(before, y, after, y, colour=SOFT) + _dot(before, y, filled=False) + _dot(after, y, filled=True)


def _axis(ticks: Sequence[float], x: Callable[[float], float], top: float, written: Callable[[float], str]) -> str:
    anchors = ["start", *["middle"] * (len(ticks) - 2), "end"]
    return "".join(
        text(x(at), top + 18, written(at), anchor=anchor, colour=SOFT)
        for at, anchor in zip(ticks, anchors, strict=True)
    )


def overlap_plot(words: Words, found: Overlap, language: str) -> Chart:
    """Both groups by their chance of being in the cohort: the cohort upwards, the others downwards, as shares."""
    up = [n / max(1, sum(found.cohort)) for n in found.cohort]
    down = [n / max(1, sum(found.comparison)) for n in found.comparison]
    half = 110.0

    def draw(width: float, _: str) -> tuple[str, float]:
        body, top = legend([words["cohort"], words["comparison"]], 0, width, _square)
        x, middle = scale(0, 1, EDGE, width - EDGE), top + half
        tallest = max([*up, *down])
        for i in range(BINS):
            left, room = x(i / BINS), x((i + 1) / BINS) - x(i / BINS) - 1
            for share, colour, sign in ((up[i], MAIN, -1), (down[i], SECOND, 1)):
                height = share / tallest * (half - 4)
                start = middle - height if sign < 0 else middle
                body += tag("rect", x=left, y=start, width=room, height=height, fill=colour) if share else ""
        body += line(EDGE, middle, width - EDGE, middle, colour=SOFT)
        return body + _axis([0.0, 0.5, 1.0], x, middle + half, lambda v: f"{v:.0%}"), middle + half + 26

    bins = [f"{i * 100 // BINS}–{(i + 1) * 100 // BINS}%" for i in range(BINS)]
    rows = [[b, str(a), str(c)] for b, a, c in zip(bins, found.cohort, found.comparison, strict=True)]
    headers = [words["chance"], words["cohort"], words["comparison"]]
    return chart("overlap", words["overlap"], words["overlap_summary"], draw, headers=headers, rows=rows)


def _square(i: int, x: float, y: float) -> str:
    return tag("rect", x=x + 4, y=y - 8, width=22, height=15, fill=(MAIN, SECOND)[i])


def estimator_strip(
    words: Words, estimators: Mapping[str, float], headline: Estimate, language: str, *, points: bool
) -> Chart:
    """Every estimator as a dot, the headline with its interval; apart from one another means: be careful."""
    named = [
        (words[f"estimator.{name}"], value, name == "aipw") for name, value in estimators.items() if value == value
    ]
    ends = [headline.interval.low, headline.interval.high, 0.0, *(value for _, value, _ in named)]
    reach = _round_up(max(abs(end) for end in ends))

    def draw(width: float, _: str) -> tuple[str, float]:
        x, body, top = scale(-reach, reach, EDGE, width - EDGE), "", 0.0
        for name, value, first in named:
            drawn, top = text_block(0, top, name, width, bold=first)
            y = top + 10
            body += drawn + (_bar(x(headline.interval.low), x(headline.interval.high), y) if first else "")
            body += _dot(x(value), y, filled=first)
            top += ROW - 6
        grid = line(x(0), 0, x(0), top, colour=SOFT)
        return grid + body + _axis([-reach, 0.0, reach], x, top, written), top + 26

    def written(value: float) -> str:
        return amount(value, language, points=points) if value else "0"

    def interval(first: bool) -> str:
        low, high = headline.interval.low, headline.interval.high
        return f"{written(low)} … {written(high)}" if first else "–"

    rows = [[name, written(value), interval(first)] for name, value, first in named]
    unit = f" ({words['points']})" if points else ""
    headers = [words["estimator"], words["difference"] + unit, words["interval"]]
    return chart("strip", words["strip"] + unit, words["strip_summary"], draw, headers=headers, rows=rows)


def _bar(low: float, high: float, y: float) -> str:
    return line(low, y, high, y, colour=MAIN, width=2.5) + "".join(
        line(at, y - 6, at, y + 6, colour=MAIN, width=2.5) for at in (low, high)
    )


def _round_up(value: float) -> float:
    """To the next number with one digit and zeros."""
    if value <= 0:
        return 1.0
    size = 10.0 ** floor(log10(value))
    return size * (floor(value / size - 1e-9) + 1)
