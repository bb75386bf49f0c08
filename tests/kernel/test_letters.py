import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.kernel.letters import unaccented


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Çiğdem Núñez", "cigdem nunez"),
        ("ZIELIŃSKI", "zielinski"),
        ("Łukasz Øster", "lukasz oster"),
        ("Straße", "strasse"),
        ("ﬁets", "fiets"),
        ("İstanbul", "istanbul"),
    ],
)
def test_unaccented(text, bare):
    assert unaccented(text) == bare


@given(st.text(max_size=60))
def test_unaccented_text_stays_as_it_is(text):
    assert unaccented(unaccented(text)) == unaccented(text)
