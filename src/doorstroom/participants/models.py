"""A person and what is known about her, each category in a table of its own; and who may see her."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import NAMELESS, Membership, Organisation, Role
from doorstroom.agreements.models import Agreement, Purpose
from doorstroom.taxonomy.models import Concept


class Person(models.Model):
    """Someone who takes part or may. The name is all that stands here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    given_name = models.CharField(max_length=100)
    infix = models.CharField(max_length=20, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    sort_name = models.CharField(max_length=220)
    search_name = models.CharField(max_length=220)
    language = models.CharField(max_length=5, default="nl")
    registered_on = models.DateField()
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["sort_name", "id"]),
            GinIndex(OpClass(Upper("search_name"), name="gin_trgm_ops"), name="person_search"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.given_name, self.infix, self.family_name) if part)


class PersonIdentity(models.Model):
    """A citizen number, sealed. Kept per organisation with a legal ground, so that finding a number never
    tells one organisation that another knows the person."""

    class Kind(models.TextChoices):
        BSN = "bsn", _("citizen service number (NL)")
        INSZ = "insz", _("national number (BE)")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    sealed = models.BinaryField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "fingerprint"], name="identity_once_per_organisation"),
            models.UniqueConstraint(fields=["person", "organisation", "kind"], name="one_identity_per_kind"),
        ]


class PersonContact(models.Model):
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="contact")
    birth_date = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=100, blank=True)


class EducationLevel(models.TextChoices):
    NONE = "none", _("none or primary school")
    LOWER = "lower", _("vmbo or mbo level 1")
    MIDDLE = "middle", _("mbo level 2 or higher, havo, vwo")
    HIGHER = "higher", _("higher education")
    FOREIGN_UNRATED = "foreign_unrated", _("foreign, not yet valued")
    UNKNOWN = "unknown", _("not known yet")


class TravelMode(models.TextChoices):
    BIKE = "bike", _("bicycle")
    PUBLIC_TRANSPORT = "public_transport", _("public transport")
    CAR = "car", _("car")
    MOPED = "moped", _("moped")


class PersonProfile(models.Model):
    """What someone brings and when she can. Empty means: not asked yet."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="profile")
    education = models.CharField(max_length=20, choices=EducationLevel, default=EducationLevel.UNKNOWN)
    licences = ArrayField(models.CharField(max_length=10), null=True, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), null=True, blank=True)
    hours_minimum = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_maximum = models.PositiveSmallIntegerField(null=True, blank=True)
    available_from = models.DateField(null=True, blank=True)
    travel_modes = ArrayField(models.CharField(max_length=20, choices=TravelMode), null=True, blank=True)
    travel_minutes = models.PositiveSmallIntegerField(null=True, blank=True)


class PersonOccupation(models.Model):
    """An occupation that the person wishes, or has worked in; a wish she may order herself."""

    class Kind(models.TextChoices):
        WISH = "wish", _("wish")
        EXPERIENCE = "experience", _("experience")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="occupations")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "concept", "kind"], name="occupation_once")]


class LanguageSkill(models.TextChoices):
    LISTENING = "listening", _("listening")
    SPEAKING = "speaking", _("speaking")
    READING = "reading", _("reading")
    WRITING = "writing", _("writing")


class CefrLevel(models.TextChoices):
    A0 = "A0", _("below A1")
    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"


class LanguageLevel(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="language_levels")
    language = models.CharField(max_length=5, default="nl")
    skill = models.CharField(max_length=12, choices=LanguageSkill)
    level = models.CharField(max_length=2, choices=CefrLevel)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "language", "skill"], name="level_once_per_skill")]


class WorkAdjustment(models.Model):
    """What makes work possible, in positive words from a list; never a diagnosis."""

    class Kind(models.TextChoices):
        SEATED = "seated", _("work that can be done sitting")
        QUIET = "quiet", _("a quiet workplace")
        FIXED_TIMES = "fixed_times", _("fixed working times")
        DAYTIME = "daytime", _("daytime work")
        LIGHT_LOADS = "light_loads", _("lifting up to 10 kilos")
        FIXED_PERSON = "fixed_person", _("one fixed person at work")
        SHORT_STEPS = "short_steps", _("explanation in short steps")
        BUILD_UP = "build_up", _("building up hours")
        EXTRA_BREAKS = "extra_breaks", _("extra short breaks")
        AIDS = "aids", _("an aid or adapted tools")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="work_adjustments")
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="adjustment_once")]


class IncomeSource(models.TextChoices):
    SOCIAL_ASSISTANCE = "social_assistance", _("social assistance")
    UNEMPLOYMENT = "unemployment_benefit", _("unemployment benefit")
    INCAPACITY = "incapacity_benefit", _("sickness or incapacity benefit")
    WAGE = "wage", _("wage")
    NONE = "none", _("no income of one's own")
    UNKNOWN = "unknown", _("not known yet")


class IncomeSituation(models.Model):
    """What someone lives on, over time; the payer decides on a benefit."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="incomes")
    source = models.CharField(max_length=30, choices=IncomeSource)
    payer = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    benefit_kept_decision = models.CharField(max_length=100, blank=True)
    benefit_kept_from = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(valid_until=None), name="one_current_income")
        ]


