"""Dates are taken over where one reading exists, and asked where two do."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.imports.domain.cells import Read
from doorstroom.imports.domain.dates import Order, date_order, date_readings, read_date

BIRTH = {"earliest": date(1926, 1, 1), "latest": date(2026, 11, 23)}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(1990, 1, 31), date(1990, 1, 31)),
        ("31-01-1990", date(1990, 1, 31)),
        ("1-6-82", date(1982, 6, 1)),
        ("22-2-00", date(2000, 2, 22)),
        ("31.1.1990", date(1990, 1, 31)),
        ("31 01 1990", date(1990, 1, 31)),
        ("1990-01-31", date(1990, 1, 31)),
        ("1990/01/31", date(1990, 1, 31)),
        ("1990-01-31 00:00:00", date(1990, 1, 31)),
        ("1990-01-31T00:00:00Z", date(1990, 1, 31)),
        ("1 jan 1990", date(1990, 1, 1)),
        ("1 januari '90", date(1990, 1, 1)),
        ("12-mrt-1985", date(1985, 3, 12)),
        ("3 MEI 1988", date(1988, 5, 3)),
        ("12 okt. 1985", date(1985, 10, 12)),
        ("March 5, 1990", date(1990, 3, 5)),
        ("ma 31-01-1990", date(1990, 1, 31)),
        ("19900131", date(1990, 1, 31)),
        ("31011990", date(1990, 1, 31)),
        (32874, date(1990, 1, 1)),
        ("32874", date(1990, 1, 1)),
        ("31/01/1990", date(1990, 1, 31)),
        ("5/5/1990", date(1990, 5, 5)),
    ],
)
def test_one_reading(cell, expected):
    order = date_order([cell] if isinstance(cell, str) else [])
    assert read_date(cell, order=order, **BIRTH) == Read(expected)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("31-02-1990", Read(code="invalid_date")),
        ("45-45-1990", Read(code="invalid_date")),
        ("1990", Read(code="invalid_date")),
        ("jan 1990", Read(code="invalid_date")),
        ("12 foo 1990", Read(code="invalid_date")),
        ("onbekend", Read(code="invalid_date")),
        ("01/02/1990", Read(code="date_two_readings", proposal="02-01-1990 / 01-02-1990")),
        ("1-6-26", Read(code="date_two_readings", proposal="01-06-1926 / 01-06-2026")),
        ("01-01-2030", Read(code="date_out_of_range", params=BIRTH)),
        ("01-01-1890", Read(code="date_out_of_range", params=BIRTH)),
    ],
)
def test_no_reading_or_two(cell, read):
    assert read_date(cell, order=Order.UNKNOWN, **BIRTH) == read


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["31/01/1990", "01/02/1990"], Order.DAY_FIRST),
        (["01/31/1990", "01/02/1990"], Order.MONTH_FIRST),
        (["31/01/1990", "01/31/1990"], Order.MIXED),
        (["01/02/1990", "1990-12-31", None, 3], Order.UNKNOWN),
        (["1990-31-12"], Order.UNKNOWN),
    ],
)
def test_the_column_decides_the_order(cells, order):
    assert date_order(cells) is order


def test_a_slash_date_follows_what_its_column_proves():
    day_first = read_date("01/02/1990", order=Order.DAY_FIRST, **BIRTH)
    month_first = read_date("01/02/1990", order=Order.MONTH_FIRST, **BIRTH)
    assert (day_first.value, month_first.value) == (date(1990, 2, 1), date(1990, 1, 2))
    assert read_date("01-02-1990", order=Order.MIXED, **BIRTH).code == "date_two_readings"


DAYS = st.dates(date(1927, 1, 1), date(2026, 11, 23))


@given(
    DAYS, st.sampled_from(["%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %m %Y", "%Y%m%d", "%Y/%m/%d", "%Y-%m-%d 00:00:00"])
)
def test_every_day_written_with_four_figures_comes_back(day, form):
    assert read_date(day.strftime(form), order=Order.UNKNOWN, **BIRTH).value in (day, None)
    if form != "%Y%m%d":
        assert read_date(day.strftime(form), order=Order.UNKNOWN, **BIRTH).value == day


@given(DAYS)
def test_a_slash_date_is_never_taken_over_wrongly(day):
    read = read_date(day.strftime("%d/%m/%Y"), order=Order.UNKNOWN, **BIRTH)
    assert read.value in (None, day)
    assert day in date_readings(day.strftime("%d/%m/%Y"), order=Order.UNKNOWN)


@given(st.text(max_size=20))
def test_no_text_breaks_the_reader(text):
    read = read_date(text, order=Order.MIXED, **BIRTH)
    assert (read.value is None) == bool(read.code)


def test_excel_counts_days_from_1900():
    assert date_readings(45_000, order=Order.UNKNOWN) == {date(1899, 12, 30) + timedelta(days=45_000)}
    assert date_readings("45000", order=Order.UNKNOWN) == {date(2023, 3, 15)}


@pytest.mark.parametrize(
    ("cells", "order"),
    [(["12-12-2026"], Order.UNKNOWN), (["13-12-2026"], Order.DAY_FIRST), (["12-13-2026"], Order.MONTH_FIRST)],
)
def test_thirteen_is_no_month(cells, order):
    assert date_order(cells) == order
