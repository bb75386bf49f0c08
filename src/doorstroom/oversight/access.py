"""Who reviews the log, decides what is kept longer and who opens a restricted file."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Organisation, Role
from doorstroom.agreements.access import open_lines
from doorstroom.agreements.models import Category, Purpose
from doorstroom.kernel.actor import Actor
from doorstroom.oversight.models import ErasureNotice, FileRequest, HelpdeskAccess, LegalHold, Review
from doorstroom.participants.models import Restriction
from doorstroom.programmes.models import Programme, ProgrammePartner
from doorstroom.trajectories.models import HolderTerm

REVIEWERS = (Role.PRIVACY_OFFICER,)
ASKERS = (Role.CASEWORKER, Role.JOB_COACH)
GUIDES = (Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)


def may_review(actor: Actor) -> bool:
    return has_role(actor, *REVIEWERS)


def visible_reviews(actor: Actor) -> QuerySet[Review]:
    """Reviews of one's own organisation, newest month first."""
    if not may_review(actor) or actor.organisation_id is None:
        return Review.objects.none()
    return Review.objects.filter(organisation_id=actor.organisation_id).order_by("-month")


def may_ask(actor: Actor) -> bool:
    return has_role(actor, *ASKERS) and actor.membership_id is not None


def visible_requests(actor: Actor) -> QuerySet[FileRequest]:
    """One's own; the privacy officer sees those of colleagues and those put to her organisation."""
    own = Q(member_id=actor.membership_id or 0)
    if may_review(actor) and actor.organisation_id is not None:
        own |= Q(organisation_id=actor.organisation_id) | Q(steward_id=actor.organisation_id)
    return FileRequest.objects.filter(own)


def may_answer(actor: Actor, request: FileRequest) -> bool:
    """The privacy officer of the lead partner decides on what was asked."""
    return may_review(actor) and request.steward_id == actor.organisation_id and request.kind == "asked"


def may_judge(actor: Actor, request: FileRequest) -> bool:
    """The privacy officer of the colleague's own organisation judges an emergency."""
    return may_review(actor) and request.organisation_id == actor.organisation_id and request.kind == "emergency"


def supported(actor: Actor) -> QuerySet[Organisation]:
    """Organisations whose agreement lets the actor's organisation solve problems in their data."""
    lines = open_lines(actor, Category.CORE).filter(purpose=Purpose.HELPDESK)
    return Organisation.objects.filter(pk__in=lines.values("controller")).order_by("name", "pk")


def may_ask_helpdesk(actor: Actor) -> bool:
    return has_role(actor, Role.HELPDESK) and actor.membership_id is not None


def visible_helpdesk(actor: Actor) -> QuerySet[HelpdeskAccess]:
    """What one asked; the functional administrator sees what was asked of her organisation."""
    if is_system(actor):
        return HelpdeskAccess.objects.all()
    own = Q(member_id=actor.membership_id or 0)
    if has_role(actor, Role.FUNCTIONAL_ADMINISTRATOR) and actor.organisation_id is not None:
        own |= Q(organisation_id=actor.organisation_id)
    return HelpdeskAccess.objects.filter(own)


def may_answer_helpdesk(actor: Actor, access: HelpdeskAccess) -> bool:
    """The functional administrator of the organisation whose data it is, and never who asked."""
    administers = has_role(actor, Role.FUNCTIONAL_ADMINISTRATOR) and access.organisation_id == actor.organisation_id
    return administers and access.member.user_id != actor.user_id


def may_end_helpdesk(actor: Actor, access: HelpdeskAccess) -> bool:
    """Who asked is ready, or the administrator wants it closed."""
    return access.member_id == actor.membership_id or may_answer_helpdesk(actor, access)


def visible_holds(actor: Actor) -> QuerySet[LegalHold]:
    """Those of one's own organisation, and of every programme it works in; for the privacy officer."""
    if is_system(actor):
        return LegalHold.objects.all()
    if not may_review(actor) or actor.organisation_id is None:
        return LegalHold.objects.none()
    own = Q(organisation_id=actor.organisation_id) | Q(programme__in=own_programmes(actor))
    return LegalHold.objects.filter(own)


def own_programmes(actor: Actor) -> QuerySet[Programme]:
    """Programmes of which the actor's organisation is a partner or the desk."""
    partner = Exists(ProgrammePartner.objects.filter(programme=OuterRef("pk"), organisation=actor.organisation_id or 0))
    return Programme.objects.filter(partner | Q(receiving_desk=actor.organisation_id or 0)).order_by("name")


def may_lift(actor: Actor, hold: LegalHold) -> bool:
    """The privacy officer of the organisation that set it."""
    return may_review(actor) and hold.organisation_id == actor.organisation_id


def coordinates(actor: Actor, person_id: UUID) -> bool:
    """Is the acting member the coordinating holder of a trajectory of this person?"""
    held = HolderTerm.objects.filter(ended_at=None, member=actor.membership_id or 0)
    return held.filter(trajectory__person=person_id).exists()


def visible_restrictions(actor: Actor) -> QuerySet[Restriction]:
    """Those one is admitted to; the privacy officer also those that her organisation set."""
    if is_system(actor):
        return Restriction.objects.all()
    own = Q(admitted__contains=[actor.membership_id or 0])
    if may_review(actor) and actor.organisation_id is not None:
        own |= Q(organisation_id=actor.organisation_id)
    return Restriction.objects.filter(own)


def visible_notices(actor: Actor) -> QuerySet[ErasureNotice]:
    """Notices put to oneself; for the privacy officer all of her organisation."""
    own = Q(member_id=actor.membership_id or 0)
    if may_review(actor) and actor.organisation_id is not None:
        own |= Q(organisation_id=actor.organisation_id)
    return ErasureNotice.objects.filter(own, reduced_on=None)
