"""The parts of the table: each a JSON array that the database makes beside the member's own row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    Func,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from doorstroom.agreements.access import visible_agreements
from doorstroom.agreements.models import Agreement, AgreementStatus, Commitment, CommitmentProgress, DataLine
from doorstroom.cooperation.models import Action
from doorstroom.cooperation.selectors.memory import ties
from doorstroom.demand.models import Place
from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.access import kept_operations, open_programmes, visible_esf_entries
from doorstroom.monitoring.domain.esf import LEAVING_DAYS
from doorstroom.monitoring.models import EsfResult, FarCount, TrajectoryFact
from doorstroom.oversight.access import may_review
from doorstroom.oversight.models import FileRequest
from doorstroom.oversight.selectors import reviews
from doorstroom.partners.models import AccountManagement
from doorstroom.placements.access import visible_placements
from doorstroom.placements.models import EmployerAnswer, Placement
from doorstroom.programmes.models import Issue, IssueOwner, IssueState
from doorstroom.rounds.access import visible_rounds
from doorstroom.rounds.domain.course import MAY_CHANGE_SEATS
from doorstroom.rounds.models import Backing
from doorstroom.signals.models import TableSnooze
from doorstroom.signals.selectors.facts import rows

YEAR, UNTIL_LEFT = timedelta(days=365), timedelta(days=LEAVING_DAYS)
ID = Cast("pk", CharField())


def put_aside(actor: Actor) -> ArraySubquery:
    found = TableSnooze.objects.filter(member=actor.membership_id, until__gt=actor.on)
    return rows(found, kind="kind", subject="subject", code="code")


def commitments(actor: Actor) -> ArraySubquery:
    """Promises under agreements in force; `value` is the last that was written down."""
    last = CommitmentProgress.objects.filter(commitment=OuterRef("pk"), on__lte=actor.on).order_by("-on", "-pk")
    found = Commitment.objects.filter(
        Q(agreement__valid_until=None) | Q(agreement__valid_until__gt=actor.on),
        agreement__in=visible_agreements(actor), agreement__status=AgreementStatus.IN_FORCE,
    ).annotate(value=Subquery(last.values("value")[:1]))  # fmt: skip
    return _commitment_rows(found)


def own_commitments(actor: Actor) -> ArraySubquery:
    """What one's own organisation promised."""
    last = CommitmentProgress.objects.filter(commitment=OuterRef("pk"), on__lte=actor.on).order_by("-on", "-pk")
    found = Commitment.objects.filter(
        Q(agreement__valid_until=None) | Q(agreement__valid_until__gt=actor.on),
        owner=actor.organisation_id, agreement__status=AgreementStatus.IN_FORCE,
    ).annotate(value=Subquery(last.values("value")[:1]))  # fmt: skip
    return _commitment_rows(found)


def _commitment_rows(found: QuerySet[Commitment]) -> ArraySubquery:
    return rows(
        found.order_by("due_on", "pk"), id=ID, text="text", owner="owner__name", target="target",
        starts_on="starts_on", due_on="due_on", value="value",
    )  # fmt: skip


def agreements(actor: Actor) -> ArraySubquery:
    """Not ended, with how many lines wait for a judgement; the last day only where nothing follows."""
    going = visible_agreements(actor).filter(
        Q(valid_until=None) | Q(valid_until__gt=actor.on),
        status__in=(AgreementStatus.IN_FORCE, AgreementStatus.REVIEW, AgreementStatus.SIGNING),
    )
    follows = Agreement.objects.filter(replaces=OuterRef("pk"), status=AgreementStatus.IN_FORCE)
    waiting = DataLine.objects.filter(agreement=OuterRef("pk"), approved_on=None, withdrawn_on=None).order_by()
    counted = waiting.values("agreement").annotate(lines=Count("pk")).values("lines")
    found = going.filter(~Exists(follows)).annotate(waiting=Subquery(counted))
    ends = Case(When(status=AgreementStatus.IN_FORCE, then=F("valid_until")))
    return rows(found.order_by("valid_until", "pk"), id=ID, title="title", until=ends, waiting="waiting")


