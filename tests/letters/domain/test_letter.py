"""A letter never shows a gap or a brace, and says what is known in the order of its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.documents.models import Document
from doorstroom.letters.domain.errors import LetterError
from doorstroom.letters.domain.letter import (
    DUTCH,
    PARTS,
    WORDS,
    Facts,
    Heading,
    Items,
    Kind,
    Paragraph,
    Table,
    check_text,
    compose,
    in_dutch,
)
from doorstroom.letters.selectors.texts import outcome_sentence, standard_texts
from doorstroom.letters.wording import WORDS as MEANT

FACTS = Facts(
    {"first_name": "Abel", "day": "maandag", "phone": ""}, {"steps": Items(("een", "twee")), "work": Items(())}
)


def test_paragraphs_headings_lists_and_parts_come_in_the_order_of_the_text():
    text = "Beste {first_name},\n\n# Wanneer\n- Dag: {day}\n- Neem niets mee\n{steps}\n\nGroet,\nSamira"
    assert compose(text, FACTS) == (
        Paragraph("Beste Abel,"),
        Heading("Wanneer"),
        Items(("Dag: maandag", "Neem niets mee")),
        Items(("een", "twee")),
        Paragraph("Groet,\nSamira"),
    )


def test_what_is_not_known_leaves_no_gap_and_no_heading_above_nothing():
    text = "# Bellen\nBel {phone}.\n\n# Werk\n{work}\n\n# Dag\n- {phone}\n- {day}\n\n# Slot\n{unknown}"
    assert compose(text, FACTS) == (Heading("Dag"), Items(("maandag",)))


def test_words_and_parts_have_dutch_names_and_the_english_ones_are_read_as_well():
    facts = Facts({"first_name": "Abel", "day": ""}, {"phases": Items(("een", "twee"))})
    texts = ["Dag {voornaam}\n{stappen}\n{dag}", "Dag {first_name}\n{phases}\n{day}"]
    assert [compose(text, facts) for text in texts] == [(Paragraph("Dag Abel"), Items(("een", "twee")))] * 2
    assert [in_dutch(text) for text in texts] == [texts[0]] * 2
    assert set(DUTCH) == set(MEANT)
    assert len(set(DUTCH.values())) == len(DUTCH)
    assert not set(DUTCH) & set(DUTCH.values())


def test_a_line_left_out_does_not_break_a_list_in_two():
    assert compose("- een\n- {phone}\n- twee", FACTS) == (Items(("een", "twee")),)


@pytest.mark.parametrize(
    ("subject", "text", "code"),
    [
        ("", "x", "text_empty"), ("x", " \n", "text_empty"), ("x", "Beste {achternaam}", "word_unknown"),
        ("{x y}", "x", "word_unknown"), ("x", "Beste {first_name", "brace_alone"), ("x", "}", "brace_alone"),
        ("x", "Zie {phases} hier", "part_in_a_line"), ("x", "{phases} {work}", "part_in_a_line"),
        ("{work}", "x", "part_in_a_line"), ("x", "Zie {stappen} hier", "part_in_a_line"),
    ],
)  # fmt: skip
def test_a_text_that_cannot_become_a_letter_is_refused(subject, text, code):
    with pytest.raises(LetterError) as refused:
        check_text(Kind.TRAJECTORY_OVERVIEW, subject, text)
    assert refused.value.code == code


@pytest.mark.parametrize("kind", list(Kind))
def test_the_texts_that_come_with_the_product_are_whole(kind):
    given = standard_texts()[kind]
    check_text(kind, given["subject"], given["text"])
    assert PARTS[kind] == {part for part in PARTS[kind] if f"\n{{{DUTCH[part]}}}\n" in given["text"]}, (
        "each part is shown"
    )
    assert [len(line) for line in given["text"].splitlines() if len(line) > 120] == []


def test_every_decision_has_its_sentence_and_every_letter_its_name():
    assert [outcome_sentence(each) for each in ("selected", "reserve", "not_now")] == [
        "U bent gekozen. U kunt meedoen.",
        "U staat op de reservelijst. Komt er een plek vrij? Dan bellen wij u.",
        "U kunt deze keer niet meedoen.",
    ]
    assert set(Document.Letter.values) == set(Kind)
    assert set(MEANT) == {word for kind in Kind for word in WORDS[kind] | PARTS[kind]}


WORD = st.sampled_from(sorted(WORDS[Kind.SELECTION_OUTCOME]))
LINE = st.builds(
    lambda start, pieces: start + " ".join(pieces),
    st.sampled_from(["", "- ", "# "]),
    st.lists(st.one_of(WORD.map("{{{}}}".format), st.text("abc é'“<#-", min_size=1)), min_size=1, max_size=3),
)
TEXT = st.lists(st.one_of(LINE, st.just(""), st.just("{criteria}")), max_size=12).map("\n".join)
KNOWN = st.dictionaries(WORD, st.text("xyz ", max_size=5), max_size=15)
ROWS = st.lists(st.tuples(st.text("pq", min_size=1), st.text("pq")), max_size=2).map(tuple)


@given(TEXT, KNOWN, ROWS)
def test_no_brace_no_gap_and_no_heading_above_nothing_whatever_is_known(text, known, rows):
    blocks = compose(text, Facts(known, {"criteria": Table(("a", "b"), rows)}))
    for block, after in zip(blocks, [*blocks, None][1:], strict=True):
        said = {"heading": lambda b: [b.text], "paragraph": lambda b: b.text.split("\n"), "items": lambda b: b.items,
                "table": lambda b: [row[0] for row in b.rows]}[block.kind](block)  # fmt: skip
        assert said
        assert all(each.strip() or block.kind == "items" for each in said)
        assert not set("{}") & set("".join(said))
        if isinstance(block, Heading):
            assert after is not None
            assert not isinstance(after, Heading)
    assert sum(isinstance(block, Table) for block in blocks) == (text.split("\n").count("{criteria}") if rows else 0)
