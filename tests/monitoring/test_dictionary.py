"""The dictionary that comes with the product: what was once published keeps its words."""

from dataclasses import asdict
from hashlib import sha256

import pytest

from doorstroom.monitoring.selectors.dictionary import definition, dictionary, version_of
from doorstroom.monitoring.selectors.results import LASTING
from doorstroom.monitoring.wording import CLOCKS

PUBLISHED = {
    "first_exits/1": "ed8d245becd6c587",
    "job_in_time/1": "7a4cb48ba6370957",
    "job_or_apprenticeship_in_time/1": "c8c07a0311ffba99",
    "finished/1": "62fa72e16530bdef",
    "job/1": "346a395365452d96",
    "sustained/1": "add609a5d51af2e8",
    "looked_back/1": "30710b3cddee7ce0",
    "stages/1": "25d4d4b0bd617c2d",
    "time_in_stage/1": "040b39b0c37833db",
    "stock_and_flow/1": "a812564b3391dd55",
    "kept_forecasts/1": "6b55cb7a397364be",
    "entry/1": "dc5a9a3e818eaa61",
    "far_group/1": "e65d70dff7401b0a",
    "work_in_quarter/1": "5eba2a9354258ac4",
    "same_mix/1": "a1299025e9eadd2a",
    "stage_conversion/1": "4b406f3399b58a8b",
    "drawn_sample/1": "540cafcfede51f85",
}


def fingerprint(version) -> str:
    return sha256(repr(sorted(asdict(version).items())).encode()).hexdigest()[:16]


def test_a_published_version_is_never_edited():
    """Another meaning, or other words for it, is a next version: `restates` or `breaks`."""
    now = {
        indicator.label(version): fingerprint(version)
        for indicator in dictionary().values()
        for version in indicator.versions
    }
    assert {label: now.get(label) for label in PUBLISHED} == PUBLISHED
    assert set(now) == set(PUBLISHED), "write the fingerprint of a new version here"


def test_every_entry_names_a_clock_that_has_words():
    assert {version.clock for each in dictionary().values() for version in each.versions} <= set(CLOCKS)


def test_the_counting_goes_by_the_numbers_of_the_dictionary():
    norm = version_of("sustained/1").filters
    assert (LASTING.span.count, LASTING.hours_per_week, LASTING.allowed_gap_days, LASTING.lag_days) == (
        norm["months"], norm["hours_per_week"], norm["allowed_gap_days"], norm["lag_days"],
    )  # fmt: skip
    assert "12 uur per week" in definition("sustained/1")


def test_an_unknown_label_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        definition("luck/1")
