"""doorstroom match PEOPLE.csv PLACES.csv: which places fit which people, and why, without a database.

    doorstroom match PEOPLE.csv PLACES.csv --out OUT.csv [--taxonomy DIR] [--top 10] [--direction person|place]
                     [--reasons] [--on DATE] [--seed TEXT] [--verify N]

Formats: docs/formats.md. Exit code: 0 all rows used, 1 some rows were refused and the rest was matched, 2 nothing was
done, 3 the check by hand found a difference.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from doorstroom.kernel.clock import Clock
from doorstroom.kernel.errors import DomainError
from doorstroom.matching.domain.assessment import Assessment, Group, assess
from doorstroom.matching.domain.engine.encode import Book, Constraint
from doorstroom.matching.domain.engine.search import (
    MatchIndex,
    best_for_all,
    best_places,
    build_index,
    opened_by,
    sift_people,
    sift_places,
)
from doorstroom.matching.domain.facts import PersonFacts, PlaceFacts
from doorstroom.matching.domain.ordering import neutral_position
from doorstroom.matching.domain.skills import NO_TREE, SkillTree, skill_fit, skill_tree
from doorstroom.matching.files.answers import COLUMNS, Answer, row_of
from doorstroom.matching.files.rows import ESTIMATES, UnusableFile, read_people, read_places
from doorstroom.taxonomy.domain.esco import EscoReader

Pair = tuple[int, int]


@dataclass(frozen=True)
class Task:
    """Everything one run works on; people and places in the order of their ids, as the index has them."""

    people: list[PersonFacts]
    places: list[PlaceFacts]
    on: date
    tree: SkillTree
    index: MatchIndex
    book: Book
    seed: str

    def judge(self, person: int, place: int) -> Assessment:
        return assess(self.people[person], self.places[place], self.on, estimates=ESTIMATES)

    def points(self, person: int, place: int) -> int:
        return skill_fit(self.people[person], self.places[place], self.tree).score

    def by_lot(self, person: int, place: int) -> str:
        return neutral_position(self.seed, self.places[place].place_id, self.on, self.people[person].person_id)


def main(words: list[str]) -> int:
    asked = _arguments(words)
    try:
        people, bad_people = read_people(asked.people)
        places, bad_places = read_places(asked.places, asked.on)
        tree = read_tree(asked.taxonomy) if asked.taxonomy else NO_TREE
    except (UnusableFile, DomainError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    for refusal in (*bad_people, *bad_places):
        sys.stderr.write(f"{refusal}\n")
    people.sort(key=lambda person: person.person_id)
    places.sort(key=lambda place: place.place_id)
    index, book = build_index(people, places, asked.on, estimates=ESTIMATES, tree=tree)
    task = Task(people, places, asked.on, tree, index, book, asked.seed)
    found = _places_for_people(task, asked.top) if asked.direction == "person" else _people_for_places(task)
    rows = _write(task, found, asked)
    sys.stdout.write(f"{len(people)} people, {len(places)} places: {rows} rows in {asked.out}\n")
    refused = len(bad_people) + len(bad_places)
    if refused:
        sys.stdout.write(f"{refused} rows were refused, see above\n")
    if wrong := _verify(task, found, asked):
        sys.stderr.write("".join(f"differs from the rule by hand: {each}\n" for each in wrong))
        return 3
    return 1 if refused else 0


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="doorstroom match", description="Which places fit which people, and why.")
    parser.add_argument("people", type=Path, metavar="PEOPLE.csv")
    parser.add_argument("places", type=Path, metavar="PLACES.csv")
    parser.add_argument("--out", type=Path, required=True, metavar="OUT.csv")
    parser.add_argument("--taxonomy", type=Path, metavar="DIR", help="ESCO files; without, only equal skills count")
    parser.add_argument("--top", type=_count, default=10, help="places for each person (not for --direction place)")
    parser.add_argument("--direction", choices=("person", "place"), default="person")
    parser.add_argument("--reasons", action="store_true", help="each reason with its share and where it comes from")
    parser.add_argument(
        "--on", type=date.fromisoformat, default=Clock(ZoneInfo("Europe/Amsterdam")).today(), metavar="DATE"
    )
    parser.add_argument("--seed", default="match", help="of the lot by which people stand")
    parser.add_argument("--verify", type=_count, default=0, metavar="N", help="recompute N at random by hand")
    return parser.parse_args(words)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


def read_tree(directory: Path) -> SkillTree:
    reader = EscoReader(directory)
    groups = {concept.uri for concept in reader.concepts() if concept.kind == "skill_group"}
    return skill_tree(((row.source, row.target) for row in reader.relations() if row.kind == "broader"), groups)


def _places_for_people(task: Task, top: int) -> dict[int, list[Pair]]:
    """Per person the best places that fit, and where these are fewer than `top`, the best that nearly do."""
    best, found = best_for_all(task.index, top, threads=2), {}
    for person in range(len(task.people)):
        rows = [int(row) for row in best.rows[person] if row >= 0]
        if len(rows) < top:
            nearly = best_places(task.index, person, top)[1].rows
            rows += [int(row) for row in nearly if row >= 0][: top - len(rows)]
        found[person] = [(person, row) for row in rows]
    return found


def _people_for_places(task: Task) -> dict[int, list[Pair]]:
    """Per place everybody who fits or nearly does, in one order by lot within the two groups."""
    found = {}
    for place in range(len(task.places)):
        groups = sift_people(task.index, place).groups
        near = [(person, place) for person in range(len(task.people)) if groups[person] < Group.NOT_YET]
        found[place] = sorted(near, key=lambda pair: (groups[pair[0]], task.by_lot(*pair)))
    return found


def _write(task: Task, found: Mapping[int, list[Pair]], asked: argparse.Namespace) -> int:
    ordered = asked.direction == "person"
    columns = [column for column in COLUMNS if ordered or column not in ("position", "score")]
    number = 0
    with asked.out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for answer in _answers(task, found, asked):
            writer.writerow(row_of(answer, reasons=asked.reasons))
            number += 1
    return number


def _answers(task: Task, found: Mapping[int, list[Pair]], asked: argparse.Namespace) -> Iterator[Answer]:
    for pairs in found.values():
        opens: dict[Constraint, int] = {}
        if asked.reasons and asked.direction == "person" and pairs:
            opens = opened_by(sift_places(task.index, pairs[0][0]), task.book)
        for position, (person, place) in enumerate(pairs, 1):
            skills = skill_fit(task.people[person], task.places[place], task.tree)
            at = position if asked.direction == "person" else None
            yield Answer(task.judge(person, place), skills, at, opens)


def _verify(task: Task, found: Mapping[int, list[Pair]], asked: argparse.Namespace) -> list[str]:
    """Answers for some people or places, each recomputed over all of the other side by the rule on one pair."""
    some = Random(task.seed).sample(sorted(found), min(asked.verify, len(found)))  # noqa: S311
    ordered = asked.direction == "person"
    wrong = []
    for row in some:
        others = range(len(task.places if ordered else task.people))
        pairs = [(row, other) if ordered else (other, row) for other in others]
        groups = {pair: task.judge(*pair).group for pair in pairs}
        near = [pair for pair in pairs if groups[pair] < Group.NOT_YET]
        if ordered:
            expected = sorted(near, key=lambda pair: (groups[pair], -task.points(*pair), pair[1]))[: asked.top]
        else:
            expected = sorted(near, key=lambda pair: (groups[pair], task.by_lot(*pair)))
        if expected != found[row]:
            wrong.append(task.people[row].person_id if ordered else task.places[row].place_id)
    return wrong
