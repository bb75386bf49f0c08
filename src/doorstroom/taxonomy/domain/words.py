"""Words of a title taken apart per language, so that "magazijnmedewerkster" meets "medewerker magazijn".

Words that carry no meaning go, endings go, and in languages that write compounds in one word the parts count as
words too. A word is only taken apart into words that some name of the vocabulary uses by themselves, but for endings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from doorstroom.taxonomy.domain.labels import normalise_label

_SHORTEST_STEM = 4
_SHORTEST_PART = 3


@dataclass(frozen=True)
class Language:
    """`endings` longest first; `joints` are the letters between parts of a compound, empty where none are written."""

    code: str
    empty_words: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()

    def stem(self, word: str) -> str:
        for ending in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                return word[: -len(ending)]
        return word


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LANGUAGES = {
    language.code: language
    for language in (
        Language(
            "nl",
            _words("de het een en van voor in op of met aan bij tot ter te der den door uit naar"),
            ("ingen", "sters", "eren", "ster", "ers", "ing", "en", "er", "s", "e"),
            ("", "s", "en", "e"),
        ),
        Language("en", _words("the a an of and or for in on to with at by from"), ("ings", "ing", "s")),
        Language(
            "sv",
            _words("och i av for till med pa en ett den det inom vid"),
            ("arna", "erna", "orna", "are", "ning", "or", "ar", "er", "en", "et", "a", "e"),
            ("", "s"),
        ),
    )
}


def language_of(code: str) -> Language:
    """What is known of a language ("nl-BE" is Dutch); of an unknown one nothing: its words count as written."""
    short = code.lower().partition("-")[0]
    return _LANGUAGES.get(short, Language(short))


@dataclass
class WordParts:
    """Takes texts of one language apart; `known` counts the stems of the words that a vocabulary's names use."""

    language: Language
    known: Counter[str]
    _seen: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, language: Language, keys: Iterable[str]) -> WordParts:
        """`keys` are normalised names."""
        return cls(language, Counter(language.stem(word) for key in keys for word in key.split()))

    def tokens(self, text: str) -> Iterator[str]:
        for word in normalise_label(text).split():
            if word not in self.language.empty_words:
                yield from self._parts(word)

    def _parts(self, word: str) -> tuple[str, ...]:
        if word not in self._seen:
            self._seen[word] = (self.language.stem(word), *self._split(word))
        return self._seen[word]

    def _split(self, word: str) -> tuple[str, ...]:
        """The stems of two parts of a compound, of which the rarer is the most used; nothing when it is none."""
        best: tuple[int, tuple[str, ...]] = (0, ())
        stem = self.language.stem
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART):
            tail = stem(word[cut:])
            for joint in self.language.joints if tail in self.known else ():
                head = stem(word[:cut].removesuffix(joint)) if word[:cut].endswith(joint) else ""
                if len(head) >= _SHORTEST_PART and head in self.known:
                    best = max(best, (min(self.known[head], self.known[tail]), (head, tail)))
        return best[1]
