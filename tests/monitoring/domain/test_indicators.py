"""A changed meaning restates history or draws a line; it never slips in."""

from datetime import date

import pytest

from doorstroom.monitoring.domain.indicators import DictionaryError, read_dictionary


def entry(*changes, **more):
    texts = {part: {"en": f"{part} v{{v}}"} for part in ("numerator", "denominator", "source")}
    versions = [
        {"version": i, "since": date(2026, i, 1), "clock": "started", "filters": {"v": i}, **texts,
         **({"change": change} if change else {}), **more}
        for i, change in enumerate((None, *changes), start=1)
    ]  # fmt: skip
    return {"code": "job", "name": {"en": "Job"}, "versions": versions}


def read(*changes):
    return read_dictionary([entry(*changes)], ["en"])["job"]


@pytest.mark.parametrize(
    ("changes", "counted", "lines"),
    [
        ((), [1, 1, 1], []),
        (("restates", "restates"), [3, 3, 3], []),
        (("breaks", "breaks"), [1, 2, 3], [date(2026, 2, 1), date(2026, 3, 1)]),
        (("breaks", "restates"), [1, 3, 3], [date(2026, 2, 1)]),
        (("restates", "breaks"), [2, 2, 3], [date(2026, 3, 1)]),
    ],
)
def test_a_figure_is_counted_by_the_version_in_force_or_a_later_one_that_restates_it(changes, counted, lines):
    indicator = read(*changes)
    assert [indicator.counted_by(date(2026, month, 15)).version for month in (1, 2, 3)] == counted
    assert [each.since for each in indicator.breaks(date(2026, 1, 1), date(2026, 12, 31))] == lines


def test_the_numbers_in_a_text_are_those_of_the_counting():
    version = read("breaks").newest
    assert (version.numerator["en"], version.filters) == ("numerator v2", {"v": 2.0})


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (entry(None), "job/2: a version follows the one before it by number and by day"),
        (entry(change="breaks"), "job: the first version is 1 and changes nothing"),
        (entry(numerator={}), "job/1: numerator is missing in en; write it there"),
    ],
)
def test_an_entry_that_does_not_say_what_it_must_is_refused(broken, told):
    with pytest.raises(DictionaryError, match=told):
        read_dictionary([broken], ["en"])


def test_a_code_stands_once():
    with pytest.raises(DictionaryError, match="job stands twice"):
        read_dictionary([entry(), entry()], ["en"])
