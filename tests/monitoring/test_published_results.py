"""The engine against figures that others published. The data stay outside; without them these tests skip."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from doorstroom.monitoring.domain.funnel import ratios
from doorstroom.monitoring.domain.hazards import proportional_hazards
from doorstroom.monitoring.domain.impact.covariates import Covariates
from doorstroom.monitoring.domain.impact.estimators import Weighting, robust_error, unadjusted
from doorstroom.monitoring.domain.impact.everybody import (
    augmented_everybody,
    standardised_everybody,
    weighted_everybody,
)
from doorstroom.monitoring.domain.impact.sensitivity import e_value
from doorstroom.monitoring.domain.impact.study import Evaluation, Study, evaluate
from doorstroom.monitoring.domain.linear import Floats, dispersion, poisson, with_constant
from doorstroom.monitoring.domain.logrank import log_rank
from doorstroom.monitoring.domain.proportions import newcombe, wilson
from doorstroom.monitoring.domain.shrinkage import arcsine, draw_towards_mean, from_arcsine
from doorstroom.monitoring.domain.survival import Spells, aalen_johansen, mean_time, median

CHECKOUT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("DOORSTROOM_DATA", CHECKOUT.parent / "shared" / "data")) / "evaluation"

pytestmark = pytest.mark.skipif(
    not (DATA / "expected.json").exists(),
    reason=f"no published data in {DATA}; set DOORSTROOM_DATA to the folder that holds evaluation/",
)


def rows(name: str, **where: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="") as file:
        return [row for row in csv.DictReader(file) if all(row[k] == v for k, v in where.items())]


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "expected.json").read_text())[name]
    return found


def mgus2(**where: str) -> Spells:
    people = rows("mgus2.csv", **where)
    return Spells.of([int(p["etime"]) for p in people], [int(p["event"]) for p in people])


def lung(**where: str) -> Spells:
    people = rows("lung.csv", **where)
    return Spells.of([int(p["time"]) for p in people], [int(p["status"]) for p in people])


def numbers(name: str, **where: str) -> dict[str, Floats]:
    """The columns that hold numbers only."""
    found = rows(name, **where)
    columns = {column: [row[column] for row in found] for column in found[0]}
    return {
        column: np.array(cells, dtype=float)
        for column, cells in columns.items()
        if all(cell.replace(".", "").replace("-", "").replace("e", "").isdigit() for cell in cells)
    }


def within(value: float, target: list[float]) -> bool:
    return abs(value - target[0]) <= target[1]


def test_mgus2_counts() -> None:
    cause = mgus2().cause.tolist()
    assert {"censor": cause.count(0), "pcm": cause.count(1), "death": cause.count(2)} == expected("mgus2.csv")["events"]


@pytest.mark.parametrize("sex", ["F", "M"])
def test_mgus2_mean_time_in_state_over_twenty_years(sex: str) -> None:
    targets = expected("mgus2.csv")["rmean_years_tau240"][sex]
    means = [months / 12 for months in mean_time(aalen_johansen(mgus2(sex=sex)), 240)]
    got = dict(zip(("none", "pcm", "death"), means, strict=True))
    assert {state: within(got[state], targets[state]) for state in targets} == dict.fromkeys(targets, True)


def test_mgus2_aalen_johansen_and_the_wrong_answer_beside_it() -> None:
    target = expected("mgus2.csv")
    curves, naive = aalen_johansen(mgus2()), aalen_johansen(mgus2().only(1))
    for month, value in target["aj_all_pcm"].items():
        reading = curves.reached_at(1, int(month))
        assert reading is not None
        assert within(reading.value, value), month
    for month, value in target["naive_1_minus_km_pcm"].items():
        reading = naive.open_at(int(month))
        assert reading is not None
        assert within(1 - reading.value, value), month


def test_lung_median_with_its_interval_and_the_share_at_a_year() -> None:
    target, curves = expected("lung.csv"), aalen_johansen(lung())
    middle, year = median(curves, scale="log"), curves.open_at(365)
    assert (middle.time, [middle.low, middle.high]) == (target["median"], target["log_ci"])
    assert year is not None
    assert within(year.value, target["S365"])
    assert within(year.variance**0.5, target["se365"])


def test_lung_log_rank_and_medians_by_sex() -> None:
    target, groups = expected("lung.csv"), [lung(sex="1"), lung(sex="2")]
    assert within(log_rank(groups).chi_square, target["logrank_sex_chi2"])
    assert {s: median(aalen_johansen(lung(sex=s))).time for s in "12"} == target["median_by_sex"]


def test_rossi_counts_and_ties() -> None:
    people, target = rows("rossi.csv"), expected("rossi.csv")
    curves = aalen_johansen(Spells.of([int(p["week"]) for p in people], [int(p["arrest"]) for p in people]))
    reading = curves.reached_at(1, 52)
    assert reading is not None
    assert (len(people), int(curves.exits.sum())) == (target["n"], target["events"])
    assert reading.value == pytest.approx(target["events"] / target["n"], abs=1e-12)


def test_newcombe_tables() -> None:
    for row in rows("newcombe1998_single.csv"):
        interval = wilson(int(row["k"]), int(row["n"]))
        assert (round(interval.low, 4), round(interval.high, 4)) == (
            float(row["wilson_lo"]),
            float(row["wilson_hi"]),
        )
    for row in rows("newcombe1998_diff.csv"):
        interval = newcombe((int(row["a"]), int(row["m"])), (int(row["b"]), int(row["n"])))
        assert (round(interval.low, 4), round(interval.high, 4)) == (float(row["lo"]), float(row["hi"]))


def test_rossi_proportional_hazards() -> None:
    target, people = expected("rossi.csv"), numbers("rossi.csv")
    names = ["fin", "age", "race", "wexp", "mar", "paro", "prio"]
    found = proportional_hazards(
        np.column_stack([people[name] for name in names]), people["week"].astype(int), people["arrest"].astype(int)
    )
    got = dict(zip(names, found.coefficients.tolist(), strict=True))
    assert {name: within(got[name], value) for name, value in target["cox"].items()} == dict.fromkeys(
        target["cox"], True
    )
    assert within(float(found.errors[0]), target["se_fin"])


def test_nsw_experiment() -> None:
    target, people = expected("nsw_dw.csv"), numbers("nsw_dw.csv")
    treated = people["treat"] == 1
    found = unadjusted(people["re78"], treated)
    assert [int(treated.sum()), int((~treated).sum())] == target["n"]
    assert within(found.estimate, target["diff_re78"])
    assert within(found.se, target["se_classical"])
    assert within(robust_error(people["re78"], treated), target["se_HC2"])


FACTS = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]
RICHER = [*FACTS, "re74=0", "re75=0", "age^2", "age^3", "educ^2", "educ*re74", "re74=0*black"]


def nsw_against_cps(terms: list[str]) -> Evaluation:
    treated, others = numbers("nsw_dw.csv", treat="1"), numbers("cps1.csv")
    columns = {name: np.concatenate([treated[name], others[name]]) for name in treated}
    return evaluate(Study(columns["treat"] == 1, columns["re78"], Covariates.of(terms, columns)))


@pytest.mark.parametrize("terms", [FACTS, RICHER], ids=["plain", "richer"])
def test_nsw_cohort_against_the_population_survey(terms: list[str]) -> None:
    target, found = expected("nsw_dw(treat=1)+cps1.csv"), nsw_against_cps(terms)
    wanted = target["matched_or_weighted_att"]
    assert within(found.unadjusted.estimate, target["naive_diff"])
    assert within(found.unadjusted.se, target["naive_se"])
    assert within(max(abs(d.before) for d in found.balance if d.covariate in FACTS), target["max_abs_smd_before"])
    assert max(abs(d.after) for d in found.balance) <= target["after_adjustment_max_abs_smd"]["at_most"]
    assert found.adjusted is not None
    assert wanted["must_lie_in"][0] <= found.adjusted.estimate <= wanted["must_lie_in"][1]
    assert not found.adjusted.interval.excludes(wanted["interval_must_cover"])


def test_nsw_reports_what_must_stand_beside_the_estimate() -> None:
    found = nsw_against_cps(RICHER)
    assert found.effective_size is not None
    assert found.overlap is not None
    assert (found.n_treated, found.n_comparison, round(found.effective_size)) == (185, 15992, 72)
    assert round(found.overlap.on_support, 4) == 0.9676
    assert {name: round(value) for name, value in found.estimators.items()} == {
        "aipw": 1585,
        "ipw": 1772,
        "nn5": 1807,
        "nn1": 1996,
        "stratified": 1514,
        "ols": 1187,
        "unadjusted": -8498,
    }


def nhefs() -> tuple[dict[str, Floats], Covariates]:
    """The covariates of Hernan & Robins, chapters 12 and 13: squares of amounts, indicators of codes."""
    people = numbers("nhefs.csv")
    codes = {"education": "12345", "exercise": "012", "active": "012"}
    terms = ["sex", "race"]
    terms += [f"{name}{power}" for name in ("age", "smokeintensity", "smokeyrs", "wt71") for power in ("", "^2")]
    terms += [f"{name}={code}" for name, values in codes.items() for code in values[1:]]
    return people, Covariates.of(terms, people)


def test_nhefs_quitting_and_weight() -> None:
    target, (people, facts) = expected("nhefs.csv"), nhefs()
    quit_smoking, gain = people["qsmk"] == 1, people["wt82_71"]
    weighting = Weighting.of(facts.values, quit_smoking)
    ipw = weighted_everybody(weighting, gain)
    assert within(unadjusted(gain, quit_smoking).estimate, target["naive"])
    assert within(ipw.estimate, target["ipw_ate"])
    assert within(ipw.interval.low, target["ipw_ci"][0])
    assert within(ipw.interval.high, target["ipw_ci"][1])
    assert within(augmented_everybody(weighting, gain).estimate, target["aipw_ate"])


def test_nhefs_standardisation() -> None:
    """With the product of quitting and smoking intensity that the book's outcome model has."""
    target, (people, facts) = expected("nhefs.csv"), nhefs()

    def design(quitting: Floats) -> Floats:
        return with_constant(np.column_stack([quitting, quitting * people["smokeintensity"], facts.values]))

    everybody = np.ones_like(people["qsmk"])
    found = standardised_everybody(
        design(people["qsmk"]), (design(everybody), design(0 * everybody)), people["wt82_71"]
    )
    assert within(found, target["standardisation"])


