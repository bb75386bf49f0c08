"""An entry of the Dutch register of algorithms, in the fields and limits of its publication standard 1.0.0.

The names of the fields are those of the standard, so they are Dutch. A text that is too long or missing is refused
with the field, its length and its limit: the register would cut it off or turn it down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """`limit` is the number of characters below which the text must stay; None has no limit."""

    name: str
    required: bool = False
    limit: int | None = None
    choices: tuple[str, ...] = ()


STATUSES = ("In gebruik", "In ontwikkeling", "Buiten gebruik")
CATEGORIES = ("Hoog-risico AI-systemen", "Impactvolle algoritmes", "Overige algoritmes")
STANDARD: Mapping[str, tuple[Field, ...]] = {
    "Algemeen": (
        Field("Naam", True, 100),
        Field("Korte omschrijving", True, 350),
        Field("Organisatie", True, 100),
        Field("Thema"),
        Field("Status", True, choices=STATUSES),
        Field("Begindatum"),
        Field("Einddatum"),
        Field("Contactgegevens", True),
        Field("Link publiekspagina"),
        Field("Publicatiecategorie", True, choices=CATEGORIES),
        Field("Link bronregistratie"),
    ),
    "Verantwoord gebruik": (
        Field("Doel en impact", limit=2500),
        Field("Afwegingen", limit=2500),
        Field("Menselijke tussenkomst", limit=2500),
        Field("Risicobeheer", limit=2500),
        Field("Wettelijke basis", limit=2500),
        Field("Verwerkingsregister URL"),
        Field("Impacttoetsen"),
    ),
    "Werking": (
        Field("Gegevens", limit=2500),
        Field("Technische werking", limit=5000),
        Field("Leverancier", limit=200),
        Field("Link broncode"),
    ),
    "Metadata": (
        Field("Taal", True, choices=("nld",)),
        Field("Schema", True, choices=("1.0.0",)),
        Field("Bron-ID"),
        Field("Zoektermen"),
    ),
}


class InvalidEntry(ValueError):
    """The register would not take this entry; the message names every field, what is wrong and what to do."""


Entry = Mapping[str, Mapping[str, str]]


def checked(values: Mapping[str, str]) -> Entry:
    """The entry by section, in the order of the standard, without fields that have no text."""
    known = {field.name for fields in STANDARD.values() for field in fields}
    problems = [f"{name}: the standard has no such field; leave it out" for name in sorted(set(values) - known)]
    problems += [problem for fields in STANDARD.values() for field in fields for problem in _problems(field, values)]
    if problems:
        raise InvalidEntry("\n".join(problems))
    return {
        section: {field.name: values[field.name] for field in fields if values.get(field.name)}
        for section, fields in STANDARD.items()
    }


def _problems(field: Field, values: Mapping[str, str]) -> Iterator[str]:
    text = values.get(field.name, "")
    if field.required and not text.strip():
        yield f"{field.name}: is required; fill it in"
    elif field.limit is not None and len(text) >= field.limit:
        yield f"{field.name}: {len(text)} characters, the register takes fewer than {field.limit}; shorten it"
    elif text and field.choices and text not in field.choices:
        yield f"{field.name}: {text!r} is not one of {', '.join(field.choices)}; choose one"


def as_markdown(entry: Entry) -> str:
    """For people: the same fields under the same headings."""
    lines = [f"# {entry['Algemeen']['Naam']}"]
    for section, fields in entry.items():
        lines += ["", f"## {section}"]
        for name, text in fields.items():
            lines += ["", f"**{name}**", "", text]
    return "\n".join(lines) + "\n"
