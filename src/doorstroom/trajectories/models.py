"""The backbone: one trajectory of one person, its holder and team, its phases and everything that happened."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation, Role
from doorstroom.participants.models import Person
from doorstroom.programmes.models import Programme, RouteModel
from doorstroom.rounds.models import Round


class TrajectoryState(models.TextChoices):
    """Where a trajectory stands. Between intake and exit it is active and has exactly one holder."""

    REGISTERED = "registered", _("registered")
    INTAKE = "intake", _("intake")
    SELECTION = "selection", _("selection")
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("under way")
    SUSPENDED = "suspended", _("suspended")
    EMPLOYED = "employed", _("in work")
    AFTERCARE = "aftercare", _("aftercare")
    EXITED = "exited", _("exited")


class ExitReason(models.TextChoices):
    WORK = "work", _("work")
    EDUCATION = "education", _("a course elsewhere")
    COMPLETED = "completed", _("aftercare completed")
    HEALTH = "health", _("health")
    CARE_DUTIES = "care_duties", _("care at home")
    LANGUAGE = "language", _("language")
    TRAVEL = "travel", _("travel")
    MONEY = "money", _("money or fear for the benefit")
    WORKPLACE = "workplace", _("the workplace broke off")
    SCHOOL = "school", _("school did not fit")
    EXPECTATIONS = "expectations", _("expected something else")
    MOVED = "moved", _("moved house")
    NO_CONTACT = "no_contact", _("no contact any more")
    RULE_ENDED = "rule_ended", _("a rule or benefit ended")
    NOT_SELECTED = "not_selected", _("not selected now")
    DECLINED = "declined", _("said no to the offer")
    OTHER = "other", _("other")


class Destination(models.TextChoices):
    JOB = "job", _("job")
    APPRENTICESHIP = "apprenticeship", _("apprenticeship")
    EDUCATION = "education", _("education")
    OTHER_SUPPORT = "other_support", _("other support")
    NO_WORK = "no_work", _("no work")
    UNKNOWN = "unknown", _("not known yet")


class Initiator(models.TextChoices):
    PARTICIPANT = "participant", _("participant")
    EMPLOYER = "employer", _("employer")
    SCHOOL = "school", _("school")
    ORGANISATION = "organisation", _("coach or municipality")
    TOGETHER = "together", _("together")


class Trajectory(models.Model):
    """`state` is derived from the most advanced open phase, and kept here so that lists and rules can ask it.

    `step` is where it was last outside any phase, so that a suspension ends where it began; `moved_on` the last move.
    Before intake the receiving desk holds it; from intake until exit exactly one `HolderTerm` is open.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="trajectories")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="trajectories")
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="trajectories")
    model = models.ForeignKey(RouteModel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="trajectories_received")
    source = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=12, choices=TrajectoryState, default=TrajectoryState.REGISTERED)
    step = models.CharField(max_length=12, choices=TrajectoryState, default=TrajectoryState.REGISTERED)
    moved_on = models.DateField(null=True, blank=True)
    registered_on = models.DateField()
    intake_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    exited_on = models.DateField(null=True, blank=True)
    exit_reason = models.CharField(max_length=20, choices=ExitReason, blank=True)
    exit_text = models.TextField(blank=True)
    exit_phase = models.CharField(max_length=40, blank=True)
    exit_week = models.PositiveSmallIntegerField(null=True, blank=True)
    exit_initiator = models.CharField(max_length=12, choices=Initiator, blank=True)
    destination = models.CharField(max_length=20, choices=Destination, blank=True)
    next_owner = models.CharField(max_length=150, blank=True)
    exit_talk_on = models.DateField(null=True, blank=True)
    suspended_from = models.DateField(null=True, blank=True)
    expected_back_on = models.DateField(null=True, blank=True)
    suspension_reason = models.CharField(max_length=20, choices=ExitReason, blank=True)
    dismissal_date = models.DateField(null=True, blank=True)
    dismissal_certainty = models.CharField(max_length=10, blank=True)
    placement_weekdays = models.CharField(max_length=7, blank=True)

    class Meta:
        indexes = [models.Index(fields=["programme", "state"]), models.Index(fields=["round", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme"], condition=~Q(state="exited"), name="one_open_trajectory_per_programme"
            ),
            models.CheckConstraint(
                condition=Q(state="exited", exited_on__isnull=False, exit_reason__gt="")
                | (~Q(state="exited") & Q(exited_on=None)),
                name="exit_has_date_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="registered") | Q(state="exited") | Q(intake_on__isnull=False),
                name="active_trajectory_had_intake",
            ),
        ]


class HolderTerm(models.Model):
    """Who coordinates, from when to when. The database refuses two at one moment, and none while active."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="holder_terms")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="holder_terms")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["member"], condition=Q(ended_at=None), name="holder_open")]
        constraints = [
            ExclusionConstraint(
                name="one_coordinating_holder",
                expressions=[
                    (F("trajectory"), RangeOperators.EQUAL),  # first, so that the index finds one trajectory's terms
                    (
                        Func(F("started_at"), F("ended_at"), function="TSTZRANGE", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gt=F("started_at")), name="holder_term_ends_after_start"
            ),
        ]


class TeamMember(models.Model):
    """Someone who helps: job coach, teacher, statutory caseworker. Beside the holder, never instead."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="team")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="team_roles")
    role = models.CharField(max_length=30, choices=Role)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "member", "role"], condition=Q(valid_until=None), name="team_member_once"
            )
        ]