def issues(actor: Actor) -> ArraySubquery:
    """Every issue that goes on, with the names of its owners."""
    return _issue_rows(Issue.objects.exclude(state=IssueState.CLOSED))


def own_issues(actor: Actor) -> ArraySubquery:
    """Those that one's own organisation owns."""
    return _issue_rows(
        Issue.objects.exclude(state=IssueState.CLOSED).filter(owners__organisation=actor.organisation_id)
    )


def _issue_rows(found: QuerySet[Issue]) -> ArraySubquery:
    owners = IssueOwner.objects.filter(issue=OuterRef("pk")).order_by("since", "pk").values("organisation__name")
    return rows(
        found.order_by("signalled_on", "pk"), id=ID, title="title", on="signalled_on", short="people_short",
        owners=ArraySubquery(owners), state="state",
    )  # fmt: skip


def own_actions(actor: Actor) -> ArraySubquery:
    """What one's own organisation took on and has not done; the page of one gives the place for its result."""
    found = Action.objects.filter(owner=actor.organisation_id, done_on=None)
    return rows(found.order_by("due_on", "pk"), id=ID, text="text", due_on="due_on")


def own_ties(actor: Actor) -> ArraySubquery:
    """Whom one knows oneself; those of colleagues stand on their own page."""
    return rows(
        ties().filter(member=actor.membership_id).order_by("last_on", "pk"), id=ID, contact="contact__name",
        organisation="contact__organisation__name", topic="topic", last_on="last_on",
    )  # fmt: skip


def places_otherwise(actor: Actor) -> ArraySubquery:
    """Places of employers whom one keeps up, or that one wrote down while nobody does, beside a changed vacancy."""
    going = Q(valid_until=None) | Q(valid_until__gt=actor.on)
    keeps = AccountManagement.objects.filter(going, employer=OuterRef("site__organisation"), valid_from__lte=actor.on)
    own = Exists(keeps.filter(member=actor.membership_id)) | (~Exists(keeps) & Q(recorded_by=actor.membership_id))
    found = Place.objects.filter(own, otherwise_since__isnull=False, withdrawn_on=None, vacancy__withdrawn_on=None)
    return rows(
        found.order_by("otherwise_since", "pk"), id=Cast("vacancy_id", CharField()), work="vacancy__occupation",
        employer="site__organisation__name", since="otherwise_since",
    )  # fmt: skip


def asked_answers(actor: Actor) -> ArraySubquery:
    """Answers of the week in which an employer asks for a call, the oldest first."""
    places = visible_placements(actor).filter(state=Placement.State.ACTIVE)
    return rows(
        EmployerAnswer.objects.filter(placement__in=places, call_me=True).order_by("answered_at", "pk"),
        employer="placement__site__organisation__name", employer_id="placement__site__organisation_id",
        contact="placement__trainer__name", phone="placement__trainer__phone",
        phone_of_employer="placement__site__organisation__phone", week_of="week_of", at="answered_at",
    )  # fmt: skip


def promised_places(actor: Actor) -> ArraySubquery:
    """Promises that nobody signed, under rounds that places are still sought for, the oldest first."""
    rounds = visible_rounds(actor).filter(state__in=MAY_CHANGE_SEATS)
    return rows(
        Backing.objects.filter(status=Backing.Status.PROMISED, round__in=rounds).order_by("given_on", "pk"),
        employer="place__site__organisation__name", employer_id="place__site__organisation_id",
        seats="seats", given_by="given_by", since="given_on",
    )  # fmt: skip


