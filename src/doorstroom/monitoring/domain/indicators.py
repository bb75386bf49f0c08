"""The dictionary of figures: what each counts, in versions, and what a change of meaning does to earlier figures.

A new version either restates history (every earlier figure is counted anew by it) or breaks the line (what came
before keeps its own meaning, and the two are never joined). A figure for a day is therefore counted by the version
in force on that day, or by a later one that restates it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any


class Change(StrEnum):
    """What a version does to the figures of the one before it."""

    RESTATES = "restates"
    BREAKS = "breaks"


class DictionaryError(ValueError):
    """An entry that does not say what it must; the text names the entry and what to write."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """One meaning. Texts are per language; `filters` are the numbers in them that the counting goes by."""

    version: int
    since: date
    clock: str
    numerator: Mapping[str, str]
    denominator: Mapping[str, str]
    source: Mapping[str, str]
    filters: Mapping[str, float]
    change: Change | None = None


@dataclass(frozen=True, kw_only=True)
class Indicator:
    code: str
    name: Mapping[str, str]
    versions: tuple[Version, ...]

    @property
    def newest(self) -> Version:
        return self.versions[-1]

    def label(self, version: Version) -> str:
        return f"{self.code}/{version.version}"

    def counted_by(self, day: date) -> Version:
        """The version by which a figure for this day is counted: the one in force, or a later one that restates it."""
        place = max((i for i, version in enumerate(self.versions) if version.since <= day), default=0)
        for later in self.versions[place + 1 :]:
            if later.change is Change.BREAKS:
                break
            place += 1
        return self.versions[place]

    def breaks(self, first: date, last: date) -> list[Version]:
        """The meanings that began between two days and break the line there."""
        return [v for v in self.versions if v.change is Change.BREAKS and first < v.since <= last]


def read_dictionary(entries: Iterable[Mapping[str, Any]], languages: Sequence[str]) -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    for entry in entries:
        indicator = Indicator(
            code=str(entry["code"]),
            name=_texts(entry, "name", str(entry["code"]), languages),
            versions=tuple(_version(each, str(entry["code"]), languages) for each in entry["versions"]),
        )
        _in_order(indicator)
        if indicator.code in found:
            raise DictionaryError(f"{indicator.code} stands twice; a second meaning is a version of the first")
        found[indicator.code] = indicator
    return found


def _version(entry: Mapping[str, Any], code: str, languages: Sequence[str]) -> Version:
    where = f"{code}/{entry['version']}"
    return Version(
        version=int(entry["version"]),
        since=entry["since"],
        clock=str(entry["clock"]),
        filters={name: float(value) for name, value in entry.get("filters", {}).items()},
        change=Change(entry["change"]) if "change" in entry else None,
        **{part: _texts(entry, part, where, languages) for part in ("numerator", "denominator", "source")},
    )


def _texts(entry: Mapping[str, Any], part: str, where: str, languages: Sequence[str]) -> Mapping[str, str]:
    texts = entry.get(part) or {}
    missing = [language for language in languages if not texts.get(language)]
    if missing:
        raise DictionaryError(f"{where}: {part} is missing in {', '.join(missing)}; write it there")
    numbers = {name: f"{value:g}" for name, value in entry.get("filters", {}).items()}
    return {language: text.format(**numbers) for language, text in texts.items()}


def _in_order(indicator: Indicator) -> None:
    first = indicator.versions[0]
    if first.version != 1 or first.change is not None:
        raise DictionaryError(f"{indicator.code}: the first version is 1 and changes nothing")
    for before, after in pairwise(indicator.versions):
        if after.version != before.version + 1 or after.since <= before.since or after.change is None:
            raise DictionaryError(
                f"{indicator.code}/{after.version}: a version follows the one before it by number and by day, and says "
                "whether it restates history or breaks the line"
            )
