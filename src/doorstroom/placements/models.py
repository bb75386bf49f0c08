"""Where someone works or learns at an employer: trial placement, apprenticeship, job; and the employer's link."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstroom.accounts.models import Membership, Organisation
from doorstroom.demand.models import Place, Station
from doorstroom.participants.models import Person
from doorstroom.partners.models import Contact, Site
from doorstroom.programmes.models import Programme
from doorstroom.trajectories.models import Initiator, Trajectory


class Placement(models.Model):
    """One person at one site. Weekdays count from 0, Monday; active ones of a person never share one."""

    class Kind(models.TextChoices):
        WORK_EXPERIENCE = "work_experience", _("learning place while on benefit")
        TRIAL = "trial", _("trial placement")
        APPRENTICESHIP = "apprenticeship", _("apprenticeship (BBL)")
        JOB = "job", _("job")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        INTRODUCED = "introduced", _("met each other")
        AGREED = "agreed", _("both said yes")
        ACTIVE = "active", _("active")
        ENDED = "ended", _("ended")
        CANCELLED = "cancelled", _("cancelled")

    class Contract(models.TextChoices):
        NONE = "none", _("no employment contract")
        FIXED = "fixed", _("fixed term")
        PERMANENT = "permanent", _("permanent")
        AGENCY = "agency", _("through an agency")
        UNKNOWN = "unknown", _("not known yet")

    class Side(models.TextChoices):
        """Whose yes it is."""

        PERSON = "person", _("the participant")
        EMPLOYER = "employer", _("the employer")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="placements")
    trajectory = models.ForeignKey(
        Trajectory, null=True, blank=True, on_delete=models.CASCADE, related_name="placements"
    )
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="placements")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="placements")
    trainer = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="placements")
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text=_("The last day; empty when there is no end date."))
    introduced_on = models.DateField(null=True, blank=True)
    person_agreed_on = models.DateField(null=True, blank=True)
    employer_agreed_on = models.DateField(null=True, blank=True)
    guide_agreed_on = models.DateField(
        null=True, blank=True, help_text=_("Who guides the participant says yes before an employer reads the name.")
    )
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    ended_by = models.CharField(max_length=12, choices=Initiator, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    contract = models.CharField(max_length=10, choices=Contract, default=Contract.NONE)
    occupation = models.CharField(max_length=150, blank=True)
    in_target_sector = models.BooleanField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["trajectory", "state"]),
            models.Index(fields=["ends_on"], condition=Q(state="active"), name="placement_ending"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="placement_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(kind="job", state="active")
                | Q(contract="permanent")
                | Q(contract="unknown")
                | Q(ends_on__isnull=False),
                name="job_is_permanent_or_has_end_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(person_agreed_on__isnull=False, employer_agreed_on__isnull=False),
                name="agreed_placement_has_both_yes",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ended", "cancelled"]) | (Q(ended_on__isnull=False) & ~Q(ended_because="")),
                name="placement_end_has_date_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=[0, 1, 2, 3, 4, 5, 6]), name="placement_weekdays_exist"
            ),
        ]


class StationBooking(models.Model):
    """Somebody practises at a station on these weekdays, from the first to the last day. The database counts who is
    there each day and refuses one too many, and one person at two stations."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="station_bookings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="bookings")
    starts_on = models.DateField()
    ends_on = models.DateField()
    weekdays = ArrayField(models.PositiveSmallIntegerField())

    class Meta:
        indexes = [models.Index(fields=["station", "starts_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on"), weekdays__contained_by=[0, 1, 2, 3, 4, 5, 6])
                & ~Q(weekdays=[]),
                name="station_booking_has_days",
            ),
        ]


class NextPath(models.Model):
    """What was agreed that comes after a placement with an end date; said in time, or the end takes people unawares."""

    class Path(models.TextChoices):
        EXTENDED = "extended", _("the contract is extended")
        PERMANENT = "permanent", _("a permanent contract here")
        OTHER_EMPLOYER = "other_employer", _("work at another employer")
        EDUCATION = "education", _("an apprenticeship or a course")
        WAY_BACK = "way_back", _("guidance goes on, with the way back to a benefit")
        OWN_CHOICE = "own_choice", _("the participant goes on by herself")

    placement = models.OneToOneField(Placement, on_delete=models.CASCADE, related_name="next_path")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=16, choices=Path)
    note = models.CharField(max_length=300, blank=True)
    agreed_on = models.DateField()
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.get_path_display())


