"""Labels made comparable: two spellings of one occupation must meet, two occupations must not.

Case, accents, punctuation and the advertising tails of vacancies ("m/v", "(m/v/x)", "32 uur", "BBL") go; words
and their order stay, because "assistent kok" is not "kok".
"""

from __future__ import annotations

import re
import unicodedata

_NOT_DECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
_TAIL = re.compile(r"\(?\b[mvfhx](?:\s*/\s*[mvfhxd]){1,2}\b\)?|\b\d{1,2}(?:-\d{1,2})? (?:uur|u)\b|\((?:bbl|bol)\)")


def normalise_label(text: str) -> str:
    """The key under which a label is found again."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_NOT_DECOMPOSED))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", _TAIL.sub(" ", bare)))
