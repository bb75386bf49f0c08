"""Reads for the review: the looks of a month with whether they had a ground, and a review as a page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Count, Q, QuerySet

from doorstroom.accounts.models import Membership, User
from doorstroom.agreements.models import Purpose
from doorstroom.audit.models import Entry
from doorstroom.kernel.actor import Actor
from doorstroom.oversight.access import visible_reviews
from doorstroom.oversight.domain.odd_access import Look
from doorstroom.oversight.domain.review import first_of_next
from doorstroom.oversight.models import Review, ReviewItem, WorksCouncilDecision
from doorstroom.oversight.wording import RULES, VERDICTS, looked

SHOWN_ENTRIES = 50

LOOKS = """
SELECT e.id, e.user_id, e.role, coalesce(e.person_key::text, e.subject_id), e.action, e.result,
  e.at AT TIME ZONE 'Europe/Amsterdam',
  k.person_id IS NULL OR EXISTS (
    SELECT 1 FROM participants_personrelation r
    WHERE r.person_id = k.person_id AND r.organisation_id = e.organisation_id AND r.role = e.role
      AND (r.member_id IS NULL OR r.member_id = e.membership_id)
      AND r.valid_from <= (e.at AT TIME ZONE 'Europe/Amsterdam')::date
      AND (r.valid_until IS NULL OR r.valid_until > (e.at AT TIME ZONE 'Europe/Amsterdam')::date)),
  EXISTS (
    SELECT 1 FROM participants_restriction s
    WHERE s.person_id = k.person_id AND NOT coalesce(e.membership_id, 0) = ANY (s.admitted) AND s.set_at <= e.at
      AND (s.lifted_at IS NULL OR s.lifted_at > e.at) AND s.until > (e.at AT TIME ZONE 'Europe/Amsterdam')::date)
FROM audit_entry e
LEFT JOIN audit_personkey k
  ON k.key = e.person_key OR (e.person_key IS NULL AND e.result = 'refused' AND k.person_id::text = e.subject_id)
WHERE (e.organisation_id = %s OR e.role = 'helpdesk' AND EXISTS (
    SELECT 1 FROM oversight_helpdeskaccess h
    WHERE h.member_id = e.membership_id AND h.person_id = k.person_id AND h.organisation_id = %s))
  AND e.user_id IS NOT NULL AND e.action IN ('read', 'export')
  AND e.at >= %s AND e.at < %s
ORDER BY e.id
"""


def looks_of(organisation_id: int, month: date) -> Iterator[Look]:
    """Every look of the month at somebody's file, done or refused. Needs a system scope."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(LOOKS, [organisation_id, organisation_id, month, first_of_next(month)])
        while rows := cursor.fetchmany(5000):
            for row in rows:
                yield Look(*row)


def reviewed_organisations(on: date) -> list[int]:
    """Organisations that have a privacy officer today."""
    members = Membership.objects.valid(on).filter(role="privacy_officer")
    return sorted(set(members.values_list("organisation_id", flat=True)))


def reviews(actor: Actor) -> QuerySet[Review]:
    """One's own reviews with how much is still open and how much was unlawful."""
    return visible_reviews(actor).annotate(
        open=Count("items", filter=Q(items__verdict="")),
        found=Count("items", filter=~Q(items__rule="sample")),
        unlawful=Count("items", filter=Q(items__verdict="unlawful")),
    )


def works_council(organisation_id: int) -> WorksCouncilDecision | None:
    return WorksCouncilDecision.objects.filter(organisation_id=organisation_id).first()


@dataclass(frozen=True)
class Shown:
    """One thing to judge: the item, who looked, and (on its own page) the first rows of the log behind it."""

    item: ReviewItem
    user: str
    entries: Sequence[Entry] = ()

    @property
    def says(self) -> str:
        return str(RULES[self.item.rule]) % {"counted": self.item.counted, "limit": self.item.limit}

    @property
    def rows(self) -> list[tuple[Entry, str, str]]:
        """Each row of the log with what was done and why, in words."""
        purposes = dict(Purpose.choices)
        return [(each, looked(each), str(purposes.get(each.purpose, each.purpose))) for each in self.entries]

    @property
    def verdict(self) -> str:
        return str(VERDICTS[self.item.verdict]) if self.item.verdict else ""

    @property
    def more(self) -> int:
        return len(self.item.entries) - len(self.entries)


def item_rows(review: Review) -> list[Shown]:
    """Findings first, then the sample."""
    items = sorted(review.items.order_by("day", "id"), key=lambda each: each.rule == "sample")
    names = dict(User.objects.filter(pk__in={item.user_id for item in items}).values_list("pk", "name"))
    return [Shown(item, names[item.user_id]) for item in items]


def shown_item(review: Review, pk: int) -> Shown | None:
    item = review.items.filter(pk=pk).first()
    if item is None:
        return None
    entries = Entry.objects.filter(pk__in=item.entries[:SHOWN_ENTRIES]).order_by("pk")
    return Shown(item, User.objects.get(pk=item.user_id).name, list(entries))


def next_open(review: Review) -> int | None:
    """The item that waits longest."""
    return next((each.item.pk for each in item_rows(review) if not each.item.verdict), None)
