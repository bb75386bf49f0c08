"""Of a large caseload the people of whom a rule can speak to this member today.

Who works with whole rounds has hundreds of people in view for whom others care; of them she hears by her role alone.
So one light question goes before the facts, and facts are read only of who passes it. It lets through too many rather
than too few: the list is the same as without it. A new rule that speaks to one of these roles needs its reason here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject

from doorstroom.accounts.models import Membership, Role
from doorstroom.agreements.access import open_lines
from doorstroom.agreements.models import Category
from doorstroom.database.arrays import any_of
from doorstroom.database.ready import PERSON, ROW, Ready, Text, written
from doorstroom.followup.models import Observation
from doorstroom.intake.models import Referral
from doorstroom.kernel.actor import Actor
from doorstroom.learning.models import Appointment
from doorstroom.participants.access import MARKED, marks_of
from doorstroom.placements.models import InstrumentTerm, OfferSide, Placement
from doorstroom.programmes.domain.norms import Progress, contacts_and_papers
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.selectors import approaches_by_checksum
from doorstroom.signals.access import TO_BE_ASKED, Care, caseload, in_own_care
from doorstroom.signals.domain.facts import PersonSituation
from doorstroom.signals.domain.rules import person_signals
from doorstroom.signals.selectors.facts import CONTRACTS, rows
from doorstroom.signals.selectors.promises import in_force, measure_by
from doorstroom.signals.selectors.situations import contracts, legal_terms
from doorstroom.signals.selectors.starts import AFTER_CHOICE, STARTING
from doorstroom.signals.selectors.terms import legal_maxima
from doorstroom.trajectories.models import GuardPass, HolderTerm, PhaseEpisode, Task, Trajectory

BY_ROLE = (Role.PROGRAMME_MANAGER, Role.ACCOUNT_MANAGER)


@dataclass(frozen=True)
class Reach:
    """`people` counts everybody in the caseload; `trajectories` are those whose facts have to be read.

    No agreement opens a category of `closed` to this member's organisation, of nobody.
    """

    people: int
    trajectories: QuerySet[Trajectory]
    closed: Collection[str]


def reach(actor: Actor) -> Reach:
    """One query; only for `BY_ROLE`, other roles read the facts of all their people."""
    marks = marks_of(actor, person="person_id")
    own, own_steps = (Ready(text, marks) for text in _own(actor.role))
    told = (
        Q(any_of("pk", own)) | Q(any_of("person_id", own_steps)) | Q(state__in=STARTING, round__state__in=AFTER_CHOICE)
    )
    for text in _reasons(actor.role):
        told |= Q(Ready(text, marks))
    known = {name: Ready(text, marks) for name, text in _looks(actor.role).items()}
    look = JSONObject(**known, promised=in_force(actor.on))
    found = list(
        caseload(actor)
        .annotate(told=ExpressionWrapper(told, BooleanField()), look=Cast(look, TextField()))
        .values_list("pk", "person_id", "told", "model__checksum", "look")
    )
    opened = json.loads(found[0][-1])["lines"] if found else []
    return Reach(
        people=len({person for _, person, *_ in found}),
        trajectories=Trajectory.objects.filter(pk__in=_heard(found, actor)),
        closed=set(Category.values).difference(opened),
    )


def _heard(found: Iterable[tuple[int, UUID, bool, str | None, str]], actor: Actor) -> list[int]:
    """Those with a reason of their own, and those of whom the rules speak. People of one round are often alike."""
    approaches = approaches_by_checksum({checksum for *_, checksum, _ in found if checksum})
    spoken: dict[tuple[str | None, str], bool] = {}
    keys = []
    for pk, _, told, checksum, look in found:
        if not told and (checksum, look) not in spoken:
            spoken[checksum, look] = _speaks(json.loads(look), approaches.get(checksum or ""), actor)
        if told or spoken[checksum, look]:
            keys.append(pk)
    return keys


def _speaks(look: Mapping[str, Any], model: RouteModel | None, actor: Actor) -> bool:
    """As if no paper were in, nobody had spoken with her since the phase began and nothing were agreed for later."""
    phases = {each["phase"]: date.fromisoformat(each["since"]) for each in look["stays"]}
    asked = contacts_and_papers(model, Progress(phases=phases), actor.on) if model else None
    if asked and Category.NOTES not in look["lines"]:
        asked = replace(asked, contacts=())
    alone = [{**each, "id": 0, "next_path": None} for each in look.get("placed", ())]
    situation = PersonSituation(
        person_id="",
        due=asked,
        contracts=tuple(one for each in alone for one in contracts([each])),
        legal_terms=tuple(one for each in alone for one in legal_terms([each])),
    )
    care = Care(actor.role, actor.membership_id, holds=False, helps=False, coached=True)
    measure = measure_by(look["promised"], model, actor)
    return any(care.acts_on(signal) for signal in person_signals(situation, measure))


@cache
def _own(role: str) -> tuple[Text, Text]:
    """Keys of trajectories in this member's care or diary, and of people for whom a step of hers is for today."""
    me, on = MARKED.membership_id, MARKED.on
    found = [
        *in_own_care(MARKED),
        Referral.objects.filter(Q(sender=me) | Q(receiver=me)).values("trajectory"),
        Appointment.objects.filter(member=me, cancelled_at=None, starts_at__date=on).values("trajectory"),
        *(_left_alone() if role == Role.PROGRAMME_MANAGER else ()),
    ]
    steps = Task.objects.filter(owner=me, done_on=None, due_on=on)
    return written(ArraySubquery(found[0].union(*found[1:]))), written(ArraySubquery(steps.values("person")))


