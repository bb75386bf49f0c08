"""Computes every kept answer again and compares it byte for byte; exit code 1 when one differs."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from doorstroom.database.scope import scope
from doorstroom.kernel.actor import system_actor
from doorstroom.matching.models import MatchAnswer
from doorstroom.matching.services import Replay, replay_answer

SENTENCES = {
    Replay.SAME: "computed again, equal byte for byte",
    Replay.DIFFERENT: "DIFFERENT: the inputs, the answer or the code was changed",
    Replay.OTHER_RULE: "made by another version of the rule: replay them with that release",
    Replay.REDUCED: "past their term: rule version and counts alone are left",
}


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor(at=settings.CLOCK.now(), purpose="replay_answers")
        with transaction.atomic(), scope(actor):
            found = Counter(replay_answer(row=row) for row in MatchAnswer.objects.iterator(chunk_size=100))
        for outcome, sentence in SENTENCES.items():
            self.stdout.write(f"{found[outcome]} {sentence}")
        if found[Replay.DIFFERENT]:
            sys.exit(1)
