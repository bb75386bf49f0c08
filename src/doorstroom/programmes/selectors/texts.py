"""What of a draft is written in which language, and what is missing; counted in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from doorstroom.programmes.domain.draft import PAGES
from doorstroom.programmes.domain.texts import DUTCH, Text, languages_of, texts_of
from doorstroom.programmes.models import ModelDraft
from doorstroom.programmes.wording import PAGES as PAGE_WORDS
from doorstroom.ui.languages import LANGUAGES

FIRST = "en"


def languages_shown(draft: ModelDraft) -> list[str]:
    """“English: 3 missing”, for each language in which something is written."""
    texts = texts_of(draft.definition)
    return [f"{language_name(each)}: {missing_words(texts, each)}" for each in languages_of(texts)]


def language_choices(texts: list[Text]) -> list[tuple[str, str]]:
    """First those in which something is written; each other one can be begun."""
    written = languages_of(texts)
    others = [code for code, _ in LANGUAGES if code not in (*written, DUTCH)]
    return [(code, f"{language_name(code)} ({missing_words(texts, code)})") for code in (*written, *others)]


def part_choices(texts: list[Text], language: str) -> list[tuple[str, str]]:
    """The pages of the editor on which texts stand."""
    parts = {page.code: [text for text in texts if text.page == page.code] for page in PAGES}
    return [
        (code, f"{PAGE_WORDS[code][0]} ({missing_words(found, language)})") for code, found in parts.items() if found
    ]


def language_name(code: str) -> str:
    return str(capfirst(dict(LANGUAGES).get(code, code)))


def missing_words(texts: Iterable[Text], language: str) -> str:
    number = missing(texts, language)
    return ngettext("%(n)s missing", "%(n)s missing", number) % {"n": number} if number else gettext("nothing missing")


def missing(texts: Iterable[Text], language: str) -> int:
    return sum(text.lacks(language) for text in texts)
