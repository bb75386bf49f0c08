"""When a story may be shown: who must have said yes to it, and until when that holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from doorstroom.kernel.errors import Reason
from doorstroom.programmes.domain.entry import age_on
from doorstroom.programmes.domain.norms import add_months
from doorstroom.stories.domain.errors import StoryError
from doorstroom.trajectories.domain.guardians import OF_AGE

LONGEST_MONTHS = 24
"""Our own rule: who agreed longer ago is asked again."""


class Side(StrEnum):
    """Whose yes it is."""

    PERSON = "person"
    GUARDIAN = "guardian"
    EMPLOYER = "employer"


@dataclass(frozen=True)
class Told:
    """A story as it stands. `until` is the first day on which it is shown no more; `born_on` None: not known.

    `of_person` False: an employer tells. `employer`: one is named, or tells.
    """

    of_person: bool
    employer: bool
    until: date
    born_on: date | None = None
    replaced: bool = False
    restricted: bool = False


def sides_needed(told: Told, on: date) -> tuple[Side, ...]:
    """Whose yes a story needs on a day. Somebody of unknown age counts as under age."""
    found = [Side.PERSON] if told.of_person else []
    if told.of_person and (told.born_on is None or age_on(told.born_on, on) < OF_AGE):
        found.append(Side.GUARDIAN)
    return (*found, Side.EMPLOYER) if told.employer else tuple(found)


def why_hidden(told: Told, said_yes: Collection[str], on: date) -> Iterator[Reason]:
    """Every reason for which a story is not shown; none means that it is."""
    if told.replaced:
        yield Reason("changed")
    if told.until <= on:
        yield Reason("term_over", {"day": told.until})
    if told.restricted:
        yield Reason("file_restricted")
    for side in sides_needed(told, on):
        if side not in said_yes:
            yield Reason(f"no_yes_{side}")


def check_term(until: date, on: date) -> None:
    """Raises StoryError for a last day that has passed, or that lies further ahead than a yes may hold."""
    latest = add_months(on, LONGEST_MONTHS)
    if not on < until <= latest:
        raise StoryError("term_out_of_range", day=until, latest=latest)
