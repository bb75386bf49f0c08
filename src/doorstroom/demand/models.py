"""What employers ask and offer: places with their tasks, and stations at which parts of a trade are learned."""

from __future__ import annotations

import re

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation
from doorstroom.partners.models import Contact, Site
from doorstroom.taxonomy.models import Concept


class Vacancy(models.Model):
    """Work that is described before people are sought, and that one employer or several together want done.

    Who takes how many are places (`Place.vacancy`); the tasks that stay with colleagues are in none of them.
    """

    asked_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="vacancies")
    told_by = models.CharField(max_length=150)
    occupation = models.CharField(max_length=150)
    wanted = models.PositiveSmallIntegerField()
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    starts_from = models.DateField(null=True, blank=True)
    conditions = models.TextField(blank=True)
    asked_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(wanted__range=(1, 99)), name="vacancy_wants_somebody")]

    def __str__(self) -> str:
        return self.occupation


class VacancyTask(models.Model):
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField(max_length=200)
    stays = models.BooleanField(default=False, help_text=_("Stays with colleagues."))

    class Meta:
        ordering = ["id"]


class Place(models.Model):
    """`number` equal learn-work places of one employer at one site."""

    class Accredited(models.TextChoices):
        YES = "yes", _("accredited training company")
        NO = "no", _("not accredited")
        UNKNOWN = "unknown", _("not known yet")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="places")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="places")
    occupation = models.CharField(max_length=150)
    concept = models.ForeignKey(Concept, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    starts_from = models.DateField(null=True, blank=True)
    starts_until = models.DateField(null=True, blank=True)
    day_starts_at = models.TimeField(null=True, blank=True)
    day_ends_at = models.TimeField(null=True, blank=True)
    travel = models.CharField(
        max_length=200, blank=True, help_text=_("How one gets there: bus line, parking, early shift.")
    )
    conditions = models.TextField(
        blank=True, help_text=_("What the employer offers: pay, guidance, intention to hire.")
    )
    accredited = models.CharField(max_length=10, choices=Accredited, default=Accredited.UNKNOWN)
    offered_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    vacancy = models.ForeignKey(Vacancy, null=True, blank=True, on_delete=models.PROTECT, related_name="places")
    otherwise_since = models.DateField(
        null=True, blank=True, help_text=_("The vacancy was changed then, and nobody said what follows for this place.")
    )
    recorded_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["otherwise_since"], condition=Q(otherwise_since__isnull=False), name="place_reads_otherwise"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="place_offers_at_least_one"),
            models.CheckConstraint(
                condition=Q(starts_until=None) | Q(starts_from=None) | Q(starts_until__gte=models.F("starts_from")),
                name="place_window_ends_after_start",
            ),
        ]


class PlaceReference(models.Model):
    """The number under which a partner knows this place in its own register."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="references")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "reference"], name="place_number_once"),
            models.UniqueConstraint(fields=["organisation", "place"], name="place_one_number_per_partner"),
        ]


class PlaceTask(models.Model):
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]


class PlaceRequirement(models.Model):
    """What the work asks, and the task that needs it; without a task it is only a wish."""

    class Kind(models.TextChoices):
        LANGUAGE = "language", _("Dutch language")
        LICENCE = "licence", _("driving licence")
        CONDUCT_CERTIFICATE = "conduct_certificate", _("certificate of conduct (VOG)")
        EDUCATION = "education", _("education")
        LIFTING = "lifting", _("lifting")
        STANDING = "standing", _("standing and walking")
        SHIFTS = "shifts", _("evenings, nights or weekends")
        OTHER = "other", _("other")

        def asked(self, value: str) -> str:
            """What is asked, in words; a value that the kind names already is said once: “VOG”, not “VOG VOG”."""
            named = value in re.findall(r"\w+", str(self.label))
            return str(self.label) if named else f"{self.label} {value}".strip()

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="requirements")
    kind = models.CharField(max_length=20, choices=Kind)
    value = models.CharField(max_length=60, blank=True)
    task = models.ForeignKey(PlaceTask, null=True, blank=True, on_delete=models.SET_NULL, related_name="requirements")

    def __str__(self) -> str:
        return self.Kind(self.kind).asked(self.value)


class VacancyNeed(models.Model):
    """What a vacancy asks, and the task that needs it; without a task it is only a wish."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=20, choices=PlaceRequirement.Kind)
    value = models.CharField(max_length=60, blank=True)
    task = models.ForeignKey(VacancyTask, null=True, blank=True, on_delete=models.CASCADE, related_name="needs")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        asked = PlaceRequirement.Kind(self.kind).asked(self.value)
        return f"{asked} ({self.task.text})" if self.task else asked


