"""When a programme may close."""

from hypothesis import given
from hypothesis import strategies as st

from doorstroom.cooperation.domain.closing import Group, Missing, missing_to_close

groups = st.builds(Group, st.integers(1, 300), st.integers(1, 5), st.none() | st.integers(1, 5),
                   st.none() | st.integers(1, 5), st.just("x"), st.booleans())  # fmt: skip


def test_what_is_missing_is_said_with_how_many_people():
    found = [
        Group(4, holder=1),
        Group(3, holder=1, next_owner=2, basis="SUWI"),
        Group(2, holder=1, next_owner=2, funder=3, basis="SUWI"),
        Group(1, holder=1, next_owner=1, funder=3, basis="SUWI", confirmed=True),
    ]
    assert missing_to_close(found) == (Missing("next_owner", 4), Missing("funder", 3), Missing("confirmation", 5))


@given(st.lists(groups, max_size=8))
def test_it_may_close_exactly_when_everybody_goes_on_with_somebody_who_agreed(found):
    everybody = all(g.next_owner is not None and g.funder is not None and g.confirmed for g in found)
    assert (missing_to_close(found) == ()) is everybody
