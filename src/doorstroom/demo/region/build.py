"""Builds the whole region in one transaction: it is there entirely, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.db import transaction

from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.database.scope import scope
from doorstroom.demo.personas import LINKS_FILE
from doorstroom.demo.region.achtkracht import build_achtkracht, build_groups_under_way
from doorstroom.demo.region.arrangements import build_arrangements
from doorstroom.demo.region.board import build_board
from doorstroom.demo.region.charter import build_charter
from doorstroom.demo.region.contracts import build_contracts
from doorstroom.demo.region.dirt import build_dirt
from doorstroom.demo.region.employer_desk import build_employer_desk
from doorstroom.demo.region.employers import build_employers
from doorstroom.demo.region.evidence import build_evidence
from doorstroom.demo.region.far_group import build_far_group
from doorstroom.demo.region.geography import build_geography
from doorstroom.demo.region.handovers import build_handovers
from doorstroom.demo.region.helpdesk import build_helpdesk
from doorstroom.demo.region.history import Stage
from doorstroom.demo.region.instruments import build_instruments
from doorstroom.demo.region.issues import build_issues
from doorstroom.demo.region.looks import build_looks
from doorstroom.demo.region.matching import build_words
from doorstroom.demo.region.memory import build_memory
from doorstroom.demo.region.offer_sheets import build_offer_sheets
from doorstroom.demo.region.papers import build_papers
from doorstroom.demo.region.partners import build_partners
from doorstroom.demo.region.people import Population
from doorstroom.demo.region.promises import build_promises
from doorstroom.demo.region.stations import build_stations
from doorstroom.demo.region.stories import build_selam, links_of
from doorstroom.demo.region.support import build_support
from doorstroom.demo.region.talks import build_talks
from doorstroom.demo.region.told import build_told
from doorstroom.demo.region.under_way import build_colourful, build_round_8, build_round_9
from doorstroom.demo.region.vacancies import build_vacancies
from doorstroom.demo.region.volgende_stap import build_volgende_stap
from doorstroom.demo.region.welthuis import build_past_rounds, found_welthuis
from doorstroom.demo.region.work_processes import build_work_processes
from doorstroom.demo.region.youth import build_youth
from doorstroom.monitoring.services import archive_forecasts, rebuild_facts
from doorstroom.monitoring.services.far_group import count_far_groups
from doorstroom.programmes.models import Programme
from doorstroom.signals.access import caseload
from doorstroom.signals.services import note_signals
from doorstroom.taxonomy.services import load_own_vocabulary

SEED = 20261123
CASELOAD_OF_SAMIRA = 65


def is_built() -> bool:
    return Programme.objects.exists()


def build_region(at: datetime, seed: int = SEED, *, say: Callable[[str], Any] = lambda _: None) -> None:
    """Fill an empty database with Lindevallei as it stands at `at`. The same seed gives the same region."""
    actor = system_actor(at=at, purpose="demo")
    with transaction.atomic(), scope(actor):
        links = _build(at, seed, say)
    settings.VAR.mkdir(parents=True, exist_ok=True)
    path = settings.VAR / LINKS_FILE
    path.write_text(json.dumps(links))
    path.chmod(0o600)


def _build(at: datetime, seed: int, say: Callable[[str], Any]) -> list[dict[str, Any]]:
    say("partners and employers")
    load_own_vocabulary()
    build_geography()
    random, actor = Random(seed), system_actor(at=at, purpose="demo")
    partners = build_partners(actor)
    employers = build_employers(actor, partners, random)
    stage = Stage(at, random, partners, employers, Population(partners, random))
    say("WelThuis in Zorg")
    welthuis = found_welthuis(stage)
    build_past_rounds(stage, welthuis)
    for build in (build_colourful, build_round_8, build_round_9, build_far_group):
        build(stage, welthuis)
    say("Volgende Stap")
    build_volgende_stap(stage)
    say("Achtkracht")
    achtkracht, model = build_achtkracht(stage)
    selam = build_selam(stage, achtkracht)
    samira = actor_of(stage.member("samira"), at=at)
    build_groups_under_way(stage, achtkracht, model, held_by_samira=CASELOAD_OF_SAMIRA - _people_of(samira))
    build_issues(stage)
    abel = welthuis.people["ronde 8"][0]
    build_handovers(stage)
    build_talks(stage)
    build_contracts(stage)
    build_promises(stage)
    build_dirt(stage)
    build_looks(stage, abel)
    build_helpdesk(stage)
    build_papers(stage, abel)
    build_told(stage, abel, selam)
    build_offer_sheets(stage, abel)
    build_instruments(stage, abel)
    build_employer_desk(stage)
    build_vacancies(stage)
    build_work_processes(stage)
    build_stations(stage)
    build_support(stage)
    build_charter(stage)
    build_board(stage)
    build_memory(stage)
    say("yes and no to places")
    build_words(stage)
    build_youth(stage)
    build_arrangements(stage)
    say("the table of facts")
    rebuild_facts(actor=actor, at=at)
    build_evidence(stage)
    count_far_groups(actor=actor, on=at.date())
    note_signals(actor=actor, on=at.date())
    for quarter in range(8, 0, -1):
        archive_forecasts(actor=actor, on=at.date() - timedelta(weeks=13 * quarter))
    return links_of(stage, abel)


def _people_of(samira: Any) -> int:
    return caseload(samira).values("person").distinct().count()
