"""A round: a group that starts together on one version of a route model, with seats and backed places."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation, Role
from doorstroom.demand.models import Place
from doorstroom.participants.models import Person
from doorstroom.programmes.models import Programme, RouteModel


class RoundState(models.TextChoices):
    PLANNED = "planned", _("planned")
    RECRUITING = "recruiting", _("recruiting")
    SELECTING = "selecting", _("selecting")
    CONFIRMED = "confirmed", _("confirmed")
    RUNNING = "running", _("running")
    FINISHING = "finishing", _("finishing")
    EVALUATED = "evaluated", _("evaluated")
    CANCELLED = "cancelled", _("cancelled")


class Round(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rounds")
    model = models.ForeignKey(RouteModel, on_delete=models.PROTECT, related_name="rounds")
    name = models.CharField(max_length=100)
    starts_on = models.DateField()
    seats = models.PositiveSmallIntegerField()
    minimum_seats = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=20, choices=RoundState, default=RoundState.PLANNED)
    confirmed_on = models.DateField(null=True, blank=True)
    holiday_region = models.CharField(max_length=60, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="round_named_once"),
            models.CheckConstraint(
                condition=Q(seats__gte=models.F("minimum_seats")), name="round_seats_at_least_minimum"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} · {self.name}"


class RoundPartner(models.Model):
    """An organisation whose people work in this round, in this role: they get a relation to its people.

    One that `pays` gets it only to those for whom it pays.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="round_partners")
    role = models.CharField(max_length=30, choices=Role)
    contact = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    pays = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation", "role"], name="round_partner_once"),
            models.CheckConstraint(condition=Q(pays=False) | Q(role=Role.CASEWORKER), name="payer_leads_nothing"),
        ]


class RoundSignature(models.Model):
    """A partner's own yes to confirming the round with so many seats; another number of seats asks anew."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=Role)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveSmallIntegerField()
    signed_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "organisation", "role"], name="signed_once_per_role")]


class ReferrerRequest(models.Model):
    """A round asks a referrer for so many people before a date."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="round_requests")
    asked = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    asked_on = models.DateField()
    contact = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "organisation"], name="referrer_asked_once")]


class Backing(models.Model):
    """Seats of a round that stand on places of an employer: signed, or promised by somebody on a date."""

    class Status(models.TextChoices):
        SIGNED = "signed", _("signed")
        PROMISED = "promised", _("promised")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="backings")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="backings")
    seats = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status)
    given_by = models.CharField(max_length=150)
    given_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "place", "status"], name="backing_once"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="backing_of_at_least_one"),
            models.CheckConstraint(condition=~Q(given_by=""), name="backing_given_by_somebody"),
        ]


class EmployerHint(models.Model):
    """What an employer said it might still offer; no backing, but whom to call first when places are short."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="hints")
    employer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveSmallIntegerField()
    said_on = models.DateField()


class Nomination(models.Model):
    """A person put forward for a round, by a referrer or by herself, and what became of it.

    `payer` pays for her without having referred her; None: the referrer does, or nobody was named.
    """

    class Source(models.TextChoices):
        REFERRER = "referrer", _("by a referrer")
        SELF = "self", _("by herself or himself")

    class Outcome(models.TextChoices):
        OPEN = "open", _("not decided yet")
        SELECTED = "selected", _("selected")
        RESERVE = "reserve", _("reserve")
        NOT_NOW = "not_now", _("not now")
        WITHDRAWN = "withdrawn", _("withdrew")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="nominations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="nominations")
    source = models.CharField(max_length=10, choices=Source)
    referrer = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    referrer_contact = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    nominated_on = models.DateField()
    came_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    decided_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    payer = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="nominated_once_per_round"),
            models.CheckConstraint(
                condition=Q(source="self", referrer=None) | Q(source="referrer", referrer__isnull=False),
                name="nomination_names_its_referrer",
            ),
        ]
