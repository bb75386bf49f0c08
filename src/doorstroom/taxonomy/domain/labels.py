"""Labels made comparable: two spellings of one occupation must meet, two occupations must not.

Case, accents, punctuation and the advertising tails of vacancies ("m/v", "(m/v/x)", "32 uur", "BBL") go; words
and their order stay, because "assistent kok" is not "kok".
"""

from __future__ import annotations

import re

from doorstroom.kernel.letters import unaccented

_TAIL = re.compile(r"\b(?:[mvfhx] [mvfhx](?: [xd])?|\d{1,2}(?: \d{1,2})? (?:uur|u)|bbl|bol)\b")


def normalise_label(text: str) -> str:
    """The key under which a label is found again."""
    key = " ".join(re.findall(r"[^\W_]+", unaccented(text)))
    while (shorter := " ".join(_TAIL.sub(" ", key).split())) != key:
        key = shorter
    return key