def _left_alone() -> Iterator[QuerySet[Any, Any]]:
    """Held, or to be asked about, by somebody who is gone or away."""
    on = MARKED.on
    back = Q(absent_until=None) | Q(absent_until__gt=on)
    gone = Membership.objects.filter(Q(valid_until__lte=on) | (back & Q(absent_from__lte=on))).order_by()
    yield HolderTerm.objects.filter(member__in=gone, ended_at=None).values("trajectory")
    yield Observation.objects.filter(owner__in=gone, status__in=TO_BE_ASKED, due_on__lte=on).values("trajectory")


@cache
def _reasons(role: str) -> Sequence[Text]:
    """Who may supply what was let pass is the model's to say."""
    found = [
        GuardPass.objects.filter(trajectory=ROW, resolved_on=None),
        InstrumentTerm.objects.filter(person=PERSON, done_on=None),
        *([_of_employers()] if role == Role.ACCOUNT_MANAGER else []),
    ]
    return [written(Exists(each)) for each in found]


def _of_employers() -> QuerySet[Placement]:
    """Places of which an employer has not said yes, and places with an offer sheet to look back on."""
    silent = Q(state__in=[Placement.State.PROPOSED, Placement.State.INTRODUCED], employer_agreed_on=None)
    confirmed = OfferSide.objects.filter(placement=OuterRef("pk")).exclude(confirmed_on=None)
    return Placement.objects.filter(silent | (Q(state=Placement.State.ACTIVE) & Exists(confirmed)), person=PERSON)


@cache
def _looks(role: str) -> Mapping[str, Text]:
    """`lines` hang on no row: which categories an agreement opens to the organisation. Contracts that end and legal
    terms are told to who finds places."""
    stays = PhaseEpisode.objects.filter(trajectory=ROW, ended_on=None)
    placed = Placement.objects.filter(person=PERSON, kind__in=WITH_A_TERM, state=Placement.State.ACTIVE)
    nested = {
        "stays": rows(stays, phase="phase", since="started_on"),
        "lines": ArraySubquery(open_lines(MARKED).order_by().values("category").distinct()),
    }
    if role == Role.ACCOUNT_MANAGER:
        nested["placed"] = rows(placed, kind="kind", state="state", starts_on="starts_on", ends_on="ends_on")
    return {name: written(each) for name, each in nested.items()}


WITH_A_TERM = frozenset({each.kind for each in legal_maxima()} | CONTRACTS)
"""Kinds of places that end, or that a law limits."""
