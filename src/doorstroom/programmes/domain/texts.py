"""The texts of a draft in other languages, each beside its Dutch one, which stands in where one is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from doorstroom.programmes.domain.draft import PAGES, Data, digest, inner_kind, page_of
from doorstroom.programmes.domain.fields import Names, Problem, field_kinds
from doorstroom.programmes.domain.route_model import RouteModel

DUTCH = "nl"


@dataclass(frozen=True)
class Text:
    """`path` is its place in the model (`phases[0].name`), `page` the one of the editor on which the Dutch stands."""

    path: str
    page: str
    texts: Mapping[str, str]

    @property
    def dutch(self) -> str:
        return self.texts.get(DUTCH, "")

    def lacks(self, language: str) -> bool:
        return language not in self.texts


def texts_of(data: Mapping[str, Any]) -> list[Text]:
    """In the order of the pages of the editor. What an approach in it says is written in that approach."""
    found = [
        Text(path, page_of(Problem(path, "")).code, _texts(block[name]))
        for path, block, name in _places(RouteModel, data, "")
    ]
    order = [page.code for page in PAGES]
    return sorted(found, key=lambda text: order.index(text.page))


def languages_of(texts: Iterable[Text]) -> list[str]:
    """Those in which anything is written, Dutch left out."""
    return sorted({language for text in texts for language in text.texts} - {DUTCH})


def translated(data: Mapping[str, Any], language: str, given: Mapping[str, str]) -> Data:
    """The data with these texts, by their place; an empty one is taken away, so that the Dutch stands in again."""
    result = deepcopy(dict(data))
    for path, block, name in _places(RouteModel, result, ""):
        if path in given:
            others = {code: text for code, text in _texts(block[name]).items() if code != language}
            text = given[path].strip()
            block[name] = {**others, language: text} if text else others
    return result


def texts_fingerprint(texts: Iterable[Text]) -> str:
    """What the texts were when a page was opened, to notice that somebody else wrote in between."""
    return digest([[text.path, dict(text.texts)] for text in texts])


def _texts(value: Any) -> Mapping[str, str]:
    return value if isinstance(value, Mapping) else {DUTCH: str(value)}


def _places(kind: Any, block: Any, before: str) -> Iterator[tuple[str, Any, str]]:
    """(path, the block that holds it, its name there) of every text that is filled in."""
    for field in fields(kind):
        inner, many, _ = inner_kind(field_kinds(kind)[field.name])
        value, path = block.get(field.name), f"{before}{field.name}"
        if not value or not is_dataclass(inner):
            continue
        if inner is Names:
            yield path, block, field.name
        elif many:
            for place, each in enumerate(value):
                yield from _places(inner, each, f"{path}[{place}].")
        else:
            yield from _places(inner, value, f"{path}.")
