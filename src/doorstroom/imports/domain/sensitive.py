"""Columns the product refuses whatever they are called: origin, health, belief, offences (AVG art. 9 and 10).

Integration status is a legal fact and allowed; nationality, country of birth and the like are not kept on a
person. Work adjustments in positive words belong in the intake, a diagnosis nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from babel import Locale

from doorstroom.imports.domain.cells import plain
from doorstroom.imports.domain.sheets import Cell, as_text

_HEADERS = {
    "origin": r"etnisch|etnicit|ethnic|herkomst|afkomst|nationaliteit|nationality|geboorteland|country of birth|"
    r"land van oorsprong|migratieachtergrond|allochto|autochto|\bras\b|huidskleur|\borigin\b|geboorteplaats",
    "health": r"diagnos|ziektebeeld|medisch|medical|medicatie|\bgezondheid|aandoening|stoornis|\bhandicap|"
    r"beperking(?:en)?\b|verslaving|\bhealth|zwanger",
    "belief": r"religie|religion|geloof|levensovertuiging|kerkgenootschap|politiek|vakbond|seksuele|\bgeaardheid",
    "offence": r"strafblad|justiti|detentie|veroordel|delict|criminal|reclassering",
}
_DIAGNOSES = re.compile(
    r"\b(?:autis\w*|ass|adhd|add|ptss|ptsd|depressi\w*|schizofreni\w*|borderline|burn-?out|diabetes|epilepsie|reuma|"
    r"hernia|fibromyalgie|psychose|angststoornis|lvb|verslaafd|[fgm]\d{2}\.\d)\b"
)
_SHARE_OF_COUNTRIES = 0.6
_SHARE_OF_DIAGNOSES = 0.3


def refused_category(header: str, values: Sequence[Cell]) -> str | None:
    """The category that forbids this column, by its header or else by what its values say."""
    written = plain(header)
    for category, pattern in _HEADERS.items():
        if re.search(pattern, written):
            return category
    texts = [plain(text) for value in values if isinstance(value, str) and (text := as_text(value))]
    if len(texts) < 3:
        return None
    countries = {text for text in texts if text in _foreign_countries()}
    if sum(text in countries for text in texts) >= _SHARE_OF_COUNTRIES * len(texts):
        return "origin"
    if sum(bool(_DIAGNOSES.search(text)) for text in texts) >= _SHARE_OF_DIAGNOSES * len(texts):
        return "health"
    return None


@lru_cache(maxsize=1)
def _foreign_countries() -> frozenset[str]:
    """Country names in Dutch and English but for the two an address list of the Low Countries repeats."""
    names = [
        name
        for language in ("nl", "en")
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("NL", "BE")
    ]
    return frozenset(plain(name) for name in names)
