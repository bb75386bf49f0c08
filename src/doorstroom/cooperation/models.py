"""What partners keep together beside one person's file: trials, ideas, decisions, lessons, who knows whom."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation, OrganisationKind, User
from doorstroom.agreements.models import Agreement
from doorstroom.cooperation.domain.steps import STEPS
from doorstroom.participants.models import Person
from doorstroom.partners.models import Contact
from doorstroom.programmes.models import Issue, Programme, RouteModel
from doorstroom.trajectories.models import Trajectory


class Experiment(models.Model):
    """A trial: what we expect, how we see it, and the day on which somebody decides to go on, change or stop."""

    class Outcome(models.TextChoices):
        CONTINUE = "continue", _("go on")
        CHANGE = "change", _("go on in another way")
        STOP = "stop", _("stop")

    title = models.CharField(max_length=200)
    hypothesis = models.TextField()
    measure = models.CharField(max_length=300)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="experiments")
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="experiments"
    )
    starts_on = models.DateField()
    decide_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    found = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = [F("decided_on").desc(nulls_first=True), "decide_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(decide_on__gt=F("starts_on")), name="experiment_decided_after_start"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_on=None)
                | (~Q(outcome="") & ~Q(found="") & Q(decided_on__isnull=False)),
                name="experiment_decided_on_what_was_found",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Idea(models.Model):
    """What somebody proposed, who looks after it, and what became of it.

    Given by a colleague (`given_by`), or said by somebody without an account (`said_by`, as she wants to be called).
    """

    class Fate(models.TextChoices):
        OPEN = "open", _("not decided yet")
        TAKEN_UP = "taken_up", _("we are going to do it")
        DONE = "done", _("it is done")
        LATER = "later", _("not now")
        DROPPED = "dropped", _("we do not do it")

    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="ideas")
    text = models.TextField()
    meeting = models.CharField(max_length=150, blank=True)
    given_on = models.DateField()
    given_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    said_by = models.CharField(max_length=150, blank=True)
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.OPEN)
    fate_text = models.TextField(blank=True)
    fate_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fate="open", fate_on=None) | (Q(fate_on__isnull=False) & ~Q(fate_text="")),
                name="idea_fate_has_day_and_words",
            ),
            models.CheckConstraint(
                condition=~Q(fate__in=["taken_up", "done"]) | Q(owner__isnull=False), name="idea_taken_up_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Decision(models.Model):
    """What was decided on an issue, on which day; actions follow from it."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="decisions")
    idea = models.ForeignKey(Idea, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField()
    meeting = models.CharField(max_length=150, blank=True)
    taken_on = models.DateField()

    class Meta:
        ordering = ["-taken_on", "-pk"]

    def __str__(self) -> str:
        return self.text


class Action(models.Model):
    """Who does what by when because of a decision, and what came of it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="actions")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(done_on=None) | ~Q(result=""), name="done_action_has_result")]

    def __str__(self) -> str:
        return self.text


class Lesson(models.Model):
    """What was learned, with what stands under it: a page of figures as read on a day, or a trial that was decided."""

    class Figure(models.TextChoices):
        COURSE = "result_course", _("where everybody is")
        FLOWS = "result_flows", _("who came and who left")
        LASTING = "result_lasting", _("lasting work")
        ROUNDS = "result_rounds", _("rounds beside each other")
        VERSIONS = "result_versions", _("versions beside each other")
        DROPOUT = "result_dropout", _("in which week and why people stop")
        STAGES = "result_stages", _("loss at each step")

    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    text = models.TextField()
    learned_on = models.DateField()
    written_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    figure = models.CharField(max_length=20, choices=Figure, blank=True)
    as_of = models.DateField(null=True, blank=True)
    finding = models.TextField(blank=True)
    experiment = models.ForeignKey(Experiment, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")

    class Meta:
        ordering = ["-learned_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(experiment__isnull=False)
                | (Q(programme__isnull=False, as_of__isnull=False) & ~Q(figure="") & ~Q(finding="")),
                name="lesson_stands_on_something",
            )
        ]

    def __str__(self) -> str:
        return self.text


class LessonUse(models.Model):
    """Where a lesson was applied: an approach that changed by it, or somewhere else in words."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="uses")
    model = models.ForeignKey(RouteModel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=300)
    used_on = models.DateField()

    class Meta:
        ordering = ["used_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(model__isnull=False) | ~Q(place=""), name="lesson_used_somewhere")
        ]


class ClosingPlan(models.Model):
    """How a programme ends: its last day, who succeeds it, and who keeps the network and the approach."""

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="closing_plan")
    opened_on = models.DateField()
    ends_on = models.DateField()
    successor = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    network_keeper = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)


class NextOwner(models.Model):
    """Who goes on with one person when a programme ends, who pays, by which law, and whether the receiver agreed."""

    plan = models.ForeignKey(ClosingPlan, on_delete=models.CASCADE, related_name="next_owners")
    trajectory = models.OneToOneField(Trajectory, on_delete=models.CASCADE, related_name="next_owner_named")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=200)
    named_on = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(basis=""), name="next_owner_has_basis")]


class Tie(models.Model):
    """Who of an organisation knows whom, about what. It is the organisation's, so it stays when somebody leaves."""

    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="ties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="ties")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="ties")
    topic = models.CharField(max_length=150)
    since = models.DateField()
    last_contact_on = models.DateField()
    taken_over_from = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "contact", "topic"], name="tie_once_per_topic")]

    def __str__(self) -> str:
        return self.topic


class Pulse(models.Model):
    """One half year in which partners say how it goes between them."""

    starts_on = models.DateField(unique=True)


class PulseSeat(models.Model):
    """That this colleague answered, and nothing of what was answered."""

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pulse", "user"], name="pulse_answered_once")]


class PulseAnswer(models.Model):
    """What somebody of this kind of partner answered: no name, no moment, and an id that tells no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    values = ArrayField(models.PositiveSmallIntegerField(), size=5)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(values__len=5, values__contained_by=[1, 2, 3, 4, 5]), name="pulse_has_five_answers"
            )
        ]


class StepWord(models.Model):
    """What an organisation calls a step that all partners share."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="step_words")
    step = models.CharField(max_length=30)
    words = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "step"], name="step_named_once"),
            models.CheckConstraint(condition=Q(step__in=STEPS), name="step_is_shared"),
        ]

    def __str__(self) -> str:
        return self.words
