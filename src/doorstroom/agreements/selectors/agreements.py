"""Agreements as a list and one by one, each in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from doorstroom.agreements.access import visible_agreements
from doorstroom.agreements.domain.commitments import NEEDS_TALK, Promise, Standing, expected, standing
from doorstroom.agreements.domain.course import Term, ends_soon, state_of
from doorstroom.agreements.models import Agreement, AgreementParty, AgreementStatus, Commitment, CommitmentProgress
from doorstroom.agreements.wording import STANDINGS, STATES
from doorstroom.kernel.actor import Actor

PARTIES = Prefetch(
    "parties", queryset=AgreementParty.objects.select_related("organisation").order_by("organisation__name")
)


@dataclass(frozen=True)
class CommitmentRow:
    """One promise and how it stands today; `by_now` is what an even pace would have brought."""

    commitment: Commitment
    last: CommitmentProgress | None
    by_now: int
    standing: Standing

    @property
    def says(self) -> str:
        return str(STANDINGS[self.standing])

    @property
    def needs_talk(self) -> bool:
        return self.standing in NEEDS_TALK


@dataclass(frozen=True)
class AgreementRow:
    agreement: Agreement
    state: str
    signed: int
    parties: int
    days_left: int | None
    commitments: tuple[CommitmentRow, ...]

    @property
    def says(self) -> str:
        return str(STATES[self.state])

    @property
    def to_talk_about(self) -> int:
        return sum(row.needs_talk for row in self.commitments)


def agreements(actor: Actor) -> QuerySet[Agreement]:
    """Agreements of one's organisation with what a row shows; the ones that end first come first."""
    in_force = Agreement.objects.filter(replaces=OuterRef("pk"), status=AgreementStatus.IN_FORCE)
    return (
        visible_agreements(actor)
        .select_related("lead", "replaces")
        .annotate(
            party_count=Count("parties", distinct=True),
            signed_count=Count("parties", filter=Q(parties__signed_on__isnull=False), distinct=True),
            replaced=Exists(in_force),
        )
        .prefetch_related(Prefetch("commitments", queryset=_commitments()))
        .order_by("valid_until", "pk")
    )


@dataclass(frozen=True)
class Version:
    agreement: Agreement
    state: str

    @property
    def says(self) -> str:
        return str(STATES[self.state])


def versions_of(agreement: Agreement, actor: Actor) -> list[Version]:
    """The versions before and after this one that the actor may read, the first first; one query."""
    there = {each.pk: each for each in visible_agreements(actor).order_by("version", "pk")}
    line = {agreement.pk}
    before = agreement.replaces_id
    while before in there:
        line.add(before)
        before = there[before].replaces_id
    for each in there.values():
        if each.replaces_id in line:
            line.add(each.pk)
    in_force = {each.replaces_id for each in there.values() if each.status == AgreementStatus.IN_FORCE}
    return [
        Version(each, state_of(Term(each.status, each.valid_from, each.valid_until, each.pk in in_force), actor.on))
        for each in there.values()
        if each.pk in line
    ]


def agreement_row(agreement: Agreement, on: date) -> AgreementRow:
    """One of `agreements` as it stands that day."""
    term = Term(agreement.status, agreement.valid_from, agreement.valid_until, agreement.replaced)  # type: ignore[attr-defined]
    soon = agreement.status == AgreementStatus.IN_FORCE and ends_soon(agreement.valid_until, on)
    return AgreementRow(
        agreement,
        state_of(term, on),
        agreement.signed_count,  # type: ignore[attr-defined]
        agreement.party_count,  # type: ignore[attr-defined]
        (agreement.valid_until - on).days if soon and agreement.valid_until else None,
        tuple(commitment_row(each, on) for each in agreement.commitments.all()),
    )


def commitment_row(commitment: Commitment, on: date) -> CommitmentRow:
    """The promise by what was written down until that day."""
    last = next((each for each in commitment.progress.all() if each.on <= on), None)
    promise = Promise(commitment.target, commitment.starts_on, commitment.due_on, last.value if last else None)
    return CommitmentRow(commitment, last, expected(promise, on), standing(promise, on))


def commitments(actor: Actor) -> QuerySet[Commitment]:
    """Promises in agreements that one's organisation is part of."""
    return _commitments().filter(agreement__in=visible_agreements(actor)).select_related("agreement")


def commitments_to_talk_about(actor: Actor) -> list[CommitmentRow]:
    """Promises under agreements in force that lag, were missed, or of which nobody knows; first due first."""
    running = commitments(actor).filter(
        Q(agreement__valid_until=None) | Q(agreement__valid_until__gt=actor.on),
        agreement__status=AgreementStatus.IN_FORCE,
    )
    return [row for each in running if (row := commitment_row(each, actor.on)).needs_talk]


def agreements_ending(actor: Actor) -> list[AgreementRow]:
    """Agreements in their last 120 days without a next version that was signed; the first to end first."""
    running = (
        agreements(actor).filter(status=AgreementStatus.IN_FORCE).exclude(successors__status=AgreementStatus.IN_FORCE)
    )
    return [row for each in running if (row := agreement_row(each, actor.on)).state == "evaluating"]


def _commitments() -> QuerySet[Commitment]:
    newest = CommitmentProgress.objects.select_related("recorded_by__user").order_by("-on", "-pk")
    return Commitment.objects.select_related("owner").prefetch_related(Prefetch("progress", queryset=newest))
