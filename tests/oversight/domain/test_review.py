"""The month's review: the draw is the same for everybody, and signing waits for what is missing."""

from datetime import date

import pytest

from doorstroom.oversight.domain.errors import ReviewRefused
from doorstroom.oversight.domain.review import Verdict, check_sign_off, check_verdict, draw_sample, due_on, last_month


def test_the_draw_is_the_same_whatever_the_order():
    one = draw_sample(list(range(1000)), month=date(2026, 10, 1), organisation_id=4)
    assert len(one) == 25
    assert one == draw_sample(list(reversed(range(1000))), month=date(2026, 10, 1), organisation_id=4)
    assert one != draw_sample(list(range(1000)), month=date(2026, 11, 1), organisation_id=4)


def test_a_small_month_is_drawn_whole():
    assert draw_sample([5, 3], month=date(2026, 10, 1), organisation_id=4) == [3, 5]


def test_months_and_their_day():
    assert last_month(date(2027, 1, 31)) == date(2026, 12, 1)
    assert due_on(date(2026, 12, 1)) == date(2027, 1, 22)


@pytest.mark.parametrize("verdict", [Verdict.EXPLAINED, Verdict.UNLAWFUL])
def test_what_is_not_plainly_in_order_needs_words(verdict):
    check_verdict(Verdict.IN_ORDER, "")
    with pytest.raises(ReviewRefused, match="reason_needed"):
        check_verdict(verdict, "  ")


@pytest.mark.parametrize(
    ("open_items", "council", "already", "code"),
    [
        (0, None, False, "works_council_missing"),
        (2, date(2026, 3, 12), False, "items_open"),
        (0, date(2026, 3, 12), True, "signed_already"),
    ],
)
def test_a_month_is_signed_when_nothing_is_missing(open_items, council, already, code):
    with pytest.raises(ReviewRefused) as refused:
        check_sign_off(open_items=open_items, works_council_on=council, already=already)
    assert refused.value.code == code
