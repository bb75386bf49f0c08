"""What a sample says of everybody: weights, how sure, and who did not answer."""

import numpy as np
import pytest

from doorstroom.monitoring.domain.proportions import Interval, wilson
from doorstroom.monitoring.domain.sampled import Asked, Sampled


def asked(name: str, people: int, drawn: int, answered: int, yes: int) -> Asked:
    return Asked(name=name, people=people, drawn=drawn, answered=answered, yes=yes)


def test_an_answer_stands_for_as_many_people_as_its_stratum_holds_for_it():
    """100 people of whom half worked and 300 of whom 4 of 5 did: 290 of 400."""
    found = Sampled([asked("lower", 100, 20, 20, 10), asked("middle", 300, 30, 30, 24)])
    assert found.share == pytest.approx(290 / 400)
    assert found.bounds == Interval(0.725, 0.725)
    assert (found.people, found.drawn, found.answered, found.yes) == (400, 50, 50, 34)


def test_an_endless_group_of_one_stratum_has_about_the_interval_of_wilson():
    found = Sampled([asked("", 10**9, 40, 40, 26)])
    usual = wilson(26, 40)
    assert (found.interval.low, found.interval.high) == pytest.approx((usual.low, usual.high), abs=0.005)


def test_whoever_asks_everybody_and_hears_from_all_knows_it():
    found = Sampled([asked("lower", 12, 12, 12, 7), asked("", 3, 3, 3, 0)])
    assert (found.share, found.interval) == (7 / 15, Interval(7 / 15, 7 / 15))


def test_silence_moves_the_ends_and_too_much_of_it_leaves_nothing_else():
    """10 of 20 drawn answered, 5 worked: from 5 to 15 of 20."""
    found = Sampled([asked("", 100, 20, 10, 5)])
    assert (found.share, found.bounds, found.mostly_bounds) == (0.5, Interval(0.25, 0.75), True)
    assert not Sampled([asked("", 100, 20, 16, 5)]).mostly_bounds


def test_a_stratum_without_an_answer_is_named_and_not_guessed():
    found = Sampled([asked("lower", 50, 10, 0, 0), asked("middle", 50, 10, 10, 6)])
    assert (found.silent, found.share, found.bounds) == (("lower",), 0.6, Interval(0.3, 0.8))
    nobody = Sampled([asked("lower", 50, 10, 0, 0)])
    assert (nobody.share, nobody.interval, nobody.shown) == (None, None, False)


def test_counts_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="lower: 3 of 2 of 4 of 9 cannot be"):
        asked("lower", 9, 4, 2, 3)


def test_the_interval_holds_nineteen_times_in_twenty():
    """Two strata of 300 and 60 people, 40 drawn by share, nine in ten answer: 400 draws of four true shares."""
    rng, held, looks = np.random.default_rng(5), 0, 0
    for shares in ((0.5, 0.5), (0.7, 0.2), (0.1, 0.6), (0.95, 0.8)):
        for _ in range(100):
            strata, true = [], 0
            for name, people, drawn, share in (("a", 300, 34, shares[0]), ("b", 60, 7, shares[1])):
                works = np.arange(people) < round(people * share)
                true += int(works.sum())
                told = rng.permutation(works)[: rng.binomial(drawn, 0.9)]
                strata.append(asked(name, people, drawn, len(told), int(told.sum())))
            interval = Sampled(strata).interval
            held += interval.low <= true / 360 <= interval.high
            looks += 1
    assert 0.93 <= held / looks <= 0.99
