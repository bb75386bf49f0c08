"""Occupations and skills with their names in several languages, and what people said that words mean. ESCO is loaded
by the operator; a small own vocabulary is always there."""

from __future__ import annotations

from django.db import models

from doorstroom.taxonomy.domain.catalogue import KINDS

LONGEST_WORDS = 200


class Concept(models.Model):
    uri = models.CharField(max_length=200, unique=True)
    scheme = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=40, blank=True)
    version = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["kind", "scheme"])]


class Label(models.Model):
    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(max_length=5)
    kind = models.CharField(max_length=12)
    text = models.TextField()
    normalised = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["concept", "language", "kind"])]


class ConceptRelation(models.Model):
    source = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="relations_out")
    target = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="relations_in")
    kind = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target", "kind"], name="concepts_related_once")]


class LinkCorrection(models.Model):
    """What somebody said that words mean, or do not mean; only ever added to, and the last word counts.

    Holds no personal data: `words` is the normalised key of a title, found again only by typing the same; who said it
    stands in the log.
    """

    language = models.CharField(max_length=5)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS])
    words = models.CharField(max_length=LONGEST_WORDS)
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="+")
    meant = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["kind", "language", "words"], name="corrections_of_words")]
