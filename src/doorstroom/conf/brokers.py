"""Reads which brokers staff may sign in through."""

from __future__ import annotations

import json
from pathlib import Path

from doorstroom.accounts.domain.broker import Broker, broker_from


def brokers_in(path: str) -> list[Broker]:
    """The brokers in this file; none when no file is named."""
    if not path:
        return []
    try:
        rows = json.loads(Path(path).read_text())
    except OSError as error:
        raise ValueError(f"the file cannot be read: {error.strerror}") from error
    found = [broker_from(row) for row in rows]
    if len({each.key for each in found}) < len(found):
        raise ValueError("two brokers have the same key")
    return found
