"""The only writes of labour-market issues."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Organisation
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.access import may_adopt_issue, may_own_issue, may_signal_issue
from doorstroom.programmes.domain.errors import ProgrammeError
from doorstroom.programmes.domain.issues import missing_for, next_step
from doorstroom.programmes.models import Issue, IssueOwner
from doorstroom.programmes.selectors import issue_facts
from doorstroom.taxonomy.models import Concept


@transaction.atomic
def signal_issue(
    *,
    actor: Actor,
    title: str,
    sector: str,
    area: str,
    proof: str,
    owner: Organisation,
    people_short: int | None = None,
    description: str = "",
    occupations: Iterable[Concept] = (),
    signalled_by_id: int | None = None,
    on: date,
) -> Issue:
    """Write down a labour-market issue; the organisation that signals it is its first owner."""
    if not may_signal_issue(actor):
        raise ProgrammeError("may_not_signal")
    issue = Issue.objects.create(
        title=title,
        sector=sector,
        area=area,
        people_short=people_short,
        description=description,
        proof=proof,
        signalled_on=on,
        signalled_by_id=signalled_by_id or actor.membership_id or 0,
    )
    issue.occupations.set(occupations)
    IssueOwner.objects.create(issue=issue, organisation=owner, since=on)
    log(actor, Logged("create", "issue", issue.pk, fields=["title", "proof"]))
    return issue


@transaction.atomic
def add_issue_owner(*, actor: Actor, issue: Issue, organisation: Organisation, on: date) -> None:
    """Let another organisation own the issue too."""
    if not may_own_issue(actor, issue):
        raise ProgrammeError("may_not_own")
    IssueOwner.objects.get_or_create(issue=issue, organisation=organisation, defaults={"since": on})
    log(actor, Logged("change", "issue", issue.pk, fields=["owners"]))


@transaction.atomic
def advance_issue(*, actor: Actor, issue: Issue, decision: str = "", on: date) -> Issue:
    """Take the next step; refused with what is missing. Adopting needs two owners and a decision."""
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    step = next_step(issue.state)
    if step is None:
        raise ProgrammeError("issue_is_closed")
    allowed = may_adopt_issue(actor) if step in {"adopted", "closed"} else may_own_issue(actor, issue)
    if not allowed:
        raise ProgrammeError("may_not_advance")
    if decision.strip():
        issue.decision, issue.decided_on = decision.strip(), on
    missing = missing_for(step, issue_facts(issue))
    if missing:
        raise ProgrammeError(f"issue_lacks_{missing[0]}", owners=_owner_names(issue))
    issue.state = step
    issue.save(update_fields=["state", "decision", "decided_on"])
    log(actor, Logged("change", "issue", issue.pk, fields=["state"]))
    return issue


def _owner_names(issue: Issue) -> str:
    return ", ".join(issue.owners.values_list("organisation__name", flat=True))
