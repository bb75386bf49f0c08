"""Two sides, five steps: what is compared, what stays as it was said, and when the next talk is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.learning.domain.progress import Said, TalkingPoint, added, next_talk_on, talking_point

steps = st.none() | st.integers(1, 5)
saids = st.builds(Said, steps, st.sampled_from(["", "Het gaat goed", "Ik wil meer uren"]))
MIRRORED = {
    TalkingPoint.AGREED: TalkingPoint.AGREED,
    TalkingPoint.ONE_SIDED: TalkingPoint.ONE_SIDED,
    TalkingPoint.PERSON_HIGHER: TalkingPoint.PROFESSIONAL_HIGHER,
    TalkingPoint.PROFESSIONAL_HIGHER: TalkingPoint.PERSON_HIGHER,
}


@pytest.mark.parametrize(
    ("person", "professional", "point"),
    [
        (3, 3, "agreed"), (4, 2, "person_higher"), (1, 2, "professional_higher"),
        (None, 2, "one_sided"), (5, None, "one_sided"), (None, None, "one_sided"),
    ],
)  # fmt: skip
def test_a_difference_is_a_talking_point(person, professional, point):
    assert talking_point(person, professional) == point


@given(steps, steps)
def test_both_sides_are_treated_alike(one, other):
    assert talking_point(other, one) == MIRRORED[talking_point(one, other)]


def test_the_next_talk_is_three_months_after_the_last_or_after_the_intake():
    assert next_talk_on([], date(2026, 11, 30)) == date(2027, 2, 28)
    assert next_talk_on([date(2026, 3, 1), date(2026, 8, 31), date(2026, 5, 1)], date(2026, 1, 1)) == date(2026, 11, 30)


@given(saids, st.lists(saids, max_size=6))
def test_the_first_word_of_a_side_stays(first, later):
    """Whatever comes after it, and however often: what was said once is what stands."""
    standing = first
    for said in later:
        standing = added(standing, said) or standing
    assert standing == next((said for said in [first, *later] if said), Said())


def test_a_side_that_spoke_refuses_other_words_and_takes_the_same_again():
    spoken = Said(2, "Ik slaap slecht")
    assert added(spoken, Said(4, "Ik slaap slecht")) is None
    assert added(spoken, spoken) == spoken
    assert added(spoken, Said()) == spoken
    assert added(Said(), spoken) == spoken
