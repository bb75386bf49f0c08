"""Texts of a draft in other languages."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.programmes.domain.draft import complete
from doorstroom.programmes.domain.texts import languages_of, texts_fingerprint, texts_of, translated
from programmes.domain.test_draft import MODELS, data_of


@cache
def model(name):
    return data_of(name)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(str.strip)


@pytest.mark.parametrize("name", MODELS)
def test_every_text_of_a_real_model_is_found_with_the_page_of_its_dutch(name):
    data = model(name)
    assert len(texts_of(data)) == repr(data).count("'nl': ")
    assert {text.page for text in texts_of(data)} >= {"basics", "roles", "phases", "figures", "observations"}
    assert languages_of(texts_of(data)) == ["en"]
    names = {text.path: text.dutch for text in texts_of(data)}
    assert names["roles[0].name"] == data["roles"][0]["name"]["nl"]


@given(st.data())
def test_what_is_written_stands_there_and_nothing_else_changes(data):
    before = model("welthuis-v2.yaml")
    texts = {text.path: text for text in texts_of(before)}
    given = data.draw(st.dictionaries(st.sampled_from(sorted(texts)), WORDS, max_size=5))
    after = {text.path: text.texts for text in texts_of(translated(before, "ti", given))}
    assert after == {
        path: {**text.texts, "ti": given[path].strip()} if path in given else text.texts
        for path, text in texts.items()
    }  # fmt: skip
    emptied = translated(translated(before, "ti", given), "ti", dict.fromkeys(given, " "))
    assert emptied == before


def test_a_model_reads_what_was_written_and_dutch_where_nothing_was():
    data = translated(model("welthuis-v2.yaml"), "ti", {"phases[0].name": "ምጅማር"})
    first, second = complete(data, code="x", version=1).phases[:2]
    assert (first.name.text("ti"), first.name.text("en")) == ("ምጅማር", "Pre-apprenticeship")
    assert second.name.text("ti") == second.name.text("nl")


def test_the_fingerprint_sees_a_change_of_one_of_the_texts_alone():
    before = model("welthuis-v2.yaml")
    after = translated(before, "ti", {"roles[0].name": "ተሳታፊ"})
    for page, same in (("roles", False), ("phases", True)):
        seen = [texts_fingerprint(text for text in texts_of(each) if text.page == page) for each in (before, after)]
        assert (seen[0] == seen[1]) == same
