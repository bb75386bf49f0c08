"""Starts trials and decides on them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Organisation
from doorstroom.agreements.models import Agreement
from doorstroom.audit.services import Logged, log
from doorstroom.cooperation.access import may_work_on_board
from doorstroom.cooperation.domain.errors import CooperationError
from doorstroom.cooperation.models import Experiment
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.models import Issue


@transaction.atomic
def start_experiment(
    *, actor: Actor, title: str, hypothesis: str, measure: str, owner: Organisation, starts_on: date, decide_on: date,
    issue: Issue | None = None, agreement: Agreement | None = None,
) -> Experiment:  # fmt: skip
    """Write down a trial with the day on which somebody decides about it."""
    if not may_work_on_board(actor):
        raise CooperationError("may_not_work_on_board")
    if decide_on <= starts_on:
        raise CooperationError("decides_before_start", starts_on=starts_on, decide_on=decide_on)
    experiment = Experiment.objects.create(
        title=title.strip(), hypothesis=hypothesis.strip(), measure=measure.strip(), owner=owner, starts_on=starts_on,
        decide_on=decide_on, issue=issue, agreement=agreement,
    )  # fmt: skip
    log(actor, Logged("create", "experiment", experiment.pk, fields=["hypothesis", "measure", "decide_on"]))
    return experiment


@transaction.atomic
def decide_experiment(*, actor: Actor, experiment: Experiment, outcome: str, found: str, on: date) -> Experiment:
    """Go on, change or stop, with what was found; once, because others act on it."""
    if not may_work_on_board(actor):
        raise CooperationError("may_not_work_on_board")
    experiment = Experiment.objects.select_for_update().get(pk=experiment.pk)
    if experiment.outcome:
        raise CooperationError("experiment_is_decided", decided_on=experiment.decided_on)
    if not found.strip():
        raise CooperationError("nothing_found")
    experiment.outcome, experiment.found, experiment.decided_on = outcome, found.strip(), on
    experiment.save(update_fields=["outcome", "found", "decided_on"])
    log(actor, Logged("change", "experiment", experiment.pk, fields=["outcome", "found"]))
    return experiment
