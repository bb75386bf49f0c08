"""A name under which a file can be saved anywhere: no folders, no hidden signs, an ending that is true."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100
_FORBIDDEN = re.compile(r'[<>:"|?*%;=]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")


def safe_name(name: str, ending: str) -> str:
    """The last part of the path, without signs that turn, hide or mean something, with the ending of what it is."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    # Categories C…: control, formatting (among them signs that turn text around), surrogates, unassigned.
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem = _FORBIDDEN.sub("_", seen).rsplit(".", 1)[0]
    stem = " ".join(stem.replace(".", " ").split())[:LONGEST].strip(" _-")
    if not stem or _RESERVED.match(stem):
        stem = f"document {stem}".strip()
    return f"{stem}.{ending}"
