"""From invitation to decision: meetings, the intake talk, selection by the playbook, and warm handovers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstroom.accounts.models import Membership, Organisation
from doorstroom.participants.models import Person
from doorstroom.programmes.models import Programme
from doorstroom.rounds.models import Nomination, Round
from doorstroom.trajectories.models import Trajectory


class InformationMeeting(models.Model):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    location = models.CharField(max_length=200)


class Invitation(models.Model):
    """An invitation to a meeting, and whether the person came. Why she did not is asked, never guessed."""

    class Attended(models.TextChoices):
        UNKNOWN = "unknown", _("not known yet")
        CAME = "came", pgettext_lazy("one person", "came")
        STAYED_AWAY = "stayed_away", _("did not come")

    class Reason(models.TextChoices):
        WORK = "work", _("found work")
        ILL = "ill", _("ill")
        CARE = "care", _("care at home")
        NO_INTEREST = "no_interest", _("no interest")
        UNKNOWN = "unknown", _("unknown")

    meeting = models.ForeignKey(InformationMeeting, on_delete=models.CASCADE, related_name="invitations")
    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    invited_on = models.DateField()
    attended = models.CharField(max_length=12, choices=Attended, default=Attended.UNKNOWN)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "nomination"], name="invited_once_per_meeting"),
            models.CheckConstraint(
                condition=~Q(attended="stayed_away") | ~Q(reason=""), name="absence_has_reason_or_unknown"
            ),
        ]


class Intake(models.Model):
    """The talk at the start. The own goal, languages, education, income and adjustments stand with the person."""

    trajectory = models.OneToOneField(Trajectory, on_delete=models.CASCADE, related_name="intake")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="intakes")
    held_on = models.DateField()
    held_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    readiness_person = models.PositiveSmallIntegerField(null=True, blank=True)
    readiness_professional = models.PositiveSmallIntegerField(null=True, blank=True)
    agreed_next = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(readiness_person=None) | Q(readiness_person__range=(1, 5)))
                & (Q(readiness_professional=None) | Q(readiness_professional__range=(1, 5))),
                name="readiness_from_one_to_five",
            )
        ]


class Selection(models.Model):
    """The decision about one nomination: by two people, after the employer met the person."""

    nomination = models.OneToOneField(Nomination, on_delete=models.CASCADE, related_name="selection")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="selections")
    employer_met_on = models.DateField(null=True, blank=True)
    employer_met = models.CharField(max_length=150, blank=True)
    outcome = models.CharField(max_length=12, choices=Nomination.Outcome, default=Nomination.Outcome.OPEN)
    reason_for_person = models.TextField(blank=True)
    alternative = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="not_now") | (~Q(reason_for_person="") & ~Q(alternative="")),
                name="not_now_has_reason_and_alternative",
            )
        ]


class Judgement(models.Model):
    """One playbook criterion for one person."""

    class Verdict(models.TextChoices):
        MET = "met", _("met")
        NOT_MET = "not_met", _("not met")
        UNKNOWN = "unknown", _("not known yet")

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="judgements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    criterion = models.CharField(max_length=60)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.UNKNOWN)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["selection", "criterion"], name="criterion_judged_once"),
            models.CheckConstraint(condition=~Q(verdict="not_met") | ~Q(reason=""), name="not_met_has_reason"),
        ]


class Decider(models.Model):
    """A person who agrees to the decision; the model says how many are needed."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="deciders")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=Nomination.Outcome)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["selection", "member"], name="decider_once")]


class SignUpTries(models.Model):
    """How often a place tried to sign somebody up in an hour. The place is a keyed hash that changes by the hour, so
    that it leads to nobody; rows of earlier hours are removed with the next try."""

    place = models.CharField(max_length=64)
    hour = models.DateTimeField()
    tries = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "hour"], name="tries_once_per_hour")]


