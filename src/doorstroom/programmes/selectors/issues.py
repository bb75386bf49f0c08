"""Reads of labour-market issues and the occupations they name."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from doorstroom.programmes.domain.issues import IssueFacts
from doorstroom.programmes.models import Issue
from doorstroom.taxonomy.models import Concept, Label


def issue_facts(issue: Issue) -> IssueFacts:
    counted = Issue.objects.filter(pk=issue.pk).aggregate(
        owners=Count("owners", distinct=True),
        occupations=Count("occupations", distinct=True),
        programmes=Count("programmes", distinct=True),
    )
    return IssueFacts(
        owners=counted["owners"],
        people_short=issue.people_short,
        occupations=counted["occupations"],
        proof=bool(issue.proof.strip()),
        decision=bool(issue.decision.strip()),
        programmes=counted["programmes"],
    )


def issues() -> QuerySet[Issue]:
    """Issues with their owners, the ones that wait for somebody first."""
    return Issue.objects.prefetch_related("owners__organisation").order_by("signalled_on", "id")


def whole_issues() -> QuerySet[Issue]:
    """With the occupations and programmes that the page of one issue shows too."""
    return issues().prefetch_related("occupations__labels", "programmes")


def concepts_named(text: str) -> tuple[list[Concept], list[str]]:
    """(occupations found, names not found) for names with commas between them; two queries at most."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    labels = Label.objects.filter(concept__kind="occupation", text__in=[*names, *(n.capitalize() for n in names)])
    found = {label.text.lower(): label.concept for label in labels.select_related("concept")}
    concepts = list({c.pk: c for name in names if (c := found.get(name.lower()))}.values())
    return concepts, [name for name in names if name.lower() not in found]