class WorkProcess(models.Model):
    """A part of a qualification that is practised and signed off on its own. `level` is that of the qualification."""

    qualification = models.CharField(max_length=150)
    code = models.CharField(max_length=30, help_text=_("As in the qualification, such as B1-K1-W2."))
    name = models.CharField(max_length=200)
    level = models.PositiveSmallIntegerField(help_text=_("1 to 8, as the European qualifications framework counts."))

    class Meta:
        ordering = ["qualification", "code"]
        constraints = [
            models.UniqueConstraint(fields=["qualification", "code"], name="work_process_once"),
            models.CheckConstraint(condition=Q(level__range=(1, 8)), name="work_process_has_level"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.qualification}, {self.code})"


class AskedProcess(models.Model):
    """An employer asked that people learn this, from that day on."""

    employer = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="asked_processes")
    process = models.ForeignKey(WorkProcess, on_delete=models.CASCADE, related_name="asked_by")
    asked_on = models.DateField()
    recorded_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "process"], name="process_asked_once")]


class Station(models.Model):
    """Where in a learning workplace a part of the trade is practised, and by how many people on one day."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="stations")
    name = models.CharField(max_length=100)
    capacity = models.PositiveSmallIntegerField()
    processes = models.ManyToManyField(WorkProcess, related_name="stations", blank=True)
    closed_on = models.DateField(null=True, blank=True, help_text=_("The first day on which nobody works there."))

    class Meta:
        ordering = ["site", "name"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="station_named_once"),
            models.CheckConstraint(condition=Q(capacity__range=(1, 99)), name="station_has_room"),
        ]

    def __str__(self) -> str:
        return self.name


class EmployerTalk(models.Model):
    """One contact of a partner with an employer, so that the next one knows; `because` says why in spite of others."""

    class Manner(models.TextChoices):
        PHONE = "phone", _("by telephone")
        VISIT = "visit", _("visit")
        MAIL = "mail", _("by mail")

    employer = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="talks")
    member = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    manner = models.CharField(max_length=6, choices=Manner, default=Manner.PHONE)
    asked_for = models.BooleanField(default=False)
    about = models.CharField(max_length=200)
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["employer", "-on"])]


class EmployerPlan(models.Model):
    """What all partners together do with this employer: one text, written by the account manager."""

    employer = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="employer_plan")
    text = models.TextField()
    agreed_on = models.DateField()
    written_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class EmployerQuestion(models.Model):
    """A question of an employer, known here or not, with the moment by which an answer was promised."""

    class Source(models.TextChoices):
        FORM = "form", _("the public form")
        PHONE = "phone", _("by telephone")
        MAIL = "mail", _("by mail")

    employer = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )
    employer_name = models.CharField(max_length=200)
    asked_by = models.CharField(max_length=150)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    text = models.TextField(max_length=2000)
    source = models.CharField(max_length=6, choices=Source, default=Source.FORM)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    handler = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(answered_at=None), name="question_open")]
        constraints = [
            models.CheckConstraint(condition=Q(answered_at=None) | ~Q(answer=""), name="answered_question_has_answer"),
            models.CheckConstraint(condition=~Q(phone="") | ~Q(email=""), name="question_can_be_answered"),
        ]
