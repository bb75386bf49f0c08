"""doorstroom evaluate: a cohort beside a comparison group, with a gate before any word of effect.

Writes result.json and report.html. Without --comparison the file's own other rows are the comparison group.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from doorstroom.monitoring.domain.impact.estimators import Estimate
from doorstroom.monitoring.domain.impact.refusals import Unfit, said
from doorstroom.monitoring.domain.impact.sentences import LANGUAGES, verdict_text
from doorstroom.monitoring.domain.impact.study import Evaluation, evaluate
from doorstroom.monitoring.files.answers import folder, write, write_json
from doorstroom.monitoring.files.cohort import LeftOut, Question, study
from doorstroom.monitoring.files.refusals import BadFile
from doorstroom.monitoring.files.report import report
from doorstroom.monitoring.files.table import read


def main(words: list[str]) -> int:
    """0 when there is an answer, also "no statement"; 2 when the input has to be repaired first."""
    asked = _parser().parse_args(words)
    question = Question(
        treatment=asked.treatment,
        outcome=asked.outcome,
        covariates=[term.strip() for term in asked.covariates.split(",") if term.strip()],
        invited=asked.invited,
        placebo=asked.placebo,
        registered=not asked.not_registered,
    )
    try:
        comparison = read(asked.comparison) if asked.comparison else None
        data, left = study(question, read(asked.cohort), comparison)
        found = evaluate(data)
        target = folder(asked.out)
        write_json(target / "result.json", result(question, found, left))
        write(target / "report.html", report(question, found, left, asked.language))
    except (BadFile, Unfit) as refusal:
        words_said = f"{asked.cohort}: {said(refusal)}" if isinstance(refusal, Unfit) else str(refusal)
        print(words_said, file=sys.stderr)  # noqa: T201
        return 2
    print(verdict_text(found, asked.language))  # noqa: T201
    for each in left:
        print(f"Left out: {each.people} people, because {each.why()}.")  # noqa: T201
    print(f"Written: {target / 'result.json'}, {target / 'report.html'}")  # noqa: T201
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="doorstroom evaluate", description=__doc__)
    parser.add_argument("cohort", metavar="COHORT.csv", help="one row a person")
    parser.add_argument("--treatment", required=True, metavar="T", help="column: 1 took part, 0 did not")
    parser.add_argument("--outcome", required=True, metavar="Y", help="column: the one outcome fixed beforehand")
    parser.add_argument(
        "--covariates", required=True, metavar="a,b,c",
        help='what was known before: columns, or terms such as "age^2", "earnings=0", "age*earnings"',
    )  # fmt: skip
    parser.add_argument("--comparison", default="", metavar="OTHER.csv", help="people to compare with")
    parser.add_argument(
        "--invited", default="", metavar="Z", help="column: 1 was invited; then the invited are the cohort"
    )
    parser.add_argument("--placebo", default="", metavar="P", help="column: an outcome from before the start")
    parser.add_argument("--not-registered", action="store_true", help="the outcome was chosen after seeing results")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="of the report")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for result.json and report.html")
    return parser


def result(question: Question, found: Evaluation, left: tuple[LeftOut, ...]) -> dict[str, Any]:
    """The answer for machines; docs/formats.md names every field. With a closed gate the figures are for
    whoever checks the analysis; the texts hold none of them."""
    adjusted = estimate(found.adjusted)
    answer: dict[str, Any] = {
        "estimand": found.estimand,
        "n_treated": found.n_treated,
        "n_comparison": found.n_comparison,
        "unadjusted": estimate(found.unadjusted),
        **adjusted,
        "estimators": found.estimators,
        "gate": [
            {"check": c.check, "value": c.value, "limit": c.limit, "passed": c.passed} for c in found.gate
        ],
        "verdict": str(found.verdict),
        "text_nl": verdict_text(found, "nl"),
        "text_en": verdict_text(found, "en"),
        "e_value": found.e_value,
        "e_value_limit": found.e_value_limit,
        "effective_comparison": found.effective_size,
        "share_on_support": found.overlap.on_support if found.overlap else 0.0,
        "balance": [{"covariate": d.covariate, "before": d.before, "after": d.after} for d in found.balance],
        "placebo": estimate(found.placebo) if found.placebo else None,
        "total_treated": found.total_treated,
        "total_comparison": found.total_comparison,
        "left_out": [{"people": each.people, "why": each.why()} for each in left],
        "asked": {
            "treatment": question.treatment, "outcome": question.outcome, "covariates": list(question.covariates),
            "invited": question.invited, "placebo": question.placebo, "registered": question.registered,
        },
    }  # fmt: skip
    if found.estimand == "ITT":
        answer |= {"itt": adjusted, "iv": estimate(found.iv), "first_stage": estimate(found.first_stage)}
    return answer


def estimate(found: Estimate | None) -> dict[str, Any]:
    if found is None:
        return {"estimate": None, "se": None, "interval": None}
    return {"estimate": found.estimate, "se": found.se, "interval": [found.interval.low, found.interval.high]}