class ReferralTerms(models.Model):
    """How many working days each step of a warm handover in this programme may take."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="referral_terms")
    receipt = models.PositiveSmallIntegerField(_("say that it is there"), default=2)
    remind = models.PositiveSmallIntegerField(_("remind the receiver"), default=5)
    managers = models.PositiveSmallIntegerField(_("tell the managers on both sides"), default=10)
    talk = models.PositiveSmallIntegerField(_("hold the three-way talk"), default=10)
    first_contact = models.PositiveSmallIntegerField(_("first contact after taking over"), default=5)
    report = models.PositiveSmallIntegerField(_("tell the sender how it goes"), default=10)
    expiry = models.PositiveSmallIntegerField(_("without an answer it goes back"), default=20)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(remind__lte=F("managers")) & Q(managers__lt=F("expiry")), name="managers_know_before_expiry"
            )
        ]


class Referral(models.Model):
    """A warm handover of one trajectory to another organisation.

    Until it is taken over the receiver sees what stands in this row and nothing else; the texts that were shared are
    emptied as soon as it ends without being taken over. Programme and organisations stand here, and not only with the
    trajectory, because the receiver cannot read the trajectory yet.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("not sent yet")
        SENT = "sent", _("sent")
        RECEIVED = "received", _("received")
        MEETING = "meeting", _("three-way talk planned")
        ACCEPTED = "accepted", _("taken over")
        REPORTED = "reported", _("outcome told")
        CLOSED = "closed", _("done")
        DECLINED = "declined", _("not taken over")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RETURNED = "returned", _("went back to the sender")

    class Seen(models.TextChoices):
        SCREEN = "screen", _("read along on the screen")
        PAPER = "paper", _("got it on paper")
        ALOUD = "aloud", _("had it read aloud")

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="referrals")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="referrals")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="referrals")
    sender = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="referrals_sent")
    sender_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals_taken"
    )
    receiver_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    name = models.CharField(max_length=200)
    question = models.TextField(blank=True)
    wish = models.TextField(blank=True)
    agreed = models.TextField(blank=True)
    basis = models.CharField(max_length=200, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    seen_how = models.CharField(max_length=10, choices=Seen, blank=True)
    drafted_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    talk_on = models.DateField(null=True, blank=True)
    talk_held_on = models.DateField(null=True, blank=True)
    talk_waived = models.CharField(max_length=200, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    first_contact_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    alternative = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["receiver_organisation", "state"], name="referral_inbox"),
            models.Index(fields=["sender", "state"], name="referral_outbox"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory"],
                condition=Q(state__in=["draft", "sent", "received", "meeting", "accepted", "reported"]),
                name="one_open_referral_per_trajectory",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(state="withdrawn") | Q(seen_on__isnull=False, sent_on__isnull=False),
                name="referral_seen_before_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | (~Q(reason="") & ~Q(alternative="")),
                name="declined_has_reason_and_alternative",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "reported", "closed"])
                | (Q(receiver__isnull=False) & (Q(talk_held_on__isnull=False) | ~Q(talk_waived=""))),
                name="taken_over_by_somebody_after_a_talk",
            ),
            models.CheckConstraint(condition=~Q(state="reported") | ~Q(outcome=""), name="reported_has_outcome"),
        ]


class SupportService(models.Model):
    """Help to which somebody can be pointed: for what, where, and for how many at once. Who gives it is no order."""

    class Need(models.TextChoices):
        ORIENTATION = "orientation", _("finding out which work fits")
        APPLYING = "applying", _("applying and presenting oneself")
        TRAINING = "training", _("learning for other work")
        RECOGNITION = "recognition", _("showing what one can already")
        LANGUAGE = "language", _("Dutch language")
        DIGITAL = "digital", _("working with a computer or phone")
        MONEY = "money", _("money and debts")
        RIGHTS = "rights", _("rights when a job ends")

    name = models.CharField(max_length=150)
    need = models.CharField(max_length=12, choices=Need)
    about = models.CharField(max_length=300, blank=True)
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="support_services")
    postcode = models.CharField(
        max_length=4, blank=True, help_text=_("The four digits; empty when it comes to people.")
    )
    places = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("Empty: there is always room."))
    offered_from = models.DateField()
    offered_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "name"], name="support_service_named_once"),
            models.CheckConstraint(
                condition=Q(offered_until=None) | Q(offered_until__gte=models.F("offered_from")),
                name="support_service_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceReferral(models.Model):
    """Somebody was pointed to a service, what came of it, and when her place there was free again."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        STARTED = "started", _("started")
        ENDED = "ended", _("finished")
        NOT_TAKEN = "not_taken", _("did not take it")

    service = models.ForeignKey(SupportService, on_delete=models.PROTECT, related_name="referrals")
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="service_referrals")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "service"],
                condition=Q(state__in=["asked", "started"]),
                name="one_open_referral_per_service",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "started"], ended_on=None)
                | Q(state__in=["ended", "not_taken"], ended_on__isnull=False),
                name="service_referral_ends_with_a_day",
            ),
        ]
