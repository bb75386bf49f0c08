"""doorstroom link: the occupations or skills that titles in a file may mean, nearest first, for a person to confirm.

Reads a column `title` (other columns are left alone) and writes one row per title and candidate. Without --taxonomy
the product's own small vocabulary is searched. Works on files alone; nothing leaves this machine.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from doorstroom.taxonomy.domain.catalogue import KINDS, Catalogue, read_catalogue
from doorstroom.taxonomy.domain.esco import EscoReader
from doorstroom.taxonomy.domain.esco_files import EscoError
from doorstroom.taxonomy.domain.labels import normalise_label
from doorstroom.taxonomy.domain.linking import TOP, Candidate, build_index
from doorstroom.taxonomy.domain.vocabulary import load_vocabulary
from doorstroom.taxonomy.domain.words import language_of

HEADER = ("line", "title", "position", "uri", "preferred_name", "matched_name", "likeness", "exact")
_ESCO_REPAIR = "give the folder with the CSV files of the ESCO download"
_LONGEST = 200


class BadFile(Exception):
    """What is wrong, where, and how to repair it."""


@dataclass(frozen=True)
class Titles:
    """Good titles with the line each stands on, and a sentence for every row that was refused."""

    rows: tuple[tuple[int, str], ...]
    refused: tuple[str, ...]


def main(words: list[str]) -> int:
    """0 when every title was read; 1 when rows were refused and the rest is written; 2 when nothing could be done."""
    asked = _parser().parse_args(words)
    try:
        titles = read_titles(asked.titles)
        catalogue = _catalogue(asked.taxonomy, asked.kind, asked.language, asked.names_in or asked.language)
        found = build_index(catalogue.concepts, language_of(asked.language)).search(
            [t for _, t in titles.rows], asked.top
        )
        _write(asked.out, _answers(titles, found, catalogue))
    except BadFile as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
        return 2
    for sentence in titles.refused:
        print(sentence, file=sys.stderr)  # noqa: T201
    exact = sum(candidates[0].exact for candidates in found if candidates)
    without = sum(not candidates for candidates in found)
    print(  # noqa: T201
        f"{len(found)} titles: {exact} bear the name of a concept, {without} resemble none; {len(titles.refused)} rows"
        f" refused. Written: {asked.out}"
    )
    return 1 if titles.refused else 0


def read_titles(path: Path) -> Titles:
    """Rows without a title, or with one too long to be one, are refused; the others go on."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise BadFile(f"{path}: cannot be read ({problem.strerror}); check the name and the rights") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path}: is not UTF-8 text; save it as CSV (UTF-8)") from None
    rows = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=text.partition("\n")[0].count))
    header = [cell.strip() for cell in next(rows, [])]
    if "title" not in header:
        raise BadFile(f'{path}, line 1: there is no column "title"; name the column with the titles so')
    column = header.index("title")
    good, refused = [], []
    for row in filter(any, rows):
        title = row[column].strip() if len(row) > column else ""
        if wrong := _wrong(title):
            refused.append(f'{path.name}, line {rows.line_num}, column "title": "{title[:40]}" {wrong}')
        else:
            good.append((rows.line_num, title))
    if not good and not refused:
        raise BadFile(f"{path}: there are no rows under the header; give one row for each title")
    return Titles(tuple(good), tuple(refused))


def _wrong(title: str) -> str:
    if not title:
        return "is empty; fill it in or take the row out"
    if len(title) > _LONGEST:
        return f"is longer than {_LONGEST} letters; write the title alone"
    return "" if normalise_label(title) else "holds no words; write a title"


def _catalogue(directory: Path | None, kind: str, language: str, names_in: str) -> Catalogue:
    try:
        source = EscoReader(directory) if directory else load_vocabulary()
        catalogue = read_catalogue(source.concepts(), source.labels(), kind=kind, language=language, names_in=names_in)
    except EscoError as error:
        detail = error.params.get("file", error.params.get("folder", directory))
        raise BadFile(f"{detail}: {error.code.replace('_', ' ')}; {_ESCO_REPAIR}") from None
    if not catalogue.concepts:
        raise BadFile(f'{directory}: holds no {kind}s with names in "{language}" or English; {_ESCO_REPAIR}')
    return catalogue


def _answers(
    titles: Titles, found: Iterable[tuple[Candidate, ...]], catalogue: Catalogue
) -> Iterator[tuple[object, ...]]:
    for (line, title), candidates in zip(titles.rows, found, strict=True):
        for position, near in enumerate(candidates, start=1):
            preferred = catalogue.preferred.get(near.uri, near.name)
            yield line, title, position, near.uri, preferred, near.name, f"{near.likeness:.4f}", int(near.exact)


def _write(path: Path, rows: Iterable[tuple[object, ...]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows(rows)
    except OSError as problem:
        raise BadFile(f"{path}: cannot be written ({problem.strerror}); check the folder and the rights") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="doorstroom link", description=__doc__)
    parser.add_argument("titles", type=Path, metavar="TITLES.csv", help="a column `title`, one title a row")
    parser.add_argument("--taxonomy", type=Path, metavar="DIR", help="folder of an ESCO download, in any languages")
    parser.add_argument("--language", default="nl", help="of the titles: nl (default), en, sv, …")
    parser.add_argument("--kind", choices=sorted(KINDS), default="occupation")
    parser.add_argument("--names-in", default="", metavar="LANGUAGE", help="of the names in the answer")
    parser.add_argument("--top", type=_count, default=TOP, help="candidates a title (default: %(default)s)")
    parser.add_argument("--out", type=Path, required=True, metavar="OUT.csv")
    return parser


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number from 1 to 100')
    return int(text)
