"""The order of help (S3.12)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from doorstroom.intake.domain.services import Offered, in_order

GIVERS = ["", "Aa", "Werkcentrum", "Zz"]
offers = st.lists(
    st.builds(
        Offered, key=st.integers(1, 99), name=st.sampled_from(["Taal", "Geld", "Werk"]),
        provider=st.sampled_from(GIVERS),
        need=st.sampled_from(["language", "money"]), room=st.none() | st.integers(0, 3),
        kilometres=st.none() | st.integers(0, 40),
    ),
    unique_by=lambda each: each.key, max_size=12,
)  # fmt: skip


@given(offers, st.lists(st.sampled_from(GIVERS), min_size=12, max_size=12))
def test_the_provider_is_no_sort_key(listed, others):
    """Whatever the providers are called, the services stand in the same order."""
    renamed = [replace(each, provider=other) for each, other in zip(listed, others, strict=False)]
    assert [each.key for each in in_order(listed, "")] == [each.key for each in in_order(reversed(renamed), "")]


@given(offers)
def test_only_what_fits_and_what_is_full_last(listed):
    found = in_order(listed, "money")
    assert {each.key for each in found} == {each.key for each in listed if each.need == "money"}
    assert [each.full for each in found] == sorted(each.full for each in found)
    near = [each.kilometres for each in found if not each.full and each.kilometres is not None]
    assert near == sorted(near)
