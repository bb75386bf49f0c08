"""The comparison of two groups: against other packages, against truth that was drawn, and the gate that guards it."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.monitoring.domain.impact.balance import effective_size
from doorstroom.monitoring.domain.impact.covariates import Covariates, columns_of
from doorstroom.monitoring.domain.impact.estimators import Estimate, Weighting, augmented, nearest, stratified
from doorstroom.monitoring.domain.impact.gate import Check, Verdict, verdict
from doorstroom.monitoring.domain.impact.refusals import REFUSALS, Unfit, said
from doorstroom.monitoring.domain.impact.sensitivity import e_value, nearest_to_nothing, ratio_of_shares
from doorstroom.monitoring.domain.impact.sentences import WORDS, amount, between, verdict_text
from doorstroom.monitoring.domain.impact.study import Study, evaluate
from doorstroom.monitoring.domain.linear import Separated, logit, poisson, with_constant
from doorstroom.monitoring.domain.proportions import Interval

GATE = [
    "treated_people",
    "share_on_support",
    "largest_difference",
    "effective_comparison_people",
    "placebo_covers_zero",
    "outcome_known_treated",
    "outcome_known_comparison",
    "outcome_registered",
]


def drawn(people: int, *, effect: float, seed: int = 1, treated: float = 0.0) -> Study:
    """People whose chance of taking part, and whose outcome, follow from the same two facts."""
    rng = np.random.default_rng(seed)
    facts = rng.normal(size=(people, 2))
    cohort = rng.random(people) < 1 / (1 + np.exp(-(-1 + treated + 0.6 * facts[:, 0] - 0.4 * facts[:, 1])))
    before = facts @ [1.0, 0.5] + rng.normal(size=people)
    outcome = facts @ [2.0, -1.0] + effect * cohort + rng.normal(size=people)
    covariates = Covariates(("x", "z"), facts)
    return Study(cohort, outcome, covariates, before, covariates)


def test_logit_and_poisson_equal_another_package() -> None:
    study = drawn(500, effect=1.0)
    design = with_constant(study.covariates.values)
    oracle = sm.Logit(study.cohort.astype(float), design).fit(disp=0)
    assert np.allclose(logit(design, study.cohort)[0], oracle.params, atol=1e-8)
    counts = np.random.default_rng(1).poisson(np.exp(design @ [0.5, 0.2, -0.3])).astype(float)
    assert np.allclose(poisson(design, counts)[0], sm.Poisson(counts, design).fit(disp=0).params, atol=1e-6)


def test_separated_groups_have_no_chance_to_fit() -> None:
    x = np.arange(40.0)
    with pytest.raises(Separated):
        logit(with_constant(x[:, None]), x >= 20)


def test_a_value_that_occurs_in_one_group_only_still_gives_chances() -> None:
    """People whom nobody of the group resembles get a chance of 0; among the others it is the plain share."""
    odd = np.repeat([0.0, 1.0], [60, 20])
    group = np.concatenate([np.arange(60) % 3 == 0, np.zeros(20, dtype=bool)])
    _, chance = logit(with_constant(odd[:, None]), group)
    assert chance[:60].tolist() == pytest.approx([1 / 3] * 60)
    assert chance[60:].max() < 1e-9


def test_the_raw_difference_is_wrong_and_the_weighted_one_right() -> None:
    found = evaluate(drawn(2000, effect=0.5))
    assert found.adjusted is not None
    assert found.unadjusted.interval.excludes(0.5)
    assert not found.adjusted.interval.excludes(0.5)
    assert [check.check for check in found.gate] == GATE
    assert found.verdict is Verdict.EFFECT


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    estimates = [augmented(Weighting.of(s.covariates.values, s.cohort), s.outcome)[0]
                 for s in (drawn(1000, effect=0.5, seed=i) for i in range(300))]  # fmt: skip
    covered = sum(not each.interval.excludes(0.5) for each in estimates) / len(estimates)
    spread = float(np.std([each.estimate for each in estimates], ddof=1))
    assert 0.92 <= covered <= 0.98
    assert 0.85 <= float(np.mean([each.se for each in estimates])) / spread <= 1.15


def test_either_model_may_be_wrong() -> None:
    """Taking part follows a curve that the logit misses, while the outcome is a straight line, and the reverse."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=20_000)
    curved = rng.random(x.size) < 1 / (1 + np.exp(-(-1.5 + 0.5 * x**2)))
    straight = rng.random(x.size) < 1 / (1 + np.exp(-(-1 + 0.7 * x)))
    for cohort, without in ((curved, 2 * x), (straight, x**2)):
        outcome = without + 1.0 * cohort + rng.normal(size=x.size)
        found = augmented(Weighting.of(x[:, None], cohort), outcome)[0]
        assert found.estimate == pytest.approx(1.0, abs=0.08)


