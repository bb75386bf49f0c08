"""Who acts: the plain ids that access, audit and row-level security need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """One person in one role at one organisation at one moment.

    Staff have `user_id`, `membership_id`, `organisation_id` and `role`; a participant on a link has only
    `person_id`; an employer on a link has `organisation_id` and role "employer"; the system itself has
    role "system" and a `purpose` that names the job.
    """

    at: datetime
    role: str
    user_id: int | None = None
    membership_id: int | None = None
    organisation_id: int | None = None
    person_id: UUID | None = None
    name: str = ""
    purpose: str = ""
    network: str = ""  # network address and device, for the log

    @property
    def on(self) -> date:
        return self.at.date()


SYSTEM = "system"
PARTICIPANT = "participant"


def system_actor(*, at: datetime, purpose: str) -> Actor:
    """The product itself at work for a named job: it passes row-level security and is logged by that name."""
    return Actor(at=at, role=SYSTEM, name=SYSTEM, purpose=purpose)


def participant_actor(*, at: datetime, person_id: UUID, name: str = "", network: str = "") -> Actor:
    """A participant behind her own link: she sees herself, all of it, and nobody else."""
    return Actor(at=at, role=PARTICIPANT, person_id=person_id, name=name, purpose="own_file", network=network)