def programmes(actor: Actor) -> ArraySubquery:
    """Over the year: who was referred, who of them was selected, and of whom nobody knows where they went."""
    lost = (
        TrajectoryFact.objects.alias(answered=_answered())
        .filter(
            programme=OuterRef("pk"), destination="unknown", answered=False, exited_on__gt=actor.on - YEAR,
            exited_on__lte=actor.on,
        )
        .order_by()
        .values("programme")
    )  # fmt: skip
    return rows(
        open_programmes(actor).order_by("name"),
        id=ID, name="name",
        before=_counted("referred", "known"), far_before=_counted("referred", "far"),
        after=_counted("selected", "known"), far_after=_counted("selected", "far"),
        unknown=Coalesce(Subquery(lost.annotate(number=Count("pk")).values("number")), 0),
        since=Subquery(lost.annotate(first=Min("exited_on")).values("first")),
    )  # fmt: skip


def _counted(moment: str, column: str) -> Coalesce:
    """As counted last night."""
    found = FarCount.objects.filter(programme=OuterRef("pk"), moment=moment)
    return Coalesce(Subquery(found.values(column)[:1]), 0)


def _answered() -> Func:
    """Whether anybody found out later how things stood: the third of each moment is the day of the answer."""
    path = Value("$[*][2] ? (@ != null)")
    return Func(F("followups"), path, function="jsonb_path_exists", template="%(function)s(%(expressions)s::jsonpath)",
                output_field=BooleanField())  # fmt: skip


def projects(actor: Actor) -> ArraySubquery:
    """ESF+ projects with the starts, and the leavings of more than four weeks ago, that nobody recorded."""
    started = TrajectoryFact.objects.filter(
        programme=OuterRef("programme"), started_on__gte=OuterRef("starts_on"), started_on__lte=actor.on,
        started_on__lt=Coalesce(OuterRef("ends_on"), date.max),
    ).order_by()  # fmt: skip
    entry = visible_esf_entries(actor).filter(trajectory=OuterRef("trajectory_id"))
    told = EsfResult.objects.filter(
        entry__trajectory=OuterRef("trajectory_id"), moment=EsfResult.Moment.LEAVING, left_on=OuterRef("exited_on")
    )
    gone = started.filter(exited_on__lt=actor.on - UNTIL_LEFT)
    return rows(
        kept_operations(actor).annotate(
            **_missing("starts", started.filter(~Exists(entry)), "started_on"),
            **_missing("leavings", gone.filter(Exists(entry), ~Exists(told)), "exited_on"),
        ),
        id=ID, name="name", starts="starts", starts_since="starts_since", leavings="leavings",
        leavings_since="leavings_since",
    )  # fmt: skip


def _missing(name: str, people: QuerySet[TrajectoryFact], day: str) -> dict[str, Any]:
    """How many of them there are, and the first day."""
    counted = people.values("programme").annotate(number=Count("pk"), first=Min(day))
    return {
        name: Coalesce(Subquery(counted.values("number")), 0),
        f"{name}_since": Subquery(counted.values("first")),
    }


def log_reviews(actor: Actor) -> ArraySubquery:
    """Months that are not signed: rows that wait, and how many of them because a rule spoke."""
    waits = Q(items__verdict="")
    found = reviews(actor).filter(signed_at=None)
    found = found.annotate(odd=Count("items", filter=waits & ~Q(items__rule="sample")))
    return rows(found, id=ID, month="month", due_on="due_on", open="open", odd="odd")


def file_requests(actor: Actor) -> ArraySubquery:
    """Asked of the organisation as lead partner, or opened by a colleague and not judged; no row joins the person."""
    if not may_review(actor):
        return rows(FileRequest.objects.none(), id=ID)
    asked = Q(kind=FileRequest.Kind.ASKED, steward=actor.organisation_id, outcome=FileRequest.Outcome.WAITING)
    opened = Q(kind=FileRequest.Kind.EMERGENCY, organisation=actor.organisation_id, verdict="")
    found = FileRequest.objects.filter(asked | (opened & Q(outcome=FileRequest.Outcome.OPENED)))
    return rows(found.order_by("due_on", "pk"), id=ID, who="member__user__name", on="asked_at", due_on="due_on",
                kind="kind")  # fmt: skip
