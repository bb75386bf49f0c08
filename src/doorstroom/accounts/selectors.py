"""Reads about organisations and memberships."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import QuerySet

from doorstroom.accounts.models import Membership, Organisation, User

FOLLOWS_ITSELF = frozenset({"intake.Referral", "accounts.Organisation"})
"""A handover within one organisation ends, which its own rules say; an organisation is asked before all others."""
STAYS = frozenset(
    {
        "trajectories.Note", "documents.Document", "rounds.RoundSignature", "learning.Award",
        "participants.PersonIdentity", "participants.ExternalReference", "demand.PlaceReference",
        "imports.Batch", "imports.SavedMapping",
    }
)  # fmt: skip
"""Written or signed by an organisation of then: that is how it is read. And what belongs to its register: a number
there may be another person's in the register of who takes over."""


@dataclass(frozen=True)
class Pointing:
    """The rows of one table that name an organisation in one of its fields."""

    model: type[models.Model]
    field: str
    rows: QuerySet[models.Model]

    @property
    def label(self) -> str:
        return self.model._meta.label


def pointing_at(organisation: Organisation) -> Iterator[Pointing]:
    """Every table that points at an organisation, whichever app it is of; a new one follows without being named."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            model, field = relation.related_model, relation.field.name
            yield Pointing(model, field, model._base_manager.filter(**{field: organisation}))


@dataclass
class Hanging:
    """Of one app, how many rows go over when an organisation is merged, and how many stay as they were written."""

    app: str
    moves: int = 0
    stays: int = 0


def hanging_on(organisation: Organisation) -> list[Hanging]:
    """What a merger is about; needs a system scope, and counts what both may have as going over."""
    found: dict[str, Hanging] = {}
    for each in pointing_at(organisation):
        if each.model is not Organisation and (number := each.rows.count()):
            of_app = found.setdefault(each.model._meta.app_label, Hanging(each.model._meta.app_label))
            of_app.moves += 0 if each.label in STAYS else number
            of_app.stays += number if each.label in STAYS else 0
    return list(found.values())


def memberships_of(user: User, *, on: date, within: list[int] | None = None) -> QuerySet[Membership]:
    """The memberships in which this user may act today, in a steady order; `within` narrows them to a broker's word."""
    found = user.memberships.valid(on).select_related("organisation", "user").order_by("id")
    return found if within is None else found.filter(pk__in=within)


def acting_membership(
    user: User, *, chosen: int | None, on: date, within: list[int] | None = None
) -> Membership | None:
    """The chosen membership while it is valid, else the first one; None when there is none."""
    valid = list(memberships_of(user, on=on, within=within))
    return next((m for m in valid if m.pk == chosen), valid[0] if valid else None)
