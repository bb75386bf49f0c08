"""The evaluation as one page to read or print: no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from doorstroom.monitoring.domain.impact.gate import Check
from doorstroom.monitoring.domain.impact.sentences import figure, localised, verdict_text
from doorstroom.monitoring.domain.impact.study import Evaluation
from doorstroom.monitoring.files.cohort import LeftOut, Question
from doorstroom.monitoring.files.drawings import estimator_strip, love_plot, overlap_plot
from doorstroom.monitoring.files.labels import LABELS
from doorstroom.ui.charts.svg import Chart

STYLE = """
body{font:17px/1.5 'Source Sans 3',system-ui,sans-serif;color:#13293d;margin:0 auto;max-width:760px;padding:24px 16px}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:4px 12px 4px 0;border-bottom:1px solid #dfe5e9;vertical-align:top}
th,td{overflow-wrap:anywhere}summary{cursor:pointer}
.verdict{border-left:5px solid #0b6e63;padding:8px 16px;background:#f4f6f7;font-size:1.1rem}
svg{width:100%;height:auto}.ds-chart--narrow{display:none}figure{margin:0}figcaption{color:#52646f}
@media(max-width:560px){th,td{padding-right:6px;font-size:15px}.ds-chart--wide{display:none}.ds-chart--narrow{display:block}}
"""


def charts(found: Evaluation, language: str) -> tuple[Chart, ...]:
    """Balance and overlap; the estimators only behind an open gate, since they are numbers of effect."""
    words = LABELS[language]
    if found.adjusted is None or found.overlap is None:
        return ()
    drawn = [love_plot(words, found.balance, language), overlap_plot(words, found.overlap, language)]
    if not found.failed:
        drawn.append(estimator_strip(words, found.estimators, found.adjusted, language, points=found.shares))
    return tuple(drawn)


def gate_rows(found: Evaluation, language: str) -> list[tuple[str, str, str, str]]:
    """Check, value, limit and whether it holds, in words."""
    words = LABELS[language]
    return [
        (words[f"check.{c.check}"], _value(c, language), _limit(c, language), words["holds" if c.passed else "fails"])
        for c in found.gate
    ]


def _value(check: Check, language: str) -> str:
    """The placebo's own figure is no effect, but neither does it belong in a summary: only whether it holds 0."""
    words = LABELS[language]
    if check.value is None:
        return words["not_done"]
    if isinstance(check.value, bool):
        return words["yes" if check.value else "no"]
    if check.check == "placebo_covers_zero":
        return words["placebo_holds" if check.passed else "placebo_fails"]
    return figure(check.check, check.value, language)


def _limit(check: Check, language: str) -> str:
    words = LABELS[language]
    if isinstance(check.limit, bool):
        return words["yes"]
    if check.check == "placebo_covers_zero":
        return words["placebo_holds"]
    sign = "≤" if check.check == "largest_difference" else "≥"
    return f"{sign} {figure(check.check, check.limit, language)}"


def report(question: Question, found: Evaluation, left: Sequence[LeftOut], language: str) -> str:
    words = LABELS[language]
    title = f"{words['title']}: {question.outcome}"
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="verdict">{escape(verdict_text(found, language))}</p>',
        _section(words["gate"], _table(words["gate_headers"].split("|"), gate_rows(found, language))),
        *(_figure(drawn, words) for drawn in charts(found, language)),
        _section(words["who"], _table([words["group"], words["people"]], who_rows(found, left, language))),
        _section(words["asked"], f"<p>{escape(asked_text(question, language))}</p>"),
        _section(words["sensitivity"], f"<p>{escape(e_value_text(found, language))}</p>"),
    ]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head>"
        f"<body>{''.join(parts)}</body></html>\n"
    )


def e_value_text(found: Evaluation, language: str) -> str:
    words = LABELS[language]
    if found.failed or found.e_value is None:
        return words["e_value.none"]
    limit = found.e_value_limit or 1.0
    return words["e_value"].format(
        value=localised(f"{found.e_value:.2f}", language), limit=localised(f"{limit:.2f}", language)
    )


def who_rows(found: Evaluation, left: Sequence[LeftOut], language: str) -> list[tuple[str, str]]:
    words = LABELS[language]
    of = words["of"]
    return [
        (words["cohort"], f"{found.n_treated} {of} {found.total_treated}"),
        (words["comparison"], f"{found.n_comparison} {of} {found.total_comparison}"),
        *((each.why(language), str(each.people)) for each in left),
    ]


def asked_text(question: Question, language: str) -> str:
    words = LABELS[language]
    return words["asked_text"].format(
        cohort=question.cohort, outcome=question.outcome, covariates=", ".join(question.covariates),
        placebo=question.placebo or "–",
    )  # fmt: skip


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>"


def _figure(drawn: Chart, words: dict[str, str]) -> str:
    table = _table(drawn.headers, drawn.rows)
    caption = f"<figcaption>{escape(drawn.summary)}</figcaption>"
    return _section(
        drawn.title,
        f"<figure>{drawn.svg}{caption}</figure><details><summary>{escape(words['as_table'])}</summary>{table}</details>",
    )


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in headers)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
