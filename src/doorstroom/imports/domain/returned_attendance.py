"""How the days of an attendance list are written anew: in the codes that the list uses itself, else in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from doorstroom.imports.domain.attendance import DAY_COLUMN
from doorstroom.imports.domain.dates import date_order, date_readings
from doorstroom.imports.domain.legend import find_status
from doorstroom.imports.domain.returning import Way, words

WORDS = {
    "present": "aanwezig", "late": "te laat", "sick": "ziek", "excused": "geoorloofd afwezig",
    "absent": "ongeoorloofd afwezig", "not_planned": "geen les",
}  # fmt: skip


def codes_used(texts: Iterable[str], marks: Mapping[str, str]) -> dict[str, str]:
    """By status the text that this list has for it most often, else a code of its legend, else a word."""
    used = [text for text, _ in Counter(filter(None, texts)).most_common()]
    found = [(find_status(text, dict(marks)), text) for text in used]
    meant = [(status, text) for status, text in found if status] + [(status, code) for code, status in marks.items()]
    return {**WORDS, **dict(reversed(meant))}


def legend(marks: Mapping[str, str]) -> str:
    """What the codes mean, as a line below the table that reads back as the same."""
    meanings = ", ".join(f"{code} = {WORDS[status]}" for code, status in marks.items())
    return f"Legenda: {meanings}" if meanings else ""


def ways(
    columns: Sequence[tuple[str, str]], days: Mapping[str, str], rows: Sequence[Mapping[str, str]],
    marks: Mapping[str, str],
) -> list[list[Way | None]]:  # fmt: skip
    """For each row, by its texts, how its columns are written. `days` has the day of a column that is one; without
    any, each row names its own day."""
    cells = {header for header, field in columns if field in (DAY_COLUMN, "mark")}
    codes = codes_used((row.get(header, "") for row in rows for header in cells), marks)
    if days:
        way_of = {header: words(day, codes) for header, day in days.items()}
        return [[way_of.get(header) for header, _ in columns]] * len(rows)
    listed = _listed_days(columns, rows)
    return [
        [words(day.isoformat(), codes) if day and field == "mark" else None for _, field in columns] for day in listed
    ]


def _listed_days(columns: Sequence[tuple[str, str]], rows: Sequence[Mapping[str, str]]) -> list[date | None]:
    header = next((header for header, field in columns if field == "day"), "")
    texts = [row.get(header, "") for row in rows]
    order = date_order(texts)
    readings = [sorted(date_readings(text, order=order)) for text in texts]
    return [found[0] if len(found) == 1 else None for found in readings]
