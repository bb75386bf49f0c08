"""Who hears of a person when whoever holds her and whoever leads are both not there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.trajectories.domain.standing_in import Near, Post, StandIn, stand_in

LEAD, OTHER_LEAD = Post(1, "programme_manager"), Post(2, "programme_manager")
COLLEAGUES, DESK, SCHOOL = Post(3, "caseworker"), Post(4, "caseworker"), Post(5, "school_coordinator")
NEAREST = [
    (Near.LEAD, [OTHER_LEAD, LEAD]),
    (Near.COLLEAGUES, [COLLEAGUES]),
    (Near.DESK, [DESK]),
    (Near.PARTNERS, [DESK, SCHOOL]),
]


@pytest.mark.parametrize(
    ("manned", "near", "posts"),
    [
        ({LEAD, OTHER_LEAD, COLLEAGUES}, Near.LEAD, (LEAD, OTHER_LEAD)),
        ({OTHER_LEAD, COLLEAGUES}, Near.LEAD, (OTHER_LEAD,)),
        ({COLLEAGUES, DESK}, Near.COLLEAGUES, (COLLEAGUES,)),
        ({DESK, SCHOOL}, Near.DESK, (DESK,)),
        ({SCHOOL}, Near.PARTNERS, (SCHOOL,)),
        (set(), Near.LEAD, (LEAD, OTHER_LEAD)),
        ({Post(6, "caseworker")}, Near.LEAD, (LEAD, OTHER_LEAD)),
    ],
)
def test_the_nearest_circle_with_somebody_in_it_hears_and_else_it_waits_with_who_leads(manned, near, posts):
    assert stand_in(NEAREST, manned) == StandIn(near, posts)


posts = st.builds(Post, st.integers(1, 4), st.sampled_from(["caseworker", "job_coach"]))


@given(st.lists(st.tuples(st.sampled_from(Near), st.lists(posts)), min_size=1), st.sets(posts))
def test_nobody_is_untold_while_somebody_of_any_circle_is_there(nearest, manned):
    found = stand_in(nearest, manned)
    somebody = {post for _, circle in nearest for post in circle} & manned
    assert bool(set(found.posts) & manned) == bool(somebody)
    assert not somebody or set(found.posts) <= manned
