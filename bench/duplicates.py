"""Finding who is in the register twice: 50,000 people of whom 5 % have a noisy copy."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from time import process_time

from bench.names import Name, mistyped, names
from bench.results import Result
from doorstroom.participants.domain.duplicates import Described, pairs

PEOPLE, COPIES = 50_000, 2_500


def measure() -> Iterator[Result]:
    draw = random.Random(11)  # noqa: S311 - not for secrets
    known = names(PEOPLE, seed=3)
    people = [_described(number, name, draw) for number, name in enumerate(known)]
    copied = draw.sample(range(PEOPLE), COPIES)
    people += [_noisy(people[place], known[place], draw) for place in copied]
    truth = {(place, PEOPLE + copy) for copy, place in enumerate(copied)}
    begun = process_time()
    found = {(one, other) for one, other, _ in pairs(people)}
    spent = process_time() - begun
    method = f"{PEOPLE:,} people and {COPIES:,} noisy copies; {spent:.0f} CPU-s for all; {len(found)} pairs asked about"
    yield Result("duplicates, recall", round(len(found & truth) / len(truth), 4), "", 0.98, method, higher=True)
    yield Result("duplicates, precision", round(len(found & truth) / len(found), 4), "", 0.9, method, higher=True)


def _described(number: int, name: Name, draw: random.Random) -> Described:
    """One in ten without a date of birth, one in five without a phone, half with e-mail."""
    born = date(1956, 1, 1) + timedelta(days=draw.randrange(18_000))
    return Described(
        name.full,
        born if draw.random() < 0.9 else None,
        f"06-{draw.randrange(10_000_000, 99_999_999)}" if draw.random() < 0.8 else "",
        f"p{number}@example.org" if draw.random() < 0.5 else "",
        f"{draw.randrange(5500, 5700)} {draw.choice('ABCDEFGHKLM')}{draw.choice('ABCDEFGHKLM')}",
    )


def _noisy(person: Described, name: Name, draw: random.Random) -> Described:
    """Mistyped as in a search; of the dates 8 % with a slip or swapped; of the rest a fifth changed or left out."""
    copy = replace(person, name=mistyped(name, draw))
    if copy.birth_date and draw.random() < 0.08:
        day = copy.birth_date.day
        swapped = copy.birth_date.replace(month=day, day=copy.birth_date.month) if day <= 12 else None
        copy = replace(copy, birth_date=swapped or copy.birth_date.replace(day=draw.randrange(1, 29)))
    if draw.random() < 0.2:
        copy = replace(copy, phone=f"06-{draw.randrange(10_000_000, 99_999_999)}")
    if draw.random() < 0.2:
        copy = replace(copy, email="")
    return replace(copy, postcode="") if draw.random() < 0.1 else copy