class OwnGoal(models.Model):
    """What the person wants, in her own words. Professionals read it and do not change it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="own_goals")
    text = models.TextField()
    language = models.CharField(max_length=5, default="nl")
    recorded_on = models.DateField()

    class Meta:
        ordering = ["-recorded_on", "-id"]


class ExternalReference(models.Model):
    """The number under which a partner knows this person in its own register."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="external_references")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=50)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "reference"], name="reference_once")]


class PersonRelation(models.Model):
    """Who may see this person, for what, from when to when: the one table that both layers of access read.

    Without `member` it holds for everyone who acts in `role` at the organisation. Apps above open and close
    rows through `participants.services`; `source` names what opened it ("nomination:12"). `closes_at` is for what
    ends within a day.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="person_relations")
    member = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="person_relations"
    )
    role = models.CharField(max_length=30, choices=Role)
    purpose = models.CharField(max_length=20, choices=Purpose)
    basis = models.CharField(max_length=200)
    source = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "organisation", "role"]),
            models.Index(fields=["organisation", "role", "person"]),
            models.Index(fields=["source"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "member", "role", "purpose", "source"],
                condition=Q(valid_until=None),
                nulls_distinct=False,
                name="relation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="relation_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.HELPDESK) | Q(closes_at__isnull=False, valid_until__isnull=False),
                name="relation_of_helpdesk_closes",
            ),
            models.CheckConstraint(condition=~Q(role__in=sorted(NAMELESS)), name="relation_never_for_designer"),
        ]


class PersonLink(models.Model):
    """A participant's own way in, without an account: a link that is hard to guess and a code known to her."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=128)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class CorrectionRequest(models.Model):
    """“This is not right”: what the person says is wrong, and what became of it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="correction_requests")
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)


class Restriction(models.Model):
    """A file that fewer people may open than their relations say: who coordinates it, and members named one by one.

    It holds from `set_at` until it is lifted or `until` comes, the first day on which it no longer holds. `admitted`
    are memberships; both layers of access read them.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="restrictions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    admitted = ArrayField(models.BigIntegerField())
    reason = models.CharField(max_length=300)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(lifted_at=None), name="restricted_once_at_a_time")
        ]


class StewardMandate(models.Model):
    """Who may look across organisations whether two files are one person; an agreement in force stands behind it."""

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="steward_mandates")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(valid_until=None), name="one_mandate_at_a_time")
        ]


class DuplicateQuestion(models.Model):
    """May these two be one person? Asked of a steward; who registered one of them never learns of the other."""

    class Answer(models.TextChoices):
        OPEN = "open", _("not answered yet")
        SAME = "same", _("one person")
        DIFFERENT = "different", _("two people")

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    grounds = ArrayField(models.CharField(max_length=20))
    asked_on = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.OPEN)
    answered_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_asked_once"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="duplicate_in_one_order"),
        ]


class PersonMerge(models.Model):
    """Two files became one. `journal` says of every row where it came from, so that it can be taken back whole."""

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    absorbed = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    merged_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    journal = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["absorbed"], condition=Q(undone_at=None), name="absorbed_once")]