def test_influences_sum_to_nothing_and_their_squares_to_the_variance() -> None:
    study = drawn(300, effect=1.0)
    estimate, influence = augmented(Weighting.of(study.covariates.values, study.cohort), study.outcome)
    assert float(influence.sum()) == pytest.approx(0.0, abs=1e-9)
    assert estimate.se == pytest.approx(float(np.sqrt((influence**2).sum())))


@given(st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(random: object) -> None:
    study = drawn(80, effect=0.5)
    order = list(range(80))
    random.shuffle(order)  # type: ignore[attr-defined]
    chosen = np.array(order)
    other = Study(study.cohort[chosen], study.outcome[chosen], Covariates(("x", "z"), study.covariates.values[chosen]))
    one, two = evaluate(study).estimators, evaluate(other).estimators
    assert {name: round(value, 8) for name, value in one.items()} == {n: round(v, 8) for n, v in two.items()}


def test_nearest_people_by_hand_with_ties() -> None:
    # Chances 0.5 | 0.4, 0.4, 0.6, 0.9: the two at 0.4 and the one at 0.6 are equally near in log odds.
    weighting = Weighting(np.empty((5, 0)), np.array([True, False, False, False, False]),
                          np.array([0.5, 0.4, 0.4, 0.6, 0.9]))  # fmt: skip
    outcome = np.array([10.0, 1.0, 3.0, 5.0, 100.0])
    assert nearest(weighting, outcome, 1) == 10 - 3.0
    assert nearest(weighting, outcome, 4) == 10 - 109 / 4
    assert nearest(weighting, outcome, 9) == 10 - 109 / 4


def test_strata_by_hand() -> None:
    # Cohort at 0.1 and 0.9: ten strata of 0.08; those at 0.12 and 0.85 share the outer ones, 0.5 and 0.95 none.
    weighting = Weighting(np.empty((6, 0)), np.array([True, True, False, False, False, False]),
                          np.array([0.1, 0.9, 0.12, 0.85, 0.5, 0.95]))  # fmt: skip
    outcome = np.array([4.0, 8.0, 3.0, 5.0, 70.0, 90.0])
    assert stratified(weighting, outcome) == 2.0


def test_effective_size() -> None:
    assert effective_size(np.array([1.0, 1, 1, 1])) == 4.0
    assert effective_size(np.array([3.0, 1.0])) == 1.6


def failing(study: Study) -> list[str]:
    return [check.check for check in evaluate(study).failed]


def test_the_gate_refuses_a_small_cohort() -> None:
    """Nineteen of twenty-seven is no evidence of impact, however large it looks."""
    study = drawn(120, effect=3.0, treated=-0.6)
    found = evaluate(study)
    assert found.n_treated < 60
    assert (found.verdict, found.failed[0].check) == (Verdict.NO_STATEMENT, "treated_people")


def test_the_gate_refuses_groups_that_cannot_be_compared() -> None:
    rng = np.random.default_rng(5)
    x = np.concatenate([rng.normal(3, 1, 100), rng.normal(0, 1, 400)])
    cohort = np.repeat([True, False], [100, 400])
    study = Study(cohort, x + rng.normal(size=500), Covariates(("x",), x[:, None]), rng.normal(size=500),
                  Covariates(("x",), x[:, None]))  # fmt: skip
    assert "effective_comparison_people" in failing(study)
    apart = Study(cohort, study.outcome, Covariates(("x",), cohort[:, None] * 10.0 + x[:, None] / 100))
    found = evaluate(apart)
    assert (found.verdict, found.adjusted, found.estimators) == (Verdict.NO_STATEMENT, None, {})
    assert verdict_text(found, "nl").startswith("Oordeel: geen uitspraak mogelijk. De kenmerken houden de twee groepen")


def test_a_placebo_that_shows_an_effect_or_was_not_done_closes_the_gate() -> None:
    study = drawn(1000, effect=1.0)
    hidden = Study(study.cohort, study.outcome, study.covariates, study.outcome, study.covariates)
    assert failing(hidden) == ["placebo_covers_zero"]
    assert failing(Study(study.cohort, study.outcome, study.covariates)) == ["placebo_covers_zero"]


def test_unknown_outcomes_and_an_outcome_chosen_afterwards_close_the_gate() -> None:
    study = drawn(1000, effect=1.0)
    outcome = study.outcome.copy()
    outcome[np.flatnonzero(study.cohort)[::4]] = np.nan
    unknown = Study(study.cohort, outcome, study.covariates, study.placebo, study.before)
    assert failing(unknown) == ["outcome_known_treated"]
    found = evaluate(unknown)
    assert found.total_treated - found.n_treated == (int(study.cohort.sum()) + 3) // 4
    later = Study(study.cohort, study.outcome, study.covariates, study.placebo, study.before, registered=False)
    assert failing(later) == ["outcome_registered"]


def invited(people: int, effect: float) -> Study:
    """A lottery: half are invited, the keener start, and keenness itself raises the outcome."""
    rng = np.random.default_rng(20261123)
    facts, keen, before = rng.normal(size=(people, 1)), rng.normal(size=people), rng.normal(size=people)
    drawn_by_lot = rng.random(people) < 0.5
    started = drawn_by_lot & (keen + rng.normal(size=people) > 0)
    outcome = facts[:, 0] + 2 * keen + effect * started + rng.normal(size=people)
    covariates = Covariates(("x",), facts)
    return Study(drawn_by_lot, outcome, covariates, before, covariates, started)


def test_invitation_and_not_starting_is_compared() -> None:
    study = invited(20_000, effect=1.0)
    found = evaluate(study)
    assert study.started is not None
    assert found.adjusted is not None
    assert found.iv is not None
    assert found.first_stage is not None
    naive = study.outcome[study.started].mean() - study.outcome[~study.started].mean()
    assert found.estimand == "ITT"
    assert naive > 2
    assert found.adjusted.estimate == pytest.approx(0.5, abs=0.1)
    assert found.iv.estimate == pytest.approx(1.0, abs=0.2)
    assert found.iv.estimate == pytest.approx(found.adjusted.estimate / found.first_stage.estimate)
    assert found.n_treated == int(study.cohort.sum())


def test_an_invitation_that_moves_nobody_is_no_instrument() -> None:
    study = invited(400, effect=1.0)
    started = np.zeros(400, dtype=bool)
    started[::7] = True
    found = evaluate(Study(study.cohort, study.outcome, study.covariates, study.placebo, study.before, started))
    assert found.iv is None


def test_e_values() -> None:
    assert round(e_value(3.9), 2) == 7.26
    assert round(e_value(1 / 3.9), 2) == 7.26
    assert e_value(1.0) == 1.0
    assert ratio_of_shares(0.6, 0.3) == 2.0
    assert ratio_of_shares(0.3, 0.3) is None
    assert [nearest_to_nothing(Interval(*ends)) for ends in ((-1, 2), (1, 2), (-2, -1))] == [0.0, 1, -1]


@pytest.mark.parametrize(
    ("passed", "estimate", "expected"),
    [
        (True, Estimate(3.0, 1.0), Verdict.EFFECT),
        (True, Estimate(-3.0, 1.0), Verdict.EFFECT),
        (True, Estimate(1.0, 1.0), Verdict.NO_DEMONSTRABLE_DIFFERENCE),
        (False, Estimate(3.0, 1.0), Verdict.NO_STATEMENT),
        (True, None, Verdict.NO_STATEMENT),
    ],
)
def test_verdict_follows_gate_and_interval(passed: bool, estimate: Estimate | None, expected: Verdict) -> None:
    assert verdict([Check("x", 1.0, 1.0, passed)], estimate) is expected


def test_words_match_the_verdict_in_both_languages() -> None:
    clear, unclear, closed = (
        evaluate(drawn(2000, effect=0.5)), evaluate(drawn(800, effect=0.0)), evaluate(drawn(90, effect=1.0)),
    )  # fmt: skip
    assert [each.verdict for each in (clear, unclear, closed)] == list(Verdict)
    assert clear.adjusted is not None
    low, high = (f"{end:.3g}" for end in (clear.adjusted.interval.low, clear.adjusted.interval.high))
    assert verdict_text(clear, "en").startswith(f"Verdict: an effect between {low} and {high} fits these data;")
    assert "geen aantoonbaar verschil; een effect tussen −" in verdict_text(unclear, "nl")
    assert verdict_text(closed, "nl").startswith("Oordeel: geen uitspraak mogelijk.")
    assert closed.adjusted is not None
    assert f"{closed.adjusted.estimate:.3g}" not in verdict_text(closed, "en")
    assert "geen effect" not in verdict_text(unclear, "nl")


def test_every_check_has_words_in_both_languages() -> None:
    assert [check for check in GATE if set(WORDS[check]) != {"nl", "en"}] == []
    assert [code for code, words in {**WORDS, **REFUSALS}.items() if set(words) != {"nl", "en"}] == []


def test_amounts_are_written_the_way_of_the_language() -> None:
    assert amount(-1234.5, "nl", points=False) == "−1.234"
    assert amount(8.527, "nl", points=False) == "8,53"
    assert between(Interval(-0.0712, 0.1), "nl", points=True) == "−7,1 en 10,0 procentpunt"


COLUMNS = {
    "age": np.array([20.0, 30, 40, 50, 60]),
    "pay": np.array([0.0, 100, 0, 50, 10]),
    "sort": np.array(["a", "b", "b", "c", "a"]),
    "same": np.array([1.0, 1, 1, 1, 1]),
    "hole": np.array([1.0, np.nan, 2, 3, 4]),
}


@pytest.mark.parametrize(
    ("term", "names", "values"),
    [
        ("age", ["age"], [[20, 30, 40, 50, 60]]),
        ("age^2", ["age^2"], [[400, 900, 1600, 2500, 3600]]),
        ("pay=0", ["pay=0"], [[1, 0, 1, 0, 0]]),
        ("sort", ["sort=b", "sort=c"], [[0, 1, 1, 0, 0], [0, 0, 0, 1, 0]]),
        ("sort=c", ["sort=c"], [[0, 0, 0, 1, 0]]),
        ("pay=0*age", ["pay=0*age"], [[20, 0, 40, 0, 0]]),
    ],
)
def test_terms(term: str, names: list[str], values: list[list[float]]) -> None:
    made = Covariates.of([term], COLUMNS)
    assert (list(made.names), made.values.T.tolist()) == (names, values)


def test_columns_that_a_term_reads() -> None:
    assert columns_of("pay=0*age^2", COLUMNS) == ["pay", "age"]
    assert columns_of("a*b", {"a*b": None}) == ["a*b"]


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        (["length"], "there is no column “length”; the file has age, pay, sort, same, hole"),
        (["same"], "the covariate “same” is 1 for everybody, so it tells nothing; leave it out"),
        (["hole"], "the covariate “hole” is empty; fill it in"),
        (["age", "pay", "age"], "the covariate “age” follows from the others (3 terms, 5 people)"),
        (["sort^2"], "the covariate “sort” holds 3 different words"),
        (["age^9"], "“age^9”: a power is 2, 3 or 4, not “9”"),
        (["age=old"], "“age=old”: the column holds numbers"),
        ([], "no covariates are left"),
    ],
)
def test_terms_that_cannot_be_are_refused(terms: list[str], message: str) -> None:
    with pytest.raises(Unfit) as refused:
        Covariates.of(terms, COLUMNS)
    assert said(refused.value).startswith(message)
    assert said(refused.value, "nl") != said(refused.value)


def test_empty_groups_and_one_outcome_for_all_are_refused() -> None:
    study = drawn(50, effect=1.0)
    nobody = np.zeros(50, dtype=bool)
    for cohort, outcome, code in (
        (nobody, study.outcome, "empty_cohort"),
        (~nobody, study.outcome, "empty_comparison"),
        (study.cohort, np.ones(50), "same_outcome"),
    ):
        with pytest.raises(Unfit) as refused:
            evaluate(Study(cohort, outcome, study.covariates))
        assert refused.value.code == code