class OfferSide(models.Model):
    """One side of the offer sheet of a placement: what it promises, when it confirmed the whole sheet, and at week
    four whether both kept their word as this side sees it."""

    class Side(models.TextChoices):
        EMPLOYER = "employer", _("the employer")
        PARTNERS = "partners", _("we, the partners")

    class Kept(models.TextChoices):
        YES = "yes", _("yes, all of it")
        PARTLY = "partly", _("partly")
        NO = "no", _("not yet")

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="offer_sides")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=8, choices=Side)
    gives = models.TextField(max_length=1000)
    written_on = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=150, blank=True)
    kept = models.CharField(max_length=6, choices=Kept, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["side"]
        constraints = [
            models.UniqueConstraint(fields=["placement", "side"], name="one_offer_per_side"),
            models.CheckConstraint(condition=~Q(gives=""), name="offer_side_gives_something"),
            models.CheckConstraint(
                condition=Q(confirmed_on=None, confirmed_by="") | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
                name="confirmed_offer_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on=None, kept="")
                | (Q(reviewed_on__isnull=False, confirmed_on__isnull=False) & ~Q(kept="")),
                name="reviewed_offer_was_confirmed",
            ),
        ]


class InstrumentTerm(models.Model):
    """The day before which something is asked for or accounted for at a placement: a subsidy, a job coach, a grant.

    Which instrument it is and what is to be done, never why somebody comes under it: that would say something about
    health. Settled on `done_on`.
    """

    class Kind(models.TextChoices):
        WAGE_SUBSIDY = "wage_subsidy", _("wage subsidy")
        WAGE_BENEFIT = "wage_benefit", _("wage cost benefit")
        JOB_COACH = "job_coach", _("job coach at work")
        TRAINING_GRANT = "training_grant", _("grant for learning at work")
        OTHER = "other", _("another instrument")

    class Act(models.TextChoices):
        APPLY = "apply", _("apply for it")
        DECLARE = "declare", _("send in the declaration")
        RENEW = "renew", _("renew it")

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="instrument_terms")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=15, choices=Kind)
    act = models.CharField(max_length=8, choices=Act)
    due_on = models.DateField(help_text=_("The last day on which it can be done."))
    how = models.CharField(max_length=200, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["person"], condition=Q(done_on=None), name="instrument_term_open")]
        constraints = [
            models.UniqueConstraint(fields=["placement", "kind", "act", "due_on"], name="instrument_term_once"),
        ]


class EmployerLink(models.Model):
    """An employer's way in without an account: a link by mail or SMS and a code; first names only behind it."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="links")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=128)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class EmployerAnswer(models.Model):
    """The three questions of one week: was everyone there, how is it going, shall we call you?"""

    class Going(models.TextChoices):
        WELL = "well", _("well")
        MIXED = "mixed", _("so-so")
        BADLY = "badly", _("not well")

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    week_of = models.DateField(help_text=_("The Monday of the week."))
    days_present = models.PositiveSmallIntegerField(null=True, blank=True)
    going = models.CharField(max_length=8, choices=Going, blank=True)
    call_me = models.BooleanField(default=False)
    remark = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "week_of"], name="answered_once_per_week"),
            models.CheckConstraint(condition=Q(week_of__iso_week_day=1), name="answer_is_about_a_monday_week"),
        ]


class SendingList(models.Model):
    """The people of one employer whose work ends, to whom a programme is offered. No name stands here.

    `clock` and `months` say what "in time" is; the moment is chosen, because another one gives another figure.
    """

    class Clock(models.TextChoices):
        OFFERED = "offered", _("the day of the offer")
        STARTED = "started", _("the start of the guidance")
        DISMISSED = "dismissed", _("the dismissal date")

    employer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sending_lists")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sending_lists")
    told_by = models.CharField(max_length=150)
    received_on = models.DateField()
    clock = models.CharField(max_length=10, choices=Clock)
    months = models.PositiveSmallIntegerField()
    recorded_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "programme", "received_on"], name="sending_list_once_a_day"),
            models.CheckConstraint(condition=Q(months__range=(1, 36)), name="sending_list_has_months"),
        ]

    def __str__(self) -> str:
        return str(self.employer)


class GuidanceOffer(models.Model):
    """Guidance to other work, offered to one person of a list; yes and no stand apart, and a no needs no reason unless
    the approach asks for one."""

    class Answer(models.TextChoices):
        OPEN = "open", _("not answered yet")
        ACCEPTED = "accepted", pgettext_lazy("to an offer", "said yes")
        DECLINED = "declined", pgettext_lazy("to an offer", "said no")

    sending = models.ForeignKey(SendingList, on_delete=models.PROTECT, related_name="offers")
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="offers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    offered_on = models.DateField()
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.OPEN)
    answered_on = models.DateField(null=True, blank=True)
    answered_to = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sending", "person"], name="offered_once_per_list"),
            models.CheckConstraint(
                condition=Q(answer="open", answered_on=None) | (~Q(answer="open") & Q(answered_on__isnull=False)),
                name="answered_offer_has_a_day",
            ),
        ]
