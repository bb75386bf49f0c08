"""Which spellings of an occupation meet, and which must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.taxonomy.domain.labels import normalise_label


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Verzorgende IG", "verzorgende ig"),
        ("  verzorgende   IG (m/v/x)", "verzorgende ig"),
        ("Lasser MIG/MAG", "lasser mig mag"),
        ("lasser mig-mag", "lasser mig mag"),
        ("conciërge, 24 uur", "concierge"),
        ("helpende zorg (BBL)", "helpende zorg"),
        ("heftruckchauffeur m/v", "heftruckchauffeur"),
        ("assistent kok", "assistent kok"),
        ("ﬁetsenmaker", "fietsenmaker"),
        ("", ""),
    ],
)
def test_normalise_label(text, key):
    assert normalise_label(text) == key


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text):
    once = normalise_label(text)
    assert normalise_label(once) == once


@given(st.text(max_size=40))
def test_case_and_blanks_around_never_matter(text):
    assert normalise_label(f"  {text}\t") == normalise_label(text)
