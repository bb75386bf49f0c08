"""What somebody new does, and what is asked no more."""

from hypothesis import given
from hypothesis import strategies as st

from doorstroom.demand.domain.carving import Need, carve

DUTCH, VOG, WISH = Need("language", "B1", "Overdracht"), Need("conduct", "VOG", "Wassen"), Need("licence", "B")


def test_a_requirement_goes_with_the_only_task_that_needs_it():
    found = carve(["Koken", "Wassen", "Overdracht"], {"Overdracht"}, [DUTCH, VOG, WISH])
    assert (found.tasks, found.stays) == (("Koken", "Wassen"), ("Overdracht",))
    assert (found.needs, found.fell_away) == ((VOG, WISH), (DUTCH,))


texts = st.sampled_from(["a", "b", "c", "d"])
needs = st.builds(Need, st.sampled_from(["language", "licence"]), st.just("x"), texts | st.just(""))


@given(st.lists(texts, unique=True), st.sets(texts), st.lists(needs))
def test_nothing_is_lost_and_no_task_that_is_left_loses_what_it_asks(tasks, stays, asked):
    found = carve(tasks, stays, asked)
    assert sorted((*found.tasks, *found.stays)) == sorted(tasks)
    assert sorted(map(repr, (*found.needs, *found.fell_away))) == sorted(map(repr, asked))
    assert all(need in found.needs for need in asked if need.task in found.tasks or not need.task)
    assert all(need.task in stays for need in found.fell_away)
