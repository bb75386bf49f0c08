"""The fourteen kinds of signal that partners agreed on, and the rule behind each.

Printed in docs/domain/signals.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from doorstroom.signals.domain import deadline_rules, guidance_rules, rules, table_rules


@dataclass(frozen=True)
class Kind:
    """`codes` are the sentences in `messages.py` with which the rule speaks."""

    name: str
    rule: Callable[..., Any]
    codes: tuple[str, ...]


FOURTEEN = (
    Kind("no-show today", guidance_rules.no_show_today, ("no_show_today",)),
    Kind("attendance dip", guidance_rules.dipping_attendance, ("attendance_below", "attendance_drop")),
    Kind("no contact", guidance_rules.no_contact, ("no_contact",)),
    Kind("placement or contract ending", deadline_rules.contract_ending, ("contract_ending", "contract_ended")),
    Kind("legal maximum near", deadline_rules.legal_maximum, ("legal_maximum",)),
    Kind("transition incomplete", guidance_rules.incomplete_checklist, ("checklist_incomplete",)),
    Kind("dismissal date", deadline_rules.dismissal, ("dismissal_unknown", "dismissal_near")),
    Kind("no holder", guidance_rules.no_holder, ("no_holder",)),
    Kind("instrument deadline", deadline_rules.instrument_deadline, ("instrument_deadline", "instrument_late")),
    Kind("missing evidence", table_rules.evidence_missing, ("evidence_missing",)),
    Kind("places short", rules.round_signals, ("places_short",)),
    Kind(
        "commitment lagging", table_rules.commitment_behind,
        ("commitment_lagging", "commitment_unknown", "commitment_missed"),
    ),
    Kind("target-group drift", table_rules.group_drift, ("group_drift",)),
    Kind("odd access", table_rules.odd_access, ("odd_access",)),
)  # fmt: skip


def printed() -> Iterator[str]:
    """One row of the table a kind."""
    for kind in FOURTEEN:
        module = kind.rule.__module__.rpartition(".")[2]
        yield f"| {kind.name} | `{module}.{kind.rule.__name__}` | {', '.join(f'`{code}`' for code in kind.codes)} |"
