"""What a place says otherwise than the vacancy it was taken for."""

from hypothesis import given
from hypothesis import strategies as st

from doorstroom.demand.domain.following import Difference, differences

offers = st.fixed_dictionaries({name: st.integers(0, 2) for name in ("occupation", "work", "conditions")})


def test_each_field_that_reads_otherwise_is_told_with_both_values():
    vacancy = {"occupation": "gastvrouw", "hours_per_week": 24, "conditions": "contract"}
    place = {"occupation": "gastvrouw", "hours_per_week": 20, "travel": "bus 8"}
    assert differences(vacancy, place) == (
        Difference("hours_per_week", 24, 20), Difference("conditions", "contract", None),
    )  # fmt: skip


@given(offers, offers, st.sets(st.sampled_from(["occupation", "work", "conditions"])))
def test_what_is_taken_over_reads_alike_and_the_rest_stays(vacancy, place, taken):
    left = {each.field for each in differences(vacancy, place)} - taken
    assert {each.field for each in differences(vacancy, place | {name: vacancy[name] for name in taken})} == left
