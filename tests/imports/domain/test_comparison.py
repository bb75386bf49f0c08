"""Three values beside each other: what the partner said, what it says now, and what stands here."""

from hypothesis import given
from hypothesis import strategies as st

from doorstroom.imports.domain.comparison import ChangedBy, Difference, differences, gone, settled

FACTS = st.dictionaries(st.sampled_from(["phone", "place", "email"]), st.sampled_from(["a", "b", "c"]))


def test_who_changed_what():
    earlier = {"phone": "1", "place": "X", "email": "e", "street": "s"}
    here = {"phone": "1", "place": "Y", "email": "f", "street": "s"}
    later = {"phone": "2", "place": "X", "email": "g", "street": "s", "postcode": "5501EA"}
    assert differences(earlier, later, here) == (
        Difference("phone", "1", "2", "1"),
        Difference("place", "X", "X", "Y"),
        Difference("email", "e", "g", "f"),
    )
    assert [(each.changed_by, each.asks) for each in differences(earlier, later, here)] == [
        (ChangedBy.PARTNER, True), (ChangedBy.HERE, False), (ChangedBy.BOTH, True)
    ]  # fmt: skip


def test_what_was_emptied_here_stays_empty_and_what_was_never_here_is_filled():
    emptied = differences({"phone": "1"}, {"phone": "1"}, {})
    assert [(each.here, each.changed_by) for each in emptied] == [("", ChangedBy.HERE)]
    assert emptied == (Difference("phone", "1", "1", ""),)
    assert differences({}, {"phone": "1"}, {}) == ()
    assert differences({}, {"phone": "1"}, {"phone": "2"}) == (Difference("phone", "", "1", "2"),)


def test_gone_names_each_number_once():
    assert gone(["A", "B", "", "B", "C"], ["C", "D"]) == ("A", "B")


@given(FACTS, FACTS, FACTS)
def test_an_empty_cell_asks_nothing_and_equal_values_are_no_difference(earlier, later, here):
    found = differences(earlier, later, here)
    assert {each.field for each in found} <= later.keys()
    assert all(each.later != each.here for each in found)


@given(FACTS, FACTS, FACTS)
def test_what_is_settled_is_not_asked_again_and_what_is_open_is(earlier, later, here):
    found = differences(earlier, later, here)
    asked = {each.field for each in found if each.asks}
    again = differences({**earlier, **settled(later, ())}, later, here)
    assert [each.field for each in again if each.asks] == []
    left_open = differences({**earlier, **settled(later, asked)}, later, here)
    assert {each.field for each in left_open if each.asks} == asked
