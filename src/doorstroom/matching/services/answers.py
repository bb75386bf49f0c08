"""Keeps each answer of the rule with its inputs, computes it again on request, and reduces it after its term."""

from __future__ import annotations

import ast
import zlib
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.matching.domain.answers import Question, answer
from doorstroom.matching.domain.assessment import Assessment, Group
from doorstroom.matching.domain.written import digest, read, written
from doorstroom.matching.models import MatchAnswer
from doorstroom.programmes.domain.norms import add_months

MONTHS_KEPT = 12
RULE = "doorstroom.matching.domain.answers"
SOMEBODY_GONE = """EXISTS (SELECT 1 FROM unnest(matching_matchanswer.people) AS shown(id)
    WHERE NOT EXISTS (SELECT 1 FROM participants_person WHERE participants_person.id = shown.id))"""


def rule_version() -> str:
    return version_of("places-1", RULE)


@cache
def version_of(name: str, *rules: str) -> str:
    """The fingerprint of every line of code that decides an answer: a changed rule cannot keep its version."""
    behind = {module: path for rule in rules for module, path in _modules_behind(rule).items()}
    lines = sha256()
    for module, path in sorted(behind.items()):
        lines.update(module.encode() + b"\0" + path.read_bytes())
    return f"{name}.{lines.hexdigest()[:12]}"


def _modules_behind(name: str) -> dict[str, Path]:
    """The module and all of ours that it imports, however far."""
    found: dict[str, Path] = {}
    waiting = [name]
    while waiting:
        module = waiting.pop()
        spec = find_spec(module)
        if module in found or spec is None or spec.origin is None:
            continue
        found[module] = Path(spec.origin)
        imports = (node for node in ast.walk(ast.parse(found[module].read_text())) if isinstance(node, ast.ImportFrom))
        for node in imports:
            if node.module and node.module.startswith("doorstroom."):
                waiting += [node.module, *_modules_in(node.module, [alias.name for alias in node.names])]
    return found


def _modules_in(package: str, names: list[str]) -> list[str]:
    """Of what is imported from a package that which is a module of its own."""
    spec = find_spec(package)
    inside = spec is not None and spec.submodule_search_locations is not None
    return [f"{package}.{name}" for name in names if inside and find_spec(f"{package}.{name}")]


def counts_of(found: Sequence[Assessment]) -> dict[str, int]:
    return {group.name.lower(): sum(each.group is group for each in found) for group in Group}


@transaction.atomic
def record_answer(*, actor: Actor, question: Question, found: Sequence[Assessment], subject: object) -> None:
    """Keep what was asked and answered; the same answer to the same colleague on the same day is kept once."""
    inputs = written(question)
    row = MatchAnswer(
        membership_id=actor.membership_id, direction=question.direction.value, subject=str(subject),
        people=[UUID(person.person_id) for person in question.people], answered_on=question.on,
        rule_version=rule_version(), inputs=zlib.compress(inputs, 1), inputs_digest=digest(inputs),
        answer_digest=digest(written(tuple(found))), counts=counts_of(found),
    )  # fmt: skip
    MatchAnswer.objects.bulk_create([row], ignore_conflicts=True)


class Replay(StrEnum):
    """What came of computing an answer again."""

    SAME = "same"
    DIFFERENT = "different"
    OTHER_RULE = "other_rule"
    REDUCED = "reduced"


def replay_answer(*, row: MatchAnswer) -> Replay:
    """Compute the answer again from its own inputs and compare it byte for byte."""
    if row.inputs is None:
        return Replay.REDUCED
    if row.rule_version != rule_version():
        return Replay.OTHER_RULE
    inputs = zlib.decompress(bytes(row.inputs))
    same = digest(inputs) == row.inputs_digest and digest(written(answer(read(inputs)))) == row.answer_digest
    return Replay.SAME if same else Replay.DIFFERENT


def answers_past_term(*, on: date) -> QuerySet[MatchAnswer]:
    """Answers whose inputs may be kept no longer: past the term, or somebody in it was let go."""
    gone = RawSQL(SOMEBODY_GONE, [], output_field=BooleanField())  # noqa: S611 constants only
    return MatchAnswer.objects.annotate(gone=gone).filter(
        Q(answered_on__lte=add_months(on, -MONTHS_KEPT)) | Q(gone=True), reduced_on=None
    )


@transaction.atomic
def reduce_answers(*, actor: Actor, on: date) -> int:
    """Leave of each answer past its term only rule version, day, direction and counts; returns how many."""
    due = list(answers_past_term(on=on).values_list("pk", flat=True))
    MatchAnswer.objects.filter(pk__in=due).update(
        membership=None, subject="", people=[], inputs=None, inputs_digest="", answer_digest="", reduced_on=on
    )
    if due:
        log(actor, Logged("delete", "match_answer", len(due), fields=["inputs"]))
    return len(due)
