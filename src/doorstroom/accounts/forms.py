"""Organisations to choose from, for the forms of every app."""

from __future__ import annotations

from django.db.models import QuerySet

from doorstroom.accounts.models import Organisation
from doorstroom.ui.listed import Listed, number


def organisations_listed(found: QuerySet[Organisation]) -> Listed:
    """Those of `found` that still stand by themselves, by name; of two of one name it says what each is."""
    rows = found.filter(merged_into=None).order_by("name", "pk")
    return Listed("organisations", rows, apart=lambda each: f"{each.get_kind_display()}, {number(each)}")
