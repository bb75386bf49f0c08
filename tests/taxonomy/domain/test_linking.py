"""From what people write to the nearest concepts, and what was confirmed before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.taxonomy.domain.catalogue import read_catalogue
from doorstroom.taxonomy.domain.labels import normalise_label
from doorstroom.taxonomy.domain.linking import Learned, NamedConcept, build_index, with_learned
from doorstroom.taxonomy.domain.rows import ConceptRow, LabelRow
from doorstroom.taxonomy.domain.vocabulary import load_vocabulary
from doorstroom.taxonomy.domain.words import language_of

CONCEPTS = (
    NamedConcept("x:cook", ("kok", "keukenmedewerker"), "bereidt maaltijden in een restaurant"),
    NamedConcept("x:baker", ("bakker", "broodbakker", "Broodbakker"), "bakt brood en gebak"),
    NamedConcept("x:driver", ("vrachtwagenchauffeur", "chauffeur"), "rijdt met een vrachtwagen"),
    NamedConcept("x:bus", ("buschauffeur",), "vervoert mensen met een bus"),
    NamedConcept("x:none", ()),
)
INDEX = build_index(CONCEPTS, language_of("nl"))


def uris(index, title, top=5):
    return [candidate.uri for candidate in index.search([title], top)[0]]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Kok (m/v)", "x:cook"), ("kokkin", "x:cook"), ("brood bakker", "x:baker"), ("bestuurder van een bus", "x:bus"),
        ("vrachtwagen chaufeur", "x:driver"), ("restaurant", "x:cook"), ("iemand die brood en gebak maakt", "x:baker"),
    ],
)  # fmt: skip
def test_the_nearest_concept_by_name_spelling_or_what_is_said_of_it(title, first):
    assert uris(INDEX, title)[0] == first


def test_what_resembles_nothing_finds_nothing():
    assert INDEX.search(["zzz", ""]) == [(), ()]
    assert build_index((), language_of("nl")).search(["kok"]) == [()]


def test_each_concept_stands_once_with_its_best_name():
    candidates = INDEX.search(["bakker brood"])[0]
    assert [c.uri for c in candidates].count("x:baker") == 1
    assert candidates[0].name in ("bakker", "broodbakker")
    assert INDEX.names == ("kok", "keukenmedewerker", "bakker", "broodbakker", "vrachtwagenchauffeur", "chauffeur",
                           "buschauffeur")  # fmt: skip


def test_a_name_itself_is_exact_and_comes_first():
    first, *others = INDEX.search(["CHAUFFEUR, 32 uur"])[0]
    assert (first.uri, first.name, first.exact, first.learned) == ("x:driver", "chauffeur", True, False)
    assert not any(other.exact for other in others)


def test_a_confirmed_choice_changes_the_next_answer():
    assert uris(INDEX, "poffertjesman") != ["x:baker"]
    taught = with_learned(INDEX, Learned(chosen={"poffertjesman": "x:baker"}))
    first = taught.search(["Poffertjesman"])[0][0]
    assert (first.uri, first.learned, first.exact) == ("x:baker", True, True)
    assert uris(taught, "poffertjesvrouw")[0] == "x:baker"
    assert uris(taught, "kok") == uris(INDEX, "kok")


def test_what_people_said_it_is_not_stays_away_for_these_words_only():
    taught = with_learned(INDEX, Learned(refused={"chauffeur": frozenset({"x:driver"})}))
    assert "x:driver" not in uris(taught, "chauffeur")
    assert uris(taught, "vrachtwagenchauffeur")[0] == "x:driver"


def test_a_choice_for_a_concept_that_is_gone_is_passed_over():
    assert uris(with_learned(INDEX, Learned(chosen={"kok": "x:gone"})), "kok") == uris(INDEX, "kok")


@given(st.lists(st.text(alphabet="abdekorst ", max_size=12), max_size=8), st.integers(1, 4))
def test_searching_together_or_one_by_one_gives_the_same(titles, top):
    def shown(found):
        return [[(c.uri, c.name, round(c.likeness, 5)) for c in candidates] for candidates in found]

    together = INDEX.search(titles, top)
    assert shown(together) == shown([INDEX.search([title], top)[0] for title in titles])
    assert all(len(candidates) <= top for candidates in together)


@given(st.sampled_from([name for concept in CONCEPTS for name in concept.names]))
def test_every_name_leads_to_its_own_concept(name):
    own = next(c.uri for c in CONCEPTS if name in c.names)
    assert uris(INDEX, name)[0] == own


def test_the_own_vocabulary_finds_each_of_its_names():
    own = load_vocabulary()
    catalogue = read_catalogue(own.concepts(), own.labels(), kind="occupation", language="nl", names_in="en")
    index = build_index(catalogue.concepts, language_of("nl"))
    names = {label.text: label.uri for label in own.labels() if "occupation/" in label.uri and label.language == "nl"}
    found = index.search(list(names))
    assert {name: candidates[0].uri for name, candidates in zip(names, found, strict=True)} == names
    assert catalogue.preferred["doorstroom:occupation/cook"] == "cook"


def test_a_concept_without_a_name_in_the_language_is_found_in_english():
    concepts = [ConceptRow("s:1", "esco", "skill", "", "1"), ConceptRow("s:2", "esco", "skill", "", "1")]
    concepts.append(ConceptRow("o:1", "esco", "occupation", "", "1"))
    labels = [
        LabelRow(uri, language, kind, text, normalise_label(text))
        for uri, language, kind, text in (
            ("s:1", "en", "preferred", "weld metal"), ("s:1", "nl", "preferred", "metaal lassen"),
            ("s:1", "nl", "description", "Delen verbinden."), ("s:2", "en", "preferred", "plan routes"),
            ("s:2", "en", "description", "Where to drive."), ("o:1", "nl", "preferred", "lasser"),
        )
    ]  # fmt: skip
    catalogue = read_catalogue(concepts, labels, kind="skill", language="nl", names_in="nl")
    assert catalogue.concepts == (
        NamedConcept("s:1", ("metaal lassen",), "Delen verbinden."),
        NamedConcept("s:2", ("plan routes",), "Where to drive."),
    )
    assert catalogue.preferred == {"s:1": "metaal lassen", "s:2": "plan routes"}
