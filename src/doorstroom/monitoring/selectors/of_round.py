"""Reads: the results of one round alone, for its report."""

from __future__ import annotations

from dataclasses import replace

from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.selectors.beside import By
from doorstroom.monitoring.selectors.groups import groups_by
from doorstroom.monitoring.selectors.results import Results, results_of
from doorstroom.rounds.models import Round


def results_of_round(actor: Actor, round: Round) -> Results | None:
    """Of the people who are in this round; None for who may not read the results of its programme."""
    for results in results_of(actor, actor.on, round.programme_id, parts=False):
        groups = groups_by(results, By.ROUND)
        if round.name in groups.names:
            return replace(results, columns=results.columns.where(groups.group == groups.names.index(round.name)))
    return None
