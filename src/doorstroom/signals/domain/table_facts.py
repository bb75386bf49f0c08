"""The recorded facts of the partnership itself: promises, agreements, issues, figures, the log and its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from doorstroom.agreements.domain.commitments import Promise


@dataclass(frozen=True)
class CommitmentFact:
    id: str
    text: str
    owner: str
    promise: Promise


@dataclass(frozen=True)
class AgreementFact:
    """In force, with a last day and no next version that was signed. `waiting`: lines that nobody judged yet."""

    id: str
    title: str
    valid_until: date | None
    waiting: int = 0


@dataclass(frozen=True)
class IssueFact:
    id: str
    title: str
    owners: tuple[str, ...]
    signalled_on: date
    people_short: int | None
    state: str = ""


@dataclass(frozen=True)
class ActionFact:
    """What the own organisation took on because of a decision and has not done yet."""

    id: str
    text: str
    due_on: date


@dataclass(frozen=True)
class TieFact:
    """Somebody elsewhere whom the member knows; `last_on` counts talks of colleagues too."""

    id: str
    contact: str
    organisation: str
    topic: str
    last_on: date


@dataclass(frozen=True)
class OtherwiseFact:
    """A place that reads otherwise than the vacancy for which it was taken; `id` is that of the vacancy."""

    id: str
    work: str
    employer: str
    since: date


@dataclass(frozen=True)
class ProgrammeFact:
    """Counts over one year: `far` are people at the distance that the programme declared, as far as known.

    `before` were referred, `after` selected; both leave out of whom the facts are not known. `unknown`: people who left
    and of whom nobody knows where they went; `unknown_since` the first day on which one of them left.
    """

    id: str
    name: str
    before: int
    far_before: int
    after: int
    far_after: int
    unknown: int = 0
    unknown_since: date | None = None


@dataclass(frozen=True)
class ProjectFact:
    """An ESF+ project: people whose start, or whose leaving of four weeks ago, is not recorded; the earliest day."""

    id: str
    name: str
    starts: int
    leavings: int
    since: date | None


@dataclass(frozen=True)
class LogReviewFact:
    id: str
    month: date
    due_on: date
    open: int
    odd: int


@dataclass(frozen=True)
class FileRequestFact:
    """`emergency`: the file was opened at once and is judged afterwards."""

    id: str
    who: str
    opened: date
    due_on: date
    emergency: bool


@dataclass(frozen=True)
class DoublesFact:
    pairs: int
    first_asked_on: date


@dataclass(frozen=True)
class TableSituation:
    """What one member may see of it; what belongs to others is empty."""

    commitments: tuple[CommitmentFact, ...] = ()
    agreements: tuple[AgreementFact, ...] = ()
    issues: tuple[IssueFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
    ties: tuple[TieFact, ...] = ()
    otherwise: tuple[OtherwiseFact, ...] = ()
    programmes: tuple[ProgrammeFact, ...] = ()
    projects: tuple[ProjectFact, ...] = ()
    log_reviews: tuple[LogReviewFact, ...] = ()
    file_requests: tuple[FileRequestFact, ...] = ()
    doubles: DoublesFact | None = None
