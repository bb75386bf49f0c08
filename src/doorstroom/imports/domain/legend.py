"""What the codes of an attendance list mean: from the list's own legend, never by guessing.

The same letter means opposite things at different schools (A is "aanwezig" here and "afwezig" there), so without
a legend or a kept choice every code is asked once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from doorstroom.imports.domain.cells import plain

# In this order: "ongeoorloofd afwezig" is absent before "geoorloofd" is excused and "afwezig" alone is absent.
_MEANINGS = (
    ("late", r"te laat|\blaat\b|\blate\b"),
    ("sick", r"ziek|\bsick\b|\bill\b"),
    ("absent", r"ongeoorloofd|zonder (?:bericht|reden|afmelding)|spijbel|niet verschenen|no.?show|unauthori[sz]ed"),
    ("excused", r"verlof|geoorloofd|afgemeld|met bericht|vrij gevraagd|excused|\bleave\b|gewettigd"),
    ("not_planned", r"geen les|niet ingeroosterd|vakantie|feestdag|uitval|\bvrij\b|not planned|holiday"),
    ("absent", r"afwezig|\babsent"),
    ("present", r"aanwezig|\bpresent|\bwel\b|\ber\b"),
)
STATUSES = ("present", "late", "sick", "excused", "absent", "not_planned")
_ENTRY = re.compile(r"(\S{1,3}?)\s*(?:[=:–-]\s*|\s)(\S.*)")
_HEADING = re.compile(r"(?i)^\s*(?:legenda|legende|legend|toelichting|verklaring|codes?|key)\s*[:.,]?\s*")


def status_of(meaning: str) -> str | None:
    words = plain(meaning)
    return next((status for status, pattern in _MEANINGS if re.search(pattern, words)), None)


def read_legend(lines: Iterable[str]) -> dict[str, str]:
    """Code to status, from lines such as `Legenda: A aanwezig, Z ziek` or `A = aanwezig`."""
    marks: dict[str, str] = {}
    for line in lines:
        waiting = ""
        for part in filter(None, (part.strip() for part in re.split(r"[,;|/]", _HEADING.sub("", line)))):
            match = _ENTRY.fullmatch(part)
            code, meaning = (match[1], match[2]) if match else (waiting, part)
            waiting = part if len(part) <= 3 else ""
            if code and (status := status_of(meaning)):
                marks.setdefault(code, status)
    return marks


def find_status(text: str, marks: dict[str, str]) -> str | None:
    """The status behind a cell: a known code, else a whole word that speaks for itself."""
    by_plain = {plain(code): status for code, status in marks.items()}
    return marks.get(text) or by_plain.get(plain(text)) or (status_of(text) if len(text) > 3 else None)