class PhaseEpisode(models.Model):
    """One stay in one phase of the model; several may be open at once."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="phases")
    phase = models.CharField(max_length=40)
    started_on = models.DateField()
    planned_end = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "phase"], condition=Q(ended_on=None), name="phase_open_once"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="phase_ends_after_start"
            ),
        ]


class Event(models.Model):
    """A dated fact on the timeline: every move, with who and why. Never changed."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=40)
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField()
    member = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["trajectory", "occurred_on"]), models.Index(fields=["kind", "occurred_on"])]


class Note(models.Model):
    """A contact or remark about a person."""

    class Channel(models.TextChoices):
        PHONE = "phone", _("phone")
        VISIT = "visit", _("visit")
        TALK = "talk", _("talk")
        MESSAGE = "message", _("message")
        THREE_WAY = "three_way", _("three-way talk")
        REMARK = "remark", _("remark, no contact")

    class Visibility(models.TextChoices):
        TEAM = "team", _("everyone in the team")
        ORGANISATION = "organisation", _("my organisation only")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notes")
    trajectory = models.ForeignKey(Trajectory, null=True, blank=True, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="notes_written")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    visibility = models.CharField(max_length=12, choices=Visibility, default=Visibility.TEAM)
    text = models.TextField(blank=True)
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-occurred_on"])]


class Task(models.Model):
    """A next step. It belongs to the participant unless somebody takes it over, with a reason."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tasks")
    trajectory = models.ForeignKey(Trajectory, null=True, blank=True, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField(max_length=200)
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks_owned")
    due_on = models.DateField(null=True, blank=True)
    created_on = models.DateField()
    source = models.CharField(max_length=60, blank=True)
    taken_over_reason = models.CharField(max_length=200, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person"], condition=Q(done_on=None), name="task_open")]


class GuardPass(models.Model):
    """An agreement guard that was passed: who confirmed, why, until when; open until the fact holds."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="guard_passes")
    guard = models.CharField(max_length=60)
    confirmed_by = models.CharField(max_length=150)
    reason = models.TextField()
    expires_on = models.DateField()
    passed_on = models.DateField()
    passed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    resolved_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "guard"], condition=Q(resolved_on=None), name="guard_passed_once"
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by="") & ~Q(reason=""), name="guard_pass_has_name_and_reason"
            ),
        ]


class ChecklistTick(models.Model):
    """An item of a model's checklist that is done."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="ticks")
    checklist = models.CharField(max_length=60)
    item = models.CharField(max_length=60)
    done_on = models.DateField()
    member = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    remark = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trajectory", "checklist", "item"], name="item_ticked_once")]


class JointAct(models.Model):
    """One act on several people at once, by one member; it can be taken back on the day itself."""

    class Kind(models.TextChoices):
        TEAM = "team", _("add somebody to the team")
        HOLDER = "holder", _("hand over to somebody who coordinates")
        PHASE = "phase", _("go on to a phase")

    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField(max_length=150)
    reason = models.CharField(max_length=300)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="joint_act_has_reason")]


class JointActLine(models.Model):
    """One trajectory of a joint act: its rows before and after, so that taking back brings back exactly those."""

    act = models.ForeignKey(JointAct, on_delete=models.CASCADE, related_name="lines")
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "trajectory"], name="joint_act_once_a_trajectory")]
