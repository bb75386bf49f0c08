"""The append-only log. Rows hold ids, field names and purpose, never values."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class PersonKey(models.Model):
    """Under which key the log speaks of a person. When the person is let go her key goes, and the rows say nobody."""

    person_id = models.UUIDField(primary_key=True)
    key = models.UUIDField(unique=True)


class Entry(models.Model):
    """One read or write. Written by `audit.services`, never changed: the database refuses it."""

    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    membership_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=30)
    person_key = models.UUIDField(null=True, db_index=True)
    action = models.CharField(max_length=20)
    subject = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40, blank=True)
    fields = ArrayField(models.CharField(max_length=60), default=list)
    purpose = models.CharField(max_length=60, blank=True)
    result = models.CharField(max_length=10, db_default="done")
    network = models.CharField(max_length=80, blank=True, db_default="")
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "at"])]


class Seal(models.Model):
    """One link of the chain: `number` counts without gaps, `hash` covers the entry and the link before."""

    number = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
