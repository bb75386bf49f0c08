"""What people said about a place, in whose words an account manager reads, and what the rule answered."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership
from doorstroom.demand.models import Place
from doorstroom.participants.models import Person
from doorstroom.placements.models import Placement
from doorstroom.rounds.models import Round


class Willingness(models.Model):
    """Yes or no of one side to one person at one place. Only ever added to: the last word of a side counts."""

    class Side(models.TextChoices):
        PERSON = "person", _("the participant")
        CASEWORKER = "caseworker", _("who guides the participant")
        ACCOUNT_MANAGER = "account_manager", _("the employer account manager")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="willingness")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="willingness")
    side = models.CharField(max_length=20, choices=Side)
    willing = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    said_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "place", "side", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(side="person") | ~Q(reason=""), name="professional_gives_own_reason")
        ]


class ApprovedWording(models.Model):
    """What an account manager may read about one subject, in words that the person approved."""

    class Subject(models.TextChoices):
        """The kinds of reason about which an account manager may read at all."""

        TRAVEL = "travel", _("the journey")
        DAYS = "days", _("working days")
        HOURS = "hours", _("hours a week")
        START = "start", _("when to start")
        LANGUAGE = "language", _("Dutch language")
        EDUCATION = "education", _("education")
        LICENCE = "licence", _("licences and certificates")
        SHIFT = "shift", _("evenings, nights or weekends")
        SKILL = "skill", _("what somebody can do")
        WISH = "wish", _("wishes")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="approved_wordings")
    subject = models.CharField(max_length=12, choices=Subject)
    text = models.CharField(max_length=300)
    approved_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject"], condition=Q(withdrawn_on=None), name="one_approved_wording_per_subject"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="approved_wording_says_something"),
        ]


class MatchAnswer(models.Model):
    """One answer of the rule to one colleague on one day, with all that is needed to compute it again.

    After the term only rule version, day, direction and counts stay: no ids, no facts, no fingerprint.
    """

    class Direction(models.TextChoices):
        PLACES = "places", _("places for a person")
        PEOPLE = "people", _("people for a place")

    membership = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=10, choices=Direction)
    subject = models.CharField(max_length=40, blank=True)
    people = ArrayField(models.UUIDField(), default=list, blank=True)
    answered_on = models.DateField()
    rule_version = models.CharField(max_length=40)
    inputs = models.BinaryField(null=True)
    inputs_digest = models.CharField(max_length=64, blank=True)
    answer_digest = models.CharField(max_length=64, blank=True)
    counts = models.JSONField()
    reduced_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["answered_on"], condition=Q(reduced_on=None), name="answer_to_reduce")]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "inputs_digest", "rule_version"],
                condition=Q(reduced_on=None),
                name="answer_logged_once",
            ),
            models.CheckConstraint(
                condition=Q(reduced_on=None)
                | Q(membership=None, subject="", people=[], inputs=None, inputs_digest="", answer_digest=""),
                name="reduced_answer_names_nobody",
            ),
        ]


class CriteriaReview(models.Model):
    """What a reviewer found of one refused pair out of the sample: was it right to refuse on this?"""

    class Finding(models.TextChoices):
        RIGHT = "right", _("the requirement is needed for this task")
        TOO_STRICT = "too_strict", _("the requirement is stricter than the task")
        FACTS_WRONG = "facts_wrong", _("what we know of the participant is not right")
        PLACE_WRONG = "place_wrong", _("what we know of the place is not right")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    week_of = models.DateField(help_text=_("The Monday of the week."))
    failed = ArrayField(models.CharField(max_length=100))
    finding = models.CharField(max_length=12, choices=Finding)
    remark = models.CharField(max_length=500, blank=True)
    reviewed_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "place", "week_of"], name="refusal_reviewed_once_a_week"),
            models.CheckConstraint(condition=Q(week_of__iso_week_day=1), name="review_is_of_a_monday_week"),
        ]


class FairnessReport(models.Model):
    """The figures of one day; counts of groups, nobody in it can be found."""

    made_on = models.DateField(unique=True)
    rule_version = models.CharField(max_length=40)
    content = models.JSONField()


class RoundPlan(models.Model):
    """One proposal of the planner for a round: what it was asked, what it came to, how far from the best possible.

    Only ever added to. After the term the lines with people go; the figures stay with the round.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="plans")
    made_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    asked = models.JSONField(help_text=_("Coaches, people a coach, school days, at least so many per referrer."))
    rule_version = models.CharField(max_length=40)
    stages = models.JSONField(help_text=_("Per stage what was reached and the best that is possible."))
    unfair = models.JSONField(null=True, help_text=_("The same stages without floors and worst-off group."))
    relaxed_floors = models.JSONField(
        default=dict, help_text=_("The smallest set of floors that cannot be kept: asked and possible per referrer.")
    )
    envy = models.JSONField(default=dict, help_text=_("How many would rather have had the place of somebody else."))
    inputs_digest = models.CharField(max_length=64)
    finished = models.BooleanField()
    not_open = models.PositiveSmallIntegerField(
        default=0, help_text=_("Selected people whose profile is not open to the planner.")
    )

    class Meta:
        indexes = [models.Index(fields=["round", "-made_at"])]


class RoundPlanLine(models.Model):
    """One person in a proposal: a place, or the checked reason why there is none."""

    plan = models.ForeignKey(RoundPlan, on_delete=models.CASCADE, related_name="lines")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.JSONField(null=True, blank=True)
    together = ArrayField(models.PositiveSmallIntegerField(), default=list, help_text=_("Numbers of pairs."))
    apart = ArrayField(models.PositiveSmallIntegerField(), default=list, help_text=_("Numbers of pairs."))
    placement = models.ForeignKey(Placement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "person"], name="planned_once_per_plan"),
            models.CheckConstraint(
                condition=Q(place=None, reason__isnull=False) | Q(place__isnull=False, reason=None),
                name="planned_or_reasoned",
            ),
        ]
