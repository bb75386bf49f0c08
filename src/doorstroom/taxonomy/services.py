"""Writes occupations, skills and their names in bulk, and what people say that words mean. No person is in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event, emit
from doorstroom.taxonomy.access import may_confirm_links
from doorstroom.taxonomy.domain.catalogue import KINDS
from doorstroom.taxonomy.domain.errors import LinkError
from doorstroom.taxonomy.domain.esco import EscoReader
from doorstroom.taxonomy.domain.esco_files import Skipped
from doorstroom.taxonomy.domain.labels import normalise_label
from doorstroom.taxonomy.domain.rows import ConceptRow, LabelRow, RelationRow
from doorstroom.taxonomy.domain.vocabulary import SCHEME, load_vocabulary
from doorstroom.taxonomy.models import LONGEST_WORDS, Concept, LinkCorrection

_STAGES = """
-- The tables grow a thousandfold under this transaction, and only their owner may count them anew: a plan that goes
-- row by row through what looked small would take hours.
SET LOCAL enable_nestloop = off;
CREATE TEMPORARY TABLE new_concept (uri text, scheme text, kind text, code text, version text) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_label (uri text, language text, kind text, text text, normalised text) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_relation (source text, kind text, target text) ON COMMIT DROP;
"""
_CONCEPTS = """
INSERT INTO taxonomy_concept (uri, scheme, kind, code, version)
SELECT uri, scheme, kind, code, version FROM new_concept
ON CONFLICT (uri) DO UPDATE SET kind = excluded.kind, version = excluded.version,
  code = CASE WHEN excluded.code = '' THEN taxonomy_concept.code ELSE excluded.code END
"""
# A newer name becomes the preferred one; the older stays as an alternative, so that it can still be found.
_LABELS = """
CREATE TEMPORARY TABLE named ON COMMIT DROP AS
  SELECT c.id AS concept_id, n.language, n.kind, n.text, n.normalised
  FROM new_label n JOIN taxonomy_concept c ON c.uri = n.uri;
CREATE INDEX ON named (concept_id, language);
ANALYZE named;
UPDATE taxonomy_label l SET kind = 'alternative' FROM named n
  WHERE n.kind = 'preferred' AND l.kind = 'preferred' AND l.concept_id = n.concept_id AND l.language = n.language
    AND l.text <> n.text;
UPDATE taxonomy_label l SET kind = 'preferred' FROM named n
  WHERE n.kind = 'preferred' AND l.kind <> 'preferred' AND l.concept_id = n.concept_id AND l.language = n.language
    AND l.text = n.text;
INSERT INTO taxonomy_label (concept_id, language, kind, text, normalised)
  SELECT n.concept_id, n.language, n.kind, n.text, n.normalised FROM named n
  WHERE NOT EXISTS (SELECT 1 FROM taxonomy_label l
    WHERE l.concept_id = n.concept_id AND l.language = n.language AND l.text = n.text);
"""
_RELATIONS = """
INSERT INTO taxonomy_conceptrelation (source_id, target_id, kind)
SELECT s.id, t.id, n.kind FROM new_relation n
  JOIN taxonomy_concept s ON s.uri = n.source JOIN taxonomy_concept t ON t.uri = n.target
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class Loaded:
    """How many rows were read; `skipped` says what was left out and why."""

    concepts: int
    labels: int
    relations: int
    skipped: Skipped


@transaction.atomic
def import_esco(*, directory: Path) -> Loaded:
    """Load ESCO files over what is there: newer names become the preferred ones, nothing is removed.

    Raises EscoError when the folder holds no usable files. Killed half-way, nothing of it stays.
    """
    known = Concept.objects.filter(scheme="esco").values_list("uri", flat=True)
    reader = EscoReader(directory, loaded=known)
    counts = _load(reader.concepts(), reader.labels(), reader.relations())
    return Loaded(*counts, reader.skipped)


@transaction.atomic
def load_own_vocabulary() -> bool:
    """Load the small vocabulary that comes with the product; False when this version is there already."""
    own = load_vocabulary()
    if Concept.objects.filter(scheme=SCHEME, version=own.version).exists():
        return False
    _load(own.concepts(), own.labels(), own.relations())
    return True


@transaction.atomic
def confirm_link(
    *, actor: Actor, text: str, kind: str, language: str, concept: Concept | None, refused: Iterable[Concept] = ()
) -> None:
    """Write down that these words mean this concept, or (None) that they mean none of the refused ones.

    From then on the link counts for these words wherever they stand, and the next answer starts with it.
    """
    if not may_confirm_links(actor):
        raise LinkError("may_not_confirm_links")
    words = normalise_label(text)
    if not words or len(words) > LONGEST_WORDS:
        raise LinkError("no_words_to_link", text=text)
    said = [(concept, True)] if concept else [(other, False) for other in refused]
    if any(one.kind not in KINDS[kind] for one, _ in said):
        raise LinkError("concept_of_another_kind", text=text)
    written = LinkCorrection.objects.bulk_create(
        LinkCorrection(language=language, kind=kind, words=words, concept=one, meant=meant) for one, meant in said
    )
    log(actor, *(Logged("create", "link_correction", row.pk, fields=["concept", "meant"]) for row in written))
    if concept:
        emit(Event("words_linked", actor, {"words": words, "kind": kind, "language": language, "concept": concept}))


def _load(
    concepts: Iterable[ConceptRow], labels: Iterable[LabelRow], relations: Iterable[RelationRow]
) -> tuple[int, int, int]:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS new_concept, new_label, new_relation, named")
        cursor.execute(_STAGES)
        counts = (
            _copy(cursor, "new_concept", concepts),
            _copy(cursor, "new_label", labels),
            _copy(cursor, "new_relation", relations),
        )
        for statement in (_CONCEPTS, _LABELS, _RELATIONS):
            cursor.execute(statement)
        cursor.execute("SET LOCAL enable_nestloop = on")
    return counts


def _copy(cursor: Any, table: str, rows: Iterable[tuple[str, ...]]) -> int:
    count = 0
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count