def test_medpar_funnel_over_dispersion_and_signals() -> None:
    target, people = expected("medpar.csv"), numbers("medpar.csv")
    mix = np.column_stack([people[name] for name in ("hmo", "died", "age80", "type2", "type3")])
    _, means = poisson(with_constant(mix), people["los"])
    assert within(dispersion(people["los"], means, 6), target["poisson_dispersion"])
    providers, place = np.unique(people["provnum"], return_inverse=True)
    funnel = ratios(np.bincount(place, people["los"]), np.bincount(place, means))
    assert providers.size == target["providers"]
    assert int((np.abs(funnel.z) > 3.09).sum()) == target["unadjusted_flags_abs_z_gt_3.09"]
    assert len(funnel.signals) == target["flags_after_overdispersion_99.8"]


def test_efron_morris_batting_averages() -> None:
    target, players = expected("efron_morris.csv"), rows("efron_morris.csv")
    seen, later = (np.array([float(p[name]) for p in players]) for name in ("y", "p"))
    scaled, truth = arcsine(seen, 45), arcsine(later, 45)
    drawn, kept = draw_towards_mean(scaled, 1.0)
    named = dict(zip([p["name"] for p in players], from_arcsine(drawn, 45).tolist(), strict=True))
    ratio = ((scaled - truth) ** 2).sum() / ((drawn - truth) ** 2).sum()
    assert within(kept, target["shrink_factor"])
    assert within(named["Roberto Clemente"], target["clemente_js"])
    assert within(named["Max Alvis"], target["alvis_js"])
    assert within(float(ratio), target["sse_ratio_mle_over_js"])


def test_e_values_of_the_paper() -> None:
    target = expected("e_value")
    assert within(e_value(3.9), target["rr_3.9"])
    assert within(e_value(1.8), target["rr_1.8"])


def test_no_published_row_is_left_untested() -> None:
    """A row that is added to the targets fails here until a test reads it."""
    source = Path(__file__).read_text()
    targets = json.loads((DATA / "expected.json").read_text())
    assert [name for name in targets if f'expected("{name}")' not in source] == []
