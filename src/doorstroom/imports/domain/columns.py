"""Which column of a partner's file means what: by its header, its values, and what the partner's user kept.

A header that is known counts most; values that contradict it lower the confidence; values alone are enough only
for kinds that speak for themselves (e-mail, postcode, citizen number). Every column that is not taken over is
listed. Columns about origin, health, belief or offences are refused by name: the product has no place for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from doorstroom.imports.domain.cells import plain, says_nothing
from doorstroom.imports.domain.context import ImportContext
from doorstroom.imports.domain.fields import Field
from doorstroom.imports.domain.names import similar
from doorstroom.imports.domain.sensitive import refused_category
from doorstroom.imports.domain.sheets import Cell, as_text

ENOUGH = 0.5
_SAMPLE = 400
_MOST_OF_HEADER = 0.6
_ABBREVIATIONS = {
    "nr": "nummer", "nrs": "nummer", "no": "nummer", "num": "nummer", "geb": "geboorte", "gebdatum": "geboortedatum",
    "gebdat": "geboortedatum", "dat": "datum", "tel": "telefoon", "telnr": "telefoonnummer", "vn": "voornaam",
    "tv": "tussenvoegsel", "tussenv": "tussenvoegsel", "tussenvoegs": "tussenvoegsel", "voorv": "voorvoegsel",
    "voorl": "voorletters", "achtern": "achternaam", "voorn": "voornaam", "pc": "postcode", "postc": "postcode",
    "wpl": "woonplaats", "opl": "opleiding", "uitk": "uitkering", "beschikb": "beschikbaar", "wg": "werkgever",
    "vest": "vestiging", "contactpers": "contactpersoon", "u": "uren", "hrs": "hours", "pw": "per week",
    "stud": "student", "mob": "mobiel", "huisnr": "huisnummer", "adr": "adres", "kl": "klant", "nl": "nederlands",
    "deeln": "deelnemer", "kand": "kandidaat", "func": "functie", "aant": "aantal", "rijbew": "rijbewijs",
}  # fmt: skip
_SUBJECT_WORDS = "de het een van deelnemer kandidaat client klant student cursist werkzoekende leerling participant"
_SUBJECTS = frozenset(_SUBJECT_WORDS.split())


@dataclass(frozen=True)
class Column:
    """`field` is empty for a column that is not taken over; `reason` says why this reading, or why none."""

    index: int
    header: str
    field: str
    confidence: float
    reason: str


@dataclass(frozen=True)
class _Claim:
    strength: float
    index: int
    field: str
    reason: str


@lru_cache(maxsize=8192)
def header_key(text: str) -> str:
    """The header without case, accents, abbreviations and words that only say whose column it is."""
    written = re.sub(r"\bp\.?\s*/\s*w\b\.?|\bp\.w\.", " per week ", plain(text))
    tokens = [_ABBREVIATIONS.get(token, token) for token in re.findall(r"[a-z0-9]+", written)]
    tokens = [re.sub(r"(?<=[a-z]{3})nr$", "nummer", token) for token in tokens]
    kept = [token for token in tokens if token not in _SUBJECTS]
    return "".join(kept or tokens)


def recognise(
    headers: Sequence[str], values: Sequence[Sequence[Cell]], fields: Sequence[Field], context: ImportContext
) -> tuple[Column, ...]:
    """One `Column` per header, in order. No two columns get the same field; the strongest claim wins."""
    decided: dict[int, Column] = {}
    for index, header in enumerate(headers):
        if category := refused_category(header, values[index]):
            decided[index] = Column(index, header, "", 1.0, f"refused_{category}")
        elif (kept := _kept(header, fields, context)) is not None:
            decided[index] = Column(index, header, kept, 1.0, "kept" if kept else "left_out")
    taken = {column.field for column in decided.values() if column.field}
    claims = [
        claim
        for index, header in enumerate(headers)
        if index not in decided
        for claim in _claims(index, header, values[index], fields)
    ]
    for claim in sorted(claims, key=lambda claim: (-claim.strength, claim.index)):
        if claim.index not in decided and claim.field not in taken:
            taken.add(claim.field)
            decided[claim.index] = Column(claim.index, headers[claim.index], claim.field, claim.strength, claim.reason)
    claimed = {claim.index for claim in claims}
    for index, header in enumerate(headers):
        reason = "second_of_its_kind" if index in claimed else "unknown"
        decided.setdefault(index, Column(index, header, "", 0.0, reason))
    columns = _name_beside_given_name([decided[index] for index in range(len(headers))])
    return tuple(_without_legal_ground(column, context) for column in columns)


def header_strength(header: str, field: Field) -> float:
    """1 for a known header, less for one that contains or nearly spells a known one, else 0."""
    return _strength(header, field.headers)


@lru_cache(maxsize=8192)
def _strength(header: str, known_headers: tuple[str, ...]) -> float:
    keys = [header_key(header), header_key(re.sub(r"\(.*?\)|\[.*?\]", " ", header))]
    known = [header_key(text) for text in known_headers]
    if any(key in known for key in keys):
        return 1.0
    if any(text in key and len(text) >= max(5, _MOST_OF_HEADER * len(key)) for text in known for key in keys):
        return 0.7
    return 0.6 if any(len(key) >= 6 and similar(key, text) for text in known for key in keys) else 0.0


def _claims(index: int, header: str, values: Sequence[Cell], fields: Sequence[Field]) -> list[_Claim]:
    judged = [value for value in _sample(values) if not says_nothing(as_text(value))]
    claims = []
    for field in fields:
        by_header = header_strength(header, field) if header else 0.0
        share = _share(judged, field)
        strength, reason = _weigh(by_header, share, telling=field.telling and len(values) >= 3)
        if strength >= ENOUGH:
            claims.append(_Claim(strength, index, field.code, reason))
    return claims


def _weigh(by_header: float, share: float | None, *, telling: bool) -> tuple[float, str]:
    """Header and values together: agreement strengthens, contradiction weakens, and the reason says which."""
    if by_header == 1.0:
        if share is None:
            return 0.9, "header"
        return (1.0, "header_and_values") if share >= 0.5 else (0.6, "header_against_values")
    if by_header:
        if share is None:
            return by_header - 0.1, "header_resembles"
        return (by_header + 0.1, "header_resembles") if share >= 0.5 else (0.0, "")
    return (0.55, "values") if telling and share is not None and share >= 0.8 else (0.0, "")


def _sample(values: Sequence[Cell]) -> Sequence[Cell]:
    """Some hundreds of values from the whole length of the column judge as well as all."""
    return values[:: len(values) // _SAMPLE + 1]


def _share(judged: Sequence[Cell], field: Field) -> float | None:
    """The share of the values that look right; None when there is nothing to judge."""
    if field.looks_right is None or not judged:
        return None
    return sum(map(field.looks_right, judged)) / len(judged)


def _kept(header: str, fields: Sequence[Field], context: ImportContext) -> str | None:
    """What the user decided earlier for this header; a field that no longer exists is no decision."""
    kept = {header_key(text): code for text, code in context.mapping.fields.items()}
    code = kept.get(header_key(header))
    return code if code == "" or code in {field.code for field in fields} else None


def _name_beside_given_name(columns: Sequence[Column]) -> list[Column]:
    """`Naam` next to `Voornaam` is the family name."""
    fields = {column.field for column in columns}
    if "full_name" not in fields or "family_name" in fields or not fields & {"given_name", "initials"}:
        return list(columns)
    return [
        Column(column.index, column.header, "family_name", column.confidence, column.reason)
        if column.field == "full_name" and column.reason != "kept"
        else column
        for column in columns
    ]


def _without_legal_ground(column: Column, context: ImportContext) -> Column:
    if column.field != "identity_number" or context.may_hold_identity_numbers:
        return column
    return Column(column.index, column.header, "", column.confidence, "refused_identity")
