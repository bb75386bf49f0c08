"""The words of each letter: the newest of the own organisation, else those that come with the product."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import QuerySet

from doorstroom.kernel.actor import Actor
from doorstroom.letters.domain.letter import Kind
from doorstroom.letters.models import LetterText

DATA = Path(__file__).parents[1] / "data" / "texts.yaml"


@dataclass(frozen=True)
class Wording:
    """`own` is the version that the organisation wrote, None for the text that comes with the product."""

    kind: Kind
    subject: str
    text: str
    own: LetterText | None = None


def text_of(actor: Actor, kind: Kind) -> Wording:
    return texts_of(actor)[kind]


def texts_of(actor: Actor) -> dict[Kind, Wording]:
    """Every letter in the words in which the actor's organisation writes it; one query."""
    found = {kind: Wording(kind, given["subject"], given["text"]) for kind, given in standard_texts().items()}
    newest = _own(actor).order_by("letter", "-id").distinct("letter")
    return found | {Kind(each.letter): Wording(Kind(each.letter), each.subject, each.text, each) for each in newest}


def earlier_texts(actor: Actor, kind: Kind) -> QuerySet[LetterText]:
    """Versions that are no longer used, the newest first."""
    return _own(actor).filter(letter=kind).order_by("-id")[1:]


def outcome_sentence(outcome: str) -> str:
    return str(_data()["outcomes"].get(outcome, ""))


def _own(actor: Actor) -> QuerySet[LetterText]:
    texts = LetterText.objects.filter(organisation=actor.organisation_id or 0)
    return texts.select_related("written_by__user")


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(DATA.read_text())
    return loaded


def standard_texts() -> dict[Kind, dict[str, str]]:
    return {Kind(kind): given for kind, given in _data()["texts"].items()}
