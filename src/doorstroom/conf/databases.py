"""Turns DATABASE_URL, or the embedded server, into Django's database settings for two roles."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from doorstroom.database import embedded, provision


def from_url(url: str) -> dict[str, Any]:
    """Django settings for a `postgresql://user:password@host:port/name?sslmode=…` address.

    Raises ValueError when it is not a PostgreSQL address.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError("expected postgresql://user:password@host:port/name")
    options = dict(parse_qsl(parts.query))
    return _settings(
        name=unquote(parts.path.lstrip("/")),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=options.pop("host", unquote(parts.hostname or "")),
        port=str(parts.port or ""),
        options=options,
    )


def from_embedded(var: Path, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """(app, owner) settings for the embedded server, which is started when it does not run."""
    cluster = embedded.start(var)
    provision.ensure_database(cluster, name)
    app, owner = (
        _settings(name=name, user=user, password="", host=str(cluster.sockets), port="", options={})
        for user in (provision.APP, provision.OWNER)
    )
    return app, owner


def _settings(*, name: str, user: str, password: str, host: str, port: str, options: dict[str, Any]) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "OPTIONS": options,
        "CONN_MAX_AGE": 0,
    }
