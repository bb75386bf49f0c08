"""Occupations and skills with their names in several languages. ESCO is loaded by the operator; a small own
vocabulary is always there."""

from __future__ import annotations

from django.db import models


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
