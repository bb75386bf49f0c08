"""Which files of an ESCO download hold what: told by their columns, not by their names.

Names come with and without a language and a version (`skills_en.csv`, `occupationSkillRelations.csv`,
`skill_labels_nl_v1.0.3.csv`), in folders called after both (`v1.2.0/nl`). Every file that is not used is listed
with the reason.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from doorstroom.kernel.errors import DomainError

_LANGUAGE = re.compile(r"_([a-z]{2})(?:_|\.csv$)")
_VERSION = re.compile(r"v(\d+(?:\.\d+)+)")
_LABEL_COLUMN = re.compile(r"label_([a-z]{2})_(?:v(\d+(?:\.\d+)+)|\w+)")
_EXAMPLES = 5
# The first shape whose columns are all there is the file's; the more telling ones come first.
_SHAPES = (
    ("occupation_skills", {"occupationUri", "relationType", "skillUri"}),
    ("skill_skills", {"originalSkillUri", "relationType", "relatedSkillUri"}),
    ("broader", {"conceptUri", "broaderType", "broaderUri"}),
    ("hierarchy", {"Level 0 URI", "Level 1 URI"}),
    ("schemes", {"conceptSchemeUri", "preferredLabel"}),
    ("collection", {"conceptUri", "broaderConceptUri"}),
    ("concepts", {"conceptType", "conceptUri", "preferredLabel", "altLabels", "inScheme"}),
    ("label_list", {"conceptUri", "label", "is_first_label"}),
    ("label_table", {"conceptUri", "label_en_v1.2.0"}),
    ("preferred_labels", {"conceptUri", "preferredLabel"}),
)
NOT_USED = {"collection": "membership_is_in_scheme_column"}


class EscoError(DomainError):
    """The folder cannot be read as an ESCO download."""


@dataclass(frozen=True)
class EscoFile:
    """`language` and `version` are empty where neither name, folder nor column tells them."""

    path: Path
    shape: str
    language: str
    version: str

    @property
    def newest_first(self) -> tuple[tuple[int, ...], bool, str]:
        """Sort key: newest release first, within it the official files before tables made from them."""
        return tuple(-part for part in version_key(self.version)), self.shape != "concepts", str(self.path)


@dataclass
class Skipped:
    """What was left out, counted by reason, with the first few places where it happened."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def note(self, reason: str, where: str) -> None:
        self.counts[reason] += 1
        listed = self.examples.setdefault(reason, [])
        if len(listed) < _EXAMPLES:
            listed.append(where)


def survey(directory: Path, skipped: Skipped, *, concepts_needed: bool = True) -> tuple[EscoFile, ...]:
    """Every usable CSV file in the folder and its subfolders, newest release first."""
    if not directory.is_dir():
        raise EscoError("esco_folder_missing", folder=str(directory))
    found = []
    for path in sorted(directory.rglob("*.csv")):
        header = set(next(_records(path), []))
        shape = next((name for name, columns in _SHAPES if columns <= header), "")
        if not shape or shape in NOT_USED:
            skipped.note(NOT_USED.get(shape, "file_not_recognised"), path.name)
            continue
        found.append(EscoFile(path, shape, _language(path), _version(path) or _newest(header)))
    if not found or (concepts_needed and not any(file.shape == "concepts" for file in found)):
        raise EscoError("esco_files_missing", folder=str(directory))
    return tuple(sorted(found, key=lambda file: file.newest_first))


def read_rows(file: EscoFile) -> Iterator[tuple[int, dict[str, str]]]:
    """Record number and stripped cells by column name; the record after the header is number 2."""
    records = _records(file.path)
    header = next(records)
    for number, record in enumerate(records, 2):
        cells = [cell.strip() for cell in record] + [""] * (len(header) - len(record))
        yield number, dict(zip(header, cells, strict=False))


def label_columns(header: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Column, language and version of each label column of a table in several languages."""
    for column in header:
        if match := _LABEL_COLUMN.fullmatch(column):
            yield column, match[1], match[2] or ""


def version_key(version: str) -> tuple[int, ...]:
    """1.10.0 is newer than 1.9.0; an unknown version is older than all."""
    return tuple(int(part) for part in version.split(".")) if version else (0, 0, 0)


def _records(path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(1_000_000)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from csv.reader(stream)
    except (UnicodeDecodeError, csv.Error) as error:
        raise EscoError("esco_file_damaged", file=str(path), detail=str(error)) from error


def _language(path: Path) -> str:
    in_name = _LANGUAGE.search(path.name)
    folder = path.parent.name
    return in_name[1] if in_name else folder if re.fullmatch(r"[a-z]{2}", folder) else ""


def _newest(header: Iterable[str]) -> str:
    return max((version for _, _, version in label_columns(header)), key=version_key, default="")


def _version(path: Path) -> str:
    for part in (path.name, *(parent.name for parent in list(path.parents)[:2])):
        if match := _VERSION.search(part):
            return match[1]
    return ""
