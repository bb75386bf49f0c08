"""A letter: the text of an organisation with its words filled in, as blocks that a page and a PDF both show.

A text is paragraphs with an empty line between them. `# ` begins a heading, `- ` a line of a list, `{word}` is filled
in, `{part}` alone on a line becomes a table or list. A line with a word about which nothing is known is left out, and
so is a heading above nothing: nobody ever reads a gap or a brace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from doorstroom.letters.domain.errors import LetterError


class Kind(StrEnum):
    """What is written to or about a person."""

    INVITATION = "invitation"
    SELECTION_OUTCOME = "selection_outcome"
    PRACTICE_CERTIFICATE = "practice_certificate"
    TRAJECTORY_OVERVIEW = "trajectory_overview"


ALWAYS = frozenset({
    "name", "first_name", "date", "programme", "sender", "sender_phone", "organisation", "contact", "contact_phone",
})  # fmt: skip
WORDS = {
    Kind.INVITATION: ALWAYS | {"what", "day", "time", "place", "minutes"},
    Kind.SELECTION_OUTCOME: ALWAYS
    | {"round", "decided_on", "outcome", "reason", "alternative", "deciders", "objecting"},
    Kind.PRACTICE_CERTIFICATE: ALWAYS | {"number", "first_day", "last_day"},
    Kind.TRAJECTORY_OVERVIEW: ALWAYS | {"own_goal", "registered_on"},
}
PARTS = {
    Kind.INVITATION: frozenset[str](),
    Kind.SELECTION_OUTCOME: frozenset({"criteria"}),
    Kind.PRACTICE_CERTIFICATE: frozenset({"work_processes"}),
    Kind.TRAJECTORY_OVERVIEW: frozenset({"phases", "work", "awards", "next_steps"}),
}
DUTCH = {
    "name": "naam", "first_name": "voornaam", "date": "datum", "programme": "programma", "sender": "afzender",
    "sender_phone": "telefoon_afzender", "organisation": "organisatie", "contact": "contactpersoon",
    "contact_phone": "telefoon_contactpersoon", "what": "wat", "day": "dag", "time": "tijd", "place": "plaats",
    "minutes": "minuten", "round": "ronde", "decided_on": "besloten_op", "outcome": "besluit", "reason": "reden",
    "alternative": "wat_wel_kan", "deciders": "wie_besloten", "objecting": "niet_eens", "number": "aantal",
    "first_day": "eerste_dag", "last_day": "laatste_dag", "own_goal": "eigen_doel", "registered_on": "aangemeld_op",
    "criteria": "punten", "work_processes": "onderdelen_van_het_werk", "phases": "stappen", "work": "werk",
    "awards": "diplomas", "next_steps": "volgende_stappen",
}  # fmt: skip
"""What whoever writes a text calls each word and part: letters are in Dutch. The names on the left are read as well."""
_MEANT = {dutch: word for word, dutch in DUTCH.items()}
_WORD = re.compile(r"\{([^{}\n]*)\}")
_GAP = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Heading:
    text: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Paragraph:
    """`text` may hold several lines, which stay lines."""

    text: str
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True)
class Items:
    items: tuple[str, ...]
    kind: str = field(default="items", init=False)


@dataclass(frozen=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = field(default="table", init=False)


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True)
class Facts:
    """What is known: an empty word or part is something about which nothing is known."""

    words: Mapping[str, str]
    parts: Mapping[str, Items | Table]


def check_text(kind: Kind, subject: str, text: str) -> None:
    """Raises LetterError for a word that this letter does not know, a stray brace, or an empty text."""
    if not subject.strip() or not text.strip():
        raise LetterError("text_empty")
    known = WORDS[kind] | PARTS[kind]
    for word in _WORD.findall(f"{subject}\n{text}"):
        if _MEANT.get(word, word) not in known:
            raise LetterError("word_unknown", word=word, known=", ".join(sorted(DUTCH[each] for each in known)))
    if set("{}") & set(_WORD.sub("", f"{subject}\n{text}")):
        raise LetterError("brace_alone")
    for line in [f"# {subject}", *text.splitlines()]:
        if not _WORD.fullmatch(line.strip()) and {_MEANT.get(word, word) for word in _WORD.findall(line)} & PARTS[kind]:
            raise LetterError("part_in_a_line", line=line.strip())


def in_dutch(text: str) -> str:
    """The text with each word by its Dutch name."""
    return _WORD.sub(lambda found: f"{{{DUTCH.get(found[1], found[1])}}}", text)


def compose(text: str, facts: Facts) -> tuple[Block, ...]:
    found = [block for part in _GAP.split(text.strip()) for block in _blocks(part, facts)]
    after: list[Block | None] = [*found, None][1:]
    return tuple(
        block for block, below in zip(found, after, strict=False)
        if not isinstance(block, Heading) or not (below is None or isinstance(below, Heading))
    )  # fmt: skip


def fill(line: str, words: Mapping[str, str]) -> str:
    """The line with its words, or nothing when one of them is not known."""
    known = all(words.get(_MEANT.get(word, word)) for word in _WORD.findall(line))
    return _WORD.sub(lambda found: words[_MEANT.get(found[1], found[1])], line).strip() if known else ""


def _blocks(chunk: str, facts: Facts) -> Iterator[Block]:
    """The blocks of one paragraph of the text; a heading, list or table may stand right under another line."""
    plain: list[str] = []
    items: list[str] = []
    for line in _lines(chunk, facts):
        if items and not (isinstance(line, str) and line.startswith("- ")):
            yield Items(tuple(items))
            items = []
        if plain and not (isinstance(line, str) and line and not line.startswith(("# ", "- "))):
            yield Paragraph("\n".join(plain))
            plain = []
        if not isinstance(line, str):
            yield line
        elif line.startswith("# "):
            yield Heading(line[2:])
        elif line.startswith("- "):
            items.append(line[2:])
        elif line:
            plain.append(line)


def _lines(chunk: str, facts: Facts) -> Iterator[str | Items | Table]:
    """Every line that has something to say, parts as themselves; an empty line at the end."""
    for line in map(str.strip, chunk.splitlines()):
        part = facts.parts.get(_MEANT.get(line[1:-1], line[1:-1])) if _WORD.fullmatch(line) else None
        if part is not None:
            yield from _known(part)
        elif said := fill(line, facts.words):
            yield said
    yield ""


def _known(part: Items | Table) -> Sequence[Items | Table]:
    return [part] if (part.items if isinstance(part, Items) else part.rows) else []
