"""When each side of an offer sheet has something to do."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.placements.domain.offer_sheet import REVIEW_AFTER, Stage, Word, review_on, stage_of

START = date(2026, 11, 9)
BEFORE = Word(confirmed_on=date(2026, 11, 2))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], None),
        ([BEFORE, Word()], None),
        ([BEFORE, BEFORE], date(2026, 12, 7)),
        ([BEFORE, Word(confirmed_on=date(2026, 11, 20))], date(2026, 12, 18)),
    ],
)
def test_both_look_back_four_weeks_after_the_start_or_the_later_yes(words, expected):
    assert review_on(START, words) == expected


def test_each_side_goes_its_own_way():
    review = review_on(START, [BEFORE, BEFORE])
    assert stage_of(Word(), None, review) is Stage.CONFIRM
    assert stage_of(BEFORE, review, review - timedelta(days=1)) is Stage.RESTS
    assert stage_of(BEFORE, review, review) is Stage.REVIEW
    assert stage_of(Word(BEFORE.confirmed_on, review), review, review) is Stage.DONE


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(days, st.lists(st.builds(Word, days), min_size=2, max_size=2), days)
def test_nobody_looks_back_within_four_weeks_of_start_or_yes(start, words, on):
    review = review_on(start, words)
    for word in words:
        if stage_of(word, review, on) is Stage.REVIEW:
            assert on - start >= REVIEW_AFTER
            assert all(on - each.confirmed_on >= REVIEW_AFTER for each in words)
