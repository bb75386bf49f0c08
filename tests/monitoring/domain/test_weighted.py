"""Curves with weights and late entry: against plain curves, numerical derivatives and people written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from doorstroom.monitoring.domain.survival import Spells, aalen_johansen, mean_time
from doorstroom.monitoring.domain.weighted import Observed, WeightedCurves, mean_times, weighted_curves

people = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 12), st.integers(0, 2), st.integers(1, 3)), min_size=2, max_size=30
)


def observed(rows: list[tuple[int, int, int, int]], weights: list[float] | None = None) -> Observed:
    entry, stay, cause, times = (np.array(column) for column in zip(*rows, strict=True))
    chosen = times.astype(float) if weights is None else np.array(weights)
    return Observed.of((entry + stay).astype(float), cause, entry.astype(float), chosen)


def steps_of(curves: WeightedCurves, times: np.ndarray) -> np.ndarray:
    return curves.open_share[np.searchsorted(curves.times, times)]


@given(people)
def test_without_weights_these_are_the_plain_curves(rows: list[tuple[int, int, int, int]]) -> None:
    rows = [(entry, stay, cause, 1) for entry, stay, cause, _ in rows]
    plain = aalen_johansen(Spells.of([e + s for e, s, _, _ in rows], [c for *_, c, _ in rows], [r[0] for r in rows]), 2)
    found = weighted_curves(observed(rows), 2)
    at = np.searchsorted(found.times, plain.times)
    assert np.allclose(found.open_share[at], plain.open_share, atol=1e-12)
    assert np.allclose(found.open_variance[at], plain.open_variance, atol=1e-12)
    assert np.allclose(found.reached[:, at], plain.reached, atol=1e-12)
    assert np.allclose(found.reached_variance[:, at], plain.reached_variance, atol=1e-12)
    assert found.at_risk[at].tolist() == plain.at_risk.tolist()
    assert np.allclose(mean_times(found, 15.0), mean_time(plain, 15))


@given(people)
def test_a_whole_weight_is_that_many_people(rows: list[tuple[int, int, int, int]]) -> None:
    written_out = [(e, s, c, 1) for e, s, c, times in rows for _ in range(times)]
    short, long = weighted_curves(observed(rows), 2), weighted_curves(observed(written_out), 2)
    assert short.at_risk.tolist() == long.at_risk.tolist()
    assert np.allclose(short.reached, long.reached, atol=1e-12)
    assert np.allclose(short.reached_variance, long.reached_variance, atol=1e-12)


@given(people)
def test_both_variances_are_one_when_all_are_seen_from_the_start(rows: list[tuple[int, int, int, int]]) -> None:
    """Greenwood, and Marubini & Valsecchi, are the sum of squared influences when nobody comes in late."""
    rows = [(0, stay, cause, 1) for _, stay, cause, _ in rows]
    formula, influence = weighted_curves(observed(rows), 2), weighted_curves(observed(rows, [1.5] * len(rows)), 2)
    assert np.allclose(formula.open_variance, influence.open_variance, atol=1e-12)
    assert np.allclose(formula.reached_variance, influence.reached_variance, atol=1e-12)


@given(people)
def test_everybody_is_somewhere(rows: list[tuple[int, int, int, int]]) -> None:
    found = weighted_curves(observed(rows, [1.5 * w for *_, w in rows]), 2)
    reachable = found.at_risk > 0
    assert np.abs(found.open_share + found.reached.sum(axis=0) - 1)[reachable].max() <= 1e-12


@settings(max_examples=25)
@given(people, st.randoms(use_true_random=False))
def test_variance_is_the_sum_of_squared_influences(rows: list[tuple[int, int, int, int]], random: object) -> None:
    """Influence by moving each weight a little up and down, as its definition says."""
    weights = [random.uniform(0.3, 2.7) for _ in rows]  # type: ignore[attr-defined]
    found, step = weighted_curves(observed(rows, weights), 2), 1e-6
    open_squares, reached_squares = np.zeros_like(found.open_share), np.zeros_like(found.reached)
    for i, weight in enumerate(weights):
        up, down = (
            weighted_curves(observed(rows, [*weights[:i], w, *weights[i + 1 :]]), 2)
            for w in (weight + step, weight - step)
        )
        open_squares += (weight * (up.open_share - down.open_share) / (2 * step)) ** 2
        reached_squares += (weight * (up.reached - down.reached) / (2 * step)) ** 2
    assert np.allclose(found.open_variance, open_squares, atol=1e-7)
    assert np.allclose(found.reached_variance, reached_squares, atol=1e-7)


def test_kaplan_meier_of_another_package() -> None:
    rng = np.random.default_rng(20261123)
    until, cause = rng.integers(1, 60, 200).astype(float), rng.integers(0, 2, 200)
    weights = rng.integers(1, 4, 200).astype(float)
    found = weighted_curves(Observed.of(until, cause, None, weights), 1)
    oracle = KaplanMeierFitter().fit(until, cause, weights=weights).survival_function_at_times(found.times)
    assert np.allclose(found.open_share, oracle.to_numpy(), atol=1e-12)


def test_three_people_of_unequal_weight_by_hand() -> None:
    # Weights 1.5, 0.5, 1: S(1) = 1 - 1.5/3 = 0.5. Influences on S: -1/3 + 1.5/9 = -1/6, and +1/6 for the others.
    found = weighted_curves(
        Observed.of(np.array([1.0, 2.0, 3.0]), np.array([1, 0, 0]), None, np.array([1.5, 0.5, 1])), 1
    )
    assert found.open_share.tolist() == [0.5, 0.5, 0.5]
    assert found.open_variance.tolist() == pytest.approx([(1.5 / 6) ** 2 + (0.5 / 6) ** 2 + (1 / 6) ** 2] * 3)
