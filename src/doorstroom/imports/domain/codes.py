"""Words of partners for a closed list: income, education, licence, transport. Unknown words are never guessed.

The codes are the product's; the words are data. Benefit and schooling names follow Dutch practice first and
Flemish beside it (leefloon, lager onderwijs).
"""

from __future__ import annotations

import re

from doorstroom.imports.domain.cells import Read, plain, says_nothing

INCOME_SOURCES = {
    "social_assistance": "bijstand, participatiewet, pw, p-wet, wwb, bijstandsuitkering, leefloon, ocmw, ioaw, ioaz",
    "unemployment_benefit": "ww, ww-uitkering, werkloosheidsuitkering, werkloosheid, rva",
    "sickness_benefit": "zw, ziektewet, ziekte-uitkering, ziekteuitkering, mutualiteit",
    "incapacity_benefit": "arbeidsongeschikt, arbeidsongeschiktheid",
    "disability_benefit": "wia, wga, iva, wao, invaliditeit, invaliditeitsuitkering",
    "young_disability_benefit": "wajong",
    "wage": "loon, werk, in loondienst, baan, werkend, salaris",
    "student_finance": "studiefinanciering, duo, studiebeurs",
    "none": "geen, geen uitkering, nug, nugger, niet-uitkeringsgerechtigd, none",
}
EDUCATION_LEVELS = {
    "none": "geen, geen onderwijs, geen opleiding, none",
    "primary": "basisonderwijs, lagere school, basisschool, bo, lager onderwijs, primary",
    "practical": "praktijkonderwijs, pro, vso, voortgezet speciaal onderwijs, buso",
    "vmbo": "vmbo, mavo, lts, vbo, vmbo-bb, vmbo-kb, vmbo-gl, vmbo-tl, mulo, lbo",
    "mbo_1": "mbo 1, mbo1, entree, entreeopleiding, mbo niveau 1, mbo-1, dbso",
    "mbo_2": "mbo 2, mbo2, mbo niveau 2, mbo-2, bso",
    "mbo_3": "mbo 3, mbo3, mbo niveau 3, mbo-3, tso",
    "mbo_4": "mbo 4, mbo4, mbo niveau 4, mbo-4, mts, meao",
    "havo": "havo",
    "vwo": "vwo, gymnasium, atheneum, aso",
    "associate": "ad, associate degree, graduaat",
    "bachelor": "hbo, hbo bachelor, bachelor, hogeschool, hts, heao",
    "master": "wo, universiteit, master, wo master, wo bachelor, universitair",
    "lower": "vmbo of mbo 1",
    "middle": "mbo 2 of hoger",
    "higher": "hoger onderwijs",
    "foreign_unrated": "buitenlands, buitenlands niet gewaardeerd, buitenlands diploma, buitenland, foreign",
}
TRANSPORT_MODES = {
    "car": "auto, car",
    "bicycle": "fiets, e-bike, ebike, elektrische fiets, bike",
    "public_transport": "ov, openbaar vervoer, bus, trein, tram, public transport",
    "moped": "brommer, scooter, bromfiets, snorfiets",
    "motorcycle": "motor",
    "on_foot": "lopend, te voet",
}
# What may be handed out (WEB art. 7.4.6 and 7.4.6a); an mbo-verklaring is none of these.
AWARD_KINDS = {
    "diploma": "diploma, mbo diploma, diploma mbo",
    "certificate": "certificaat, mbo certificaat, certificaat mbo, certificate, mbo certificate",
    "practice_certificate": "praktijkverklaring, mbo praktijkverklaring, praktijk verklaring, practice certificate",
}
CERTAINTIES = {
    "unknown": "onbekend, nog onbekend, niet bekend, unknown",
    "announced": "aangekondigd, aangezegd, voorgenomen, verwacht, announced",
    "confirmed": "bevestigd, zeker, definitief, vast, confirmed",
}
# Rijbewijscategorieën of the Reglement rijbewijzen.
LICENCES = ("AM", "A1", "A2", "A", "BE", "B+", "B", "C1E", "C1", "CE", "C", "D1E", "D1", "DE", "D", "T")


def _turned(table: dict[str, str]) -> dict[str, str]:
    return {_key(word): code for code, listed in table.items() for word in listed.split(", ")}


def _key(text: str) -> str:
    return re.sub(r"[\s,.\-/]+", " ", plain(text)).strip()


_INCOME, _EDUCATION, _TRANSPORT, _AWARD, _CERTAINTY = map(
    _turned, (INCOME_SOURCES, EDUCATION_LEVELS, TRANSPORT_MODES, AWARD_KINDS, CERTAINTIES)
)


def read_income_source(text: str) -> Read[str]:
    return _read_code(text, _INCOME, "income_source_unknown")


def read_education(text: str) -> Read[str]:
    return _read_code(text, _EDUCATION, "education_unknown")


def read_award_kind(text: str) -> Read[str]:
    return _read_code(text, _AWARD, "award_kind_unknown")


def read_certainty(text: str) -> Read[str]:
    return _read_code(text, _CERTAINTY, "certainty_unknown")


def read_transport(text: str) -> Read[tuple[str, ...]]:
    parts = [part for part in re.split(r"\s*(?:[+,;/&]|\ben\b|\band\b)\s*", text) if part]
    if says_nothing(text):
        return Read()
    found = [_TRANSPORT.get(_key(part)) for part in parts]
    if None in found:
        return Read(code="transport_unknown")
    return Read(tuple(sorted({mode for mode in found if mode})))


def read_licences(text: str) -> Read[tuple[str, ...]]:
    """Driving licences held; "geen" and "n.v.t." are an answer: none."""
    if says_nothing(text) or plain(text) in ("nee", "no"):
        return Read(value=())
    parts = re.split(r"[\s,;/&]+|\ben\b", re.sub(r"(?i)rijbewijs|categorie|ja", " ", text).upper().strip())
    found = [part for part in parts if part]
    if not found or any(part not in LICENCES for part in found):
        return Read(code="licence_unknown")
    return Read(tuple(sorted(set(found))))


def _read_code(text: str, table: dict[str, str], unknown: str) -> Read[str]:
    code = table.get(_key(text))
    if code:
        return Read(code)
    return Read() if says_nothing(text) else Read(code=unknown)
