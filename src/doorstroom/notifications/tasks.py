"""What the worker does with messages."""

from __future__ import annotations

from datetime import datetime

from doorstroom.notifications.services import send_digests, send_waiting


def deliver(*, at: datetime, base_url: str) -> int:
    """Empty the queue in batches, so that one refused address never holds up the rest for long."""
    total = 0
    while sent := send_waiting(at=at, base_url=base_url):
        total += sent
    return total + send_digests(at=at, base_url=base_url)
