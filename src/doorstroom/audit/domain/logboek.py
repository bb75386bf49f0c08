"""One row of the log in the form of the standard Logboek dataverwerkingen (Logius).

One span for each person concerned, and no staff member in it: who acted stays in the audit log, which is found
again by the span's id.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

STATUS = {"done": "Ok", "refused": "Error", "failed": "Error"}
DATA_SUBJECT_TYPE = "doorstroom-log-key"


@dataclass(frozen=True)
class Processing:
    """What of an entry may leave with the export. `recorded_at` has a time zone."""

    entry_id: int
    action: str
    subject: str
    purpose: str
    result: str
    recorded_at: datetime
    person_key: UUID | None


def span(processing: Processing, *, register: str, service: str) -> dict[str, Any]:
    """The entry as a span; `register` is the address under which each purpose is described."""
    digest = hashlib.sha256(f"{service}\x1f{processing.entry_id}".encode()).hexdigest()
    moment = int(processing.recorded_at.timestamp() * 1000)
    attributes: dict[str, Any] = {
        "dpl.core.processing_activity_id": f"{register.rstrip('/')}/{processing.purpose or 'unstated'}"
    }
    if processing.person_key:
        attributes["dpl.core.data_subject_id"] = str(processing.person_key)
        attributes["dpl.core.data_subject_id_type"] = DATA_SUBJECT_TYPE
    return {
        "traceId": digest[:32],
        "spanId": digest[32:48],
        "status": STATUS[processing.result],
        "name": f"{processing.action} {processing.subject}",
        "startTime": moment,
        "endTime": moment,
        "resource": {"attributes": {"service.name": service}},
        "attributes": attributes,
    }
