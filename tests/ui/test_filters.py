import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.ui.templatetags.ui import initials, ranges, times


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ruud Blom", "RB"),
        ("Noor van Dijk", "ND"),
        ("Jan Peter de Groot", "JG"),
        ("Çiğdem", "Ç"),
        ("’t Hart", "H"),
        ("", ""),
        ("onbekend", ""),
    ],
)
def test_initials_skip_particles(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(("count", "length"), [(3, 3), ("2", 2), (0, 0), (None, 0), ("", 0), (-1, 0)])
def test_times_counts_and_never_below_zero(count, length):
    assert len(times(count)) == length


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([5], "5"),
        ([1, 2, 3], "1–3"),
        ([5, 1, 2, 3], "1–3, 5"),
        ([1, 3, 5], "1, 3, 5"),
        (range(1, 21), "1–20"),
    ],
)
def test_ranges_joins_neighbours(numbers, text):
    assert ranges(numbers) == text


@given(st.sets(st.integers(min_value=1, max_value=200)))
def test_ranges_name_exactly_the_numbers_given(numbers):
    spans = [part.split("–") for part in ranges(numbers).split(", ") if part]
    assert {n for span in spans for n in range(int(span[0]), int(span[-1]) + 1)} == numbers
