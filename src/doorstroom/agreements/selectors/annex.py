"""The data annex as people read it: one row for who gives whom what for which purpose by which law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Min, Q, QuerySet

from doorstroom.agreements.models import Agreement, Category, DataLine, LegalGround, Purpose

SAME = (
    "controller_id", "recipient_id", "purpose", "ground", "legal_basis", "secrecy_exception", "approved_on",
    "withdrawn_on",
)  # fmt: skip


@dataclass(frozen=True)
class AnnexRow:
    """Lines that differ in nothing but their category. `first` names the row in an address."""

    first: int
    controller: str
    recipient: str
    purpose: str
    categories: tuple[str, ...]
    ground: str
    legal_basis: str
    secrecy_exception: str
    approved_on: date | None
    withdrawn_on: date | None


@dataclass(frozen=True)
class AnnexCounts:
    lines: int
    open: int
    waiting: int
    withdrawn: int


def annex(agreement: Agreement, recipient: int | None = None) -> QuerySet[Any, Any]:
    """The rows of the annex, those that wait for the privacy officer first; a page of it goes through `shown`."""
    lines = DataLine.objects.filter(agreement=agreement)
    if recipient:
        lines = lines.filter(recipient_id=recipient)
    rows: QuerySet[Any, Any] = (
        lines.values(*SAME, "controller__name", "recipient__name")
        .annotate(first=Min("pk"), categories=ArrayAgg("category", order_by="pk"))
        .order_by("-approved_on", "recipient__name", "controller__name", "purpose", "first")
    )
    return rows


def shown(row: dict[str, Any]) -> AnnexRow:
    names = dict(Category.choices)
    return AnnexRow(
        first=row["first"], controller=row["controller__name"], recipient=row["recipient__name"],
        purpose=str(Purpose(row["purpose"]).label), categories=tuple(str(names[c]) for c in row["categories"]),
        ground=str(LegalGround(row["ground"]).label), legal_basis=row["legal_basis"],
        secrecy_exception=row["secrecy_exception"], approved_on=row["approved_on"], withdrawn_on=row["withdrawn_on"],
    )  # fmt: skip


def lines_like(agreement: Agreement, first: int) -> list[int]:
    """The numbers of all lines of the row that begins with this one; empty when it is not of this agreement."""
    line = DataLine.objects.filter(agreement=agreement, pk=first).values(*SAME).first()
    return list(DataLine.objects.filter(agreement=agreement, **line).values_list("pk", flat=True)) if line else []


def annex_counts(agreement: Agreement, on: date) -> AnnexCounts:
    withdrawn = Q(withdrawn_on__lte=on)
    counted = DataLine.objects.filter(agreement=agreement).aggregate(
        lines=Count("pk"),
        waiting=Count("pk", filter=Q(approved_on=None)),
        withdrawn=Count("pk", filter=withdrawn),
        open=Count("pk", filter=Q(approved_on__lte=on) & ~withdrawn),
    )
    return AnnexCounts(**counted)
