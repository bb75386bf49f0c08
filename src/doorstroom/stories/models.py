"""A story of a participant or an employer, and the yes of everybody whom it needs."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation
from doorstroom.participants.models import Person
from doorstroom.programmes.models import Programme
from doorstroom.stories.domain.consent import Side


class Story(models.Model):
    """One version of what somebody tells: text, where it may stand, until when. A change is a row that `replaces` it.

    Without `person` the `employer` tells; with one, the employer is named in it and agrees too.
    """

    class Where(models.TextChoices):
        PUBLIC = "public", _("on the page with results, which everybody can read")
        VISIT = "visit", _("on paper, for people who come to visit")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="stories")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="stories")
    employer = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="stories")
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=2000)
    first_name = models.CharField(max_length=40, blank=True)
    places = ArrayField(models.CharField(max_length=10, choices=Where))
    until = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced_by"
    )
    written_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()

    class Meta:
        ordering = ["-written_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(employer__isnull=False), name="story_told_by_somebody"
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="story_says_something"),
            models.CheckConstraint(condition=Q(places__len__gte=1), name="story_stands_somewhere"),
            models.CheckConstraint(condition=Q(until__gt=models.F("written_on")), name="story_ends_after_writing"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def signature(self) -> str:
        """The first name she chose, if any; beneath a story of an employer its name too."""
        employer = str(self.employer) if self.person_id is None else ""
        return ", ".join(filter(None, (self.first_name, employer)))

    @property
    def places_in_words(self) -> list[str]:
        return [str(self.Where(place).label) for place in self.places]


SIDES = [
    (Side.PERSON.value, _("who tells")), (Side.GUARDIAN.value, _("parent or guardian")),
    (Side.EMPLOYER.value, _("employer")),
]  # fmt: skip


class StoryConsent(models.Model):
    """A yes of one side to one version, from the day on which it was read back until it is taken back.

    `given_by` names who said yes for a guardian or employer; without `recorded_by` the person said it on her own page.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="consents")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=SIDES)
    given_on = models.DateField()
    given_by = models.CharField(max_length=150, blank=True)
    recorded_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["given_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "side"], condition=Q(withdrawn_at=None), name="story_one_yes_per_side"
            ),
            models.CheckConstraint(condition=Q(side=Side.PERSON.value) | ~Q(given_by=""), name="story_yes_has_a_name"),
            models.CheckConstraint(
                condition=~Q(side=Side.PERSON.value) | Q(person__isnull=False), name="story_yes_of_somebody"
            ),
        ]
