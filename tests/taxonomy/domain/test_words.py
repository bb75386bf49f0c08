"""Words of a title taken apart: endings, empty words and compounds per language."""

import pytest

from doorstroom.taxonomy.domain.words import WordParts, language_of

NAMES = ["magazijn", "medewerker magazijn", "medewerkster", "arbeid", "bemiddelaar", "vrachtwagen", "chauffeur"]


@pytest.mark.parametrize(
    ("language", "text", "tokens"),
    [
        ("nl", "medewerker van het magazijn", ["medewerk", "magazijn"]),
        ("nl", "Medewerkster magazijn (m/v)", ["medewerk", "magazijn"]),
        ("nl", "magazijnmedewerker", ["magazijnmedewerk", "magazijn", "medewerk"]),
        ("nl", "arbeidsbemiddelaar", ["arbeidsbemiddelaar", "arbeid", "bemiddelaar"]),
        ("nl", "kok", ["kok"]),
        ("en", "drivers of vehicles", ["driver", "vehicle"]),
        ("en", "magazijnmedewerker", ["magazijnmedewerker"]),
        ("nl-BE", "chauffeurs", ["chauffeur"]),
        ("xx", "de chauffeurs", ["de", "chauffeurs"]),
    ],
)
def test_a_title_falls_apart_in_its_own_language(language, text, tokens):
    assert list(WordParts.of(language_of(language), NAMES).tokens(text)) == tokens


def test_a_compound_falls_into_the_parts_that_are_used_most():
    names = ["bak", "kersoven", "bakkers", "bakker", "bakker", "oven", "oven"]
    assert list(WordParts.of(language_of("nl"), names).tokens("bakkersoven")) == ["bakkersov", "bakk", "oven"]
