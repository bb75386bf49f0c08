"""Reads of recruitment and selection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Prefetch, QuerySet

from doorstroom.intake.domain.playbook import MET, Standing, Voice, standing
from doorstroom.intake.models import Decider, InformationMeeting, Invitation, Selection
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.domain.in_force import playbook_on
from doorstroom.programmes.domain.route_model import Criterion, Playbook
from doorstroom.programmes.models import Programme
from doorstroom.programmes.selectors import approach_of, programmes_open_for_registration
from doorstroom.rounds.access import visible_nominations
from doorstroom.rounds.domain.course import CHOOSES_PEOPLE
from doorstroom.rounds.models import Nomination, Round

STARTED = "started"


def absences_of(round: Round) -> dict[str, int]:
    """Why invited people did not come, as counts that every partner of the round reads; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doorstroom_round_absences(%s) ORDER BY people DESC, reason", [round.pk])
        return dict(cursor.fetchall())


def meetings_of(round: Round) -> QuerySet[InformationMeeting]:
    return round.meetings.order_by("starts_at", "id")


def own_people(actor: Actor, round: Round) -> QuerySet[Nomination]:
    """The people of this round whom the actor may see, with their invitations, by name; two queries."""
    invitations = Invitation.objects.select_related("meeting").order_by("meeting__starts_at", "id")
    return (
        visible_nominations(actor)
        .filter(round=round)
        .select_related("person", "referrer")
        .prefetch_related(Prefetch("invitations", queryset=invitations))
        .order_by("person__sort_name", "id")
    )


def to_invite(actor: Actor, meeting: InformationMeeting) -> QuerySet[Nomination]:
    """Who is still in the running and was not invited to this meeting, nor came to another."""
    still = (Nomination.Outcome.OPEN, Nomination.Outcome.RESERVE)
    people = own_people(actor, meeting.round).filter(outcome__in=still, came_on=None)
    return people.exclude(pk__in=meeting.invitations.values("nomination"))


def invited(actor: Actor, meeting: InformationMeeting) -> QuerySet[Invitation]:
    return (
        meeting.invitations.filter(nomination__in=visible_nominations(actor))
        .select_related("nomination__person", "nomination__referrer")
        .order_by("nomination__person__sort_name", "id")
    )


@dataclass(frozen=True)
class CriterionRow:
    """A criterion of the playbook with what was found for one person; `verdict` empty: not judged yet."""

    criterion: Criterion
    name: str
    verdict: str
    reason: str


@dataclass(frozen=True)
class Candidate:
    """One person in the selection, with everything that lies on the table."""

    nomination: Nomination
    selection: Selection | None
    rows: list[CriterionRow]
    deciders: list[Decider]
    standing: Standing

    @property
    def open(self) -> list[CriterionRow]:
        return [row for row in self.rows if not row.verdict]

    @property
    def untouched(self) -> bool:
        return len(self.open) == len(self.rows)

    @property
    def doubts(self) -> list[CriterionRow]:
        """What is not met or not known; what is met needs no words."""
        return [row for row in self.rows if row.verdict and row.verdict != MET]


def candidates(actor: Actor, round: Round, playbook: Playbook, *, outcome: str = "") -> list[Candidate]:
    """Everyone in the selection whom the actor may see, by name; four queries at any size.

    `outcome` narrows to one outcome, or to who has started.
    """
    people = own_people(actor, round).exclude(outcome=Nomination.Outcome.WITHDRAWN)
    if outcome == STARTED:
        people = people.exclude(started_on=None)
    elif outcome:
        people = people.filter(outcome=outcome)
    found = people.prefetch_related(None).select_related("selection").prefetch_related(
        "selection__judgements",
        Prefetch("selection__deciders", queryset=Decider.objects.select_related("member__user").order_by("id")),
    )  # fmt: skip
    return [candidate_of(nomination, playbook) for nomination in found]


def candidate_of(nomination: Nomination, playbook: Playbook) -> Candidate:
    selection = getattr(nomination, "selection", None)
    given = {row.criterion: row for row in selection.judgements.all()} if selection else {}
    rows = [
        CriterionRow(
            criterion, criterion.name.text(),
            given[criterion.code].verdict if criterion.code in given else "",
            given[criterion.code].reason if criterion.code in given else "",
        )
        for criterion in playbook.criteria
    ]  # fmt: skip
    deciders = list(selection.deciders.all()) if selection else []
    voices = [Voice(d.member.user_id, d.member.role, d.outcome) for d in deciders]
    return Candidate(nomination, selection, rows, deciders, standing(playbook, voices))


@dataclass(frozen=True)
class Choice:
    """Something to register for: a programme, in a round or not."""

    key: str
    programme: Programme
    round: Round | None


def choices_to_join(on: date) -> list[Choice]:
    """Programmes that are open for registration, each with the rounds that still take people; two queries."""
    programmes = list(programmes_open_for_registration().select_related("receiving_desk"))
    rounds = Round.objects.filter(
        programme__in=programmes, state__in=CHOOSES_PEOPLE, starts_on__gt=on
    ).select_related("model").order_by("starts_on", "id")  # fmt: skip
    return list(_choices(programmes, list(rounds)))


def _choices(programmes: list[Programme], rounds: list[Round]) -> Iterable[Choice]:
    for programme in programmes:
        own = [round for round in rounds if round.programme_id == programme.pk]
        for round in own:
            yield Choice(f"r{round.pk}", programme, round)
        if not own:
            yield Choice(f"p{programme.pk}", programme, None)


def playbook_or_none(round: Round) -> Playbook | None:
    return playbook_on(approach_of(round.model), round.starts_on)
