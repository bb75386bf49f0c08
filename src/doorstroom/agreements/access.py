"""Which lines of which agreements open data today; and who may read, write, sign and approve an agreement."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, Q, QuerySet

from doorstroom.accounts.access import has_role, is_system
from doorstroom.accounts.models import Organisation, OrganisationKind, Role
from doorstroom.agreements.models import Agreement, AgreementParty, AgreementStatus, Category, Commitment, DataLine
from doorstroom.kernel.actor import Actor

WRITERS = (Role.PROGRAMME_MANAGER, Role.PRIVACY_OFFICER)
SIGNATORIES = (Role.BOARD_MEMBER, Role.PROGRAMME_MANAGER)
WORK_ON_COMMITMENTS = (Role.BOARD_MEMBER, Role.PROGRAMME_MANAGER, Role.ACCOUNT_MANAGER, Role.SCHOOL_COORDINATOR)


def lines_in_force(on: date) -> QuerySet[DataLine]:
    """Approved lines of agreements that are in force on this day."""
    return DataLine.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
        Q(agreement__valid_until=None) | Q(agreement__valid_until__gt=on),
        approved_on__lte=on,
        agreement__status=AgreementStatus.IN_FORCE,
        agreement__valid_from__lte=on,
    )


def agreements_in_force(on: date) -> QuerySet[Agreement]:
    going_on = Q(valid_until=None) | Q(valid_until__gt=on)
    return Agreement.objects.filter(going_on, status=AgreementStatus.IN_FORCE, valid_from__lte=on)


def open_lines(actor: Actor, category: Category | None = None) -> QuerySet[DataLine]:
    """Those in force today to the actor's organisation."""
    lines = lines_in_force(actor.on).filter(recipient_id=actor.organisation_id)
    return lines.filter(category=category) if category else lines


def visible_agreements(actor: Actor) -> QuerySet[Agreement]:
    """Agreements to which one's organisation is a party, or that it leads; to nobody else they exist."""
    if is_system(actor):
        return Agreement.objects.all()
    own = Agreement.objects.filter(parties__organisation_id=actor.organisation_id or 0)
    led = Agreement.objects.filter(lead_id=actor.organisation_id or 0)
    return Agreement.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=led.values("pk")))


def stewards(actor: Actor) -> QuerySet[Organisation]:
    """Lead partners of what is in force for the actor's organisation: whom one asks about a file of others."""
    led = visible_agreements(actor).filter(pk__in=agreements_in_force(actor.on).values("pk"))
    return Organisation.objects.filter(pk__in=led.values("lead")).order_by("pk")


def administered(actor: Actor) -> QuerySet[Organisation]:
    """Organisations that a functional administrator merges and renames: her own and the parties to what it leads; and
    employers that are party to nothing, which all partners work with, where her organisation keeps an agreement."""
    if not has_role(actor, Role.FUNCTIONAL_ADMINISTRATOR):
        return Organisation.objects.none()
    own, going = actor.organisation_id or 0, agreements_in_force(actor.on)
    bound = AgreementParty.objects.filter(agreement__in=going)
    partner = Organisation.objects.filter(pk=own).exclude(kind=OrganisationKind.EMPLOYER)
    keeps = going.filter(Q(lead__in=partner) | Q(lead=None, parties__organisation__in=partner))
    firms = Q(Exists(keeps), kind=OrganisationKind.EMPLOYER) & ~Q(pk__in=bound.values("organisation"))
    theirs = Q(pk=own) | Q(pk__in=bound.filter(agreement__lead=own).values("organisation"))
    return Organisation.objects.filter(theirs | firms, merged_into=None).order_by("name", "pk")


def may_draft(actor: Actor) -> bool:
    return is_system(actor) or has_role(actor, *WRITERS)


def may_write(actor: Actor, agreement: Agreement) -> bool:
    """The lead partner keeps the text; without a lead the writers of any party do."""
    if is_system(actor):
        return True
    led = agreement.lead_id == actor.organisation_id if agreement.lead_id else _is_party(actor, agreement)
    return led and has_role(actor, *WRITERS)


def may_sign(actor: Actor, party: AgreementParty) -> bool:
    """One signs for one's own organisation, with a mandate."""
    own = actor.organisation_id == party.organisation_id and has_role(actor, *SIGNATORIES)
    return is_system(actor) or own


def may_approve(actor: Actor, agreement: Agreement) -> bool:
    """A privacy officer of one of the parties judges the data annex."""
    return is_system(actor) or (has_role(actor, Role.PRIVACY_OFFICER) and _is_party(actor, agreement))


def may_record(actor: Actor, commitment: Commitment) -> bool:
    """Whoever made a promise writes down how far it is; so may the writers of the lead partner."""
    own = commitment.owner_id == actor.organisation_id and has_role(actor, *WORK_ON_COMMITMENTS)
    return own or may_write(actor, commitment.agreement)


def _is_party(actor: Actor, agreement: Agreement) -> bool:
    return any(party.organisation_id == actor.organisation_id for party in agreement.parties.all())
