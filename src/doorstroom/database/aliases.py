"""Django's two connections, of the app role and of the owner, and the database behind both."""

from __future__ import annotations

from django.db import connections

ALIASES = ("default", "owner")


def point_to(names: dict[str, str]) -> None:
    """Let each connection lead to another database of the same server."""
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
