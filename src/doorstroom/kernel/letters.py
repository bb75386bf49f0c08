"""Letters without case and accents, for comparing what people typed; never for showing."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a base letter and a sign.
_WHOLE_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})


def unaccented(text: str) -> str:
    """Lower case, accents gone, widths and ligatures resolved."""
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(sign for sign in lowered if not unicodedata.combining(sign))
    return bare.translate(_WHOLE_LETTERS)
