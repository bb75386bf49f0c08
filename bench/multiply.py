"""Makes a region of a thousand people into one of a hundred thousand, inside the database.

Everything about a person is copied with her: relations, trajectory, events, notes, placements, rounds and colleagues.
Each copy has its own colleagues and rounds; organisations are copied once for every `PER_REGION` copies, so that a
server holds several labour regions of ten thousand people. Keys move by a fixed distance, references follow.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connections

STEP = 10_000_000
"""Distance between the keys of two copies; larger than any key of the region that is copied."""

PER_REGION = 10
BY_REGION = ("accounts_organisation", "agreements_dataline")
BY_COPY = (
    "accounts_user", "accounts_membership", "participants_person", "participants_personrelation",
    "participants_personcontact", "participants_personprofile", "participants_incomesituation", "participants_owngoal",
    "rounds_round", "rounds_roundpartner", "rounds_backing", "rounds_nomination", "trajectories_trajectory",
    "trajectories_holderterm", "trajectories_teammember", "trajectories_phaseepisode", "trajectories_event",
    "trajectories_note", "trajectories_task", "learning_attendance", "placements_placement", "followup_observation",
    "monitoring_trajectoryfact",
)  # fmt: skip
OF_FACTS = {"trajectory_id": "trajectories_trajectory"}  # facts follow a trajectory without a foreign key
COLUMNS = """
SELECT a.attname, format_type(a.atttypid, NULL), f.confrelid::regclass::text,
       (SELECT array_agg(coalesce(r.confrelid::regclass::text, '')) FROM pg_index i LEFT JOIN pg_constraint r
          ON r.contype = 'f' AND r.conrelid = i.indrelid AND r.conkey[1] = ANY (i.indkey)
        WHERE i.indrelid = a.attrelid AND i.indisunique AND a.attnum = ANY (i.indkey))
FROM pg_attribute a
LEFT JOIN pg_constraint f ON f.contype = 'f' AND f.conrelid = a.attrelid AND f.conkey = ARRAY[a.attnum]
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
"""


@dataclass(frozen=True)
class Column:
    name: str
    kind: str
    target: str | None
    unique_with: list[str] | None

    def copied(self, table: str) -> str:
        """SQL of this column in copy `c.k`: keys and references move, texts that must differ get a mark."""
        of = table if self.name == "id" else OF_FACTS.get(self.name, self.target)
        name = f't."{self.name}"'
        if of in BY_COPY or of in BY_REGION:
            number = "c.k" if of in BY_COPY else f"(c.k / {PER_REGION})"
            return f"md5({name} || ' ' || {number})::uuid" if self.kind == "uuid" else f"{name} + {number} * {STEP}"
        alone = self.unique_with is not None and not {*self.unique_with} & {*BY_COPY, *BY_REGION}
        if alone and self.target is None and self.kind in ("character varying", "text"):
            return f"CASE WHEN {name} <> '' THEN {name} || '+' || c.k ELSE {name} END"
        return name


def multiply(copies: int) -> None:
    """Add `copies` copies of the region in this database, as the role that owns its tables."""
    with connections["owner"].cursor() as cursor:
        for table in (BY_REGION[0], *BY_COPY, *BY_REGION[1:]):
            cursor.execute(COLUMNS, [table])
            columns = [Column(*row) for row in cursor.fetchall()]
            names = ", ".join(f'"{each.name}"' for each in columns)
            values = ", ".join(each.copied(table) for each in columns)
            numbers = "k" if table in BY_COPY else f"k * {PER_REGION} AS k"
            last = copies if table in BY_COPY else copies // PER_REGION
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')  # their checks held for the original
            cursor.execute(
                f'INSERT INTO "{table}" ({names}) SELECT {values} '  # noqa: S608
                f'FROM "{table}" t, (SELECT {numbers} FROM generate_series(1, {last}) k) c'
            )
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
