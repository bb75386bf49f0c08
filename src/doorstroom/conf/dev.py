"""A demo or a developer's machine: the embedded database, the standing clock, the persona chooser."""

import secrets
from dataclasses import replace
from datetime import datetime

from doorstroom.conf.base import *  # noqa: F403
from doorstroom.conf.base import CLOCK, VAR, config
from doorstroom.conf.databases import from_embedded, from_url
from doorstroom.database.embedded import folder_of

IS_DEMO = True
DEBUG = False
STRONG_SIGN_IN = False  # who is who is chosen from a list here
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

_url = config("DATABASE_URL", default="", help="PostgreSQL as the app role; empty means the embedded server.")
_owner_url = config("DATABASE_OWNER_URL", default="", help="The same database as the role that owns the tables.")
if _url:
    DATABASES = {"default": from_url(_url), "owner": from_url(_owner_url or _url)}
else:
    _name = config("DOORSTROOM_DATABASE", default="doorstroom", help="Name of the database on the embedded server.")
    _app, _owner = from_embedded(VAR, _name)
    DATABASES = {"default": _app, "owner": _owner}
    EMBEDDED, ROOM_AT, BALLAST_MB = True, folder_of(VAR), 64


def _kept_secret(name: str) -> str:
    """A secret of this installation, made once and kept in the var folder."""
    path = VAR / name
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_hex(32))
        path.chmod(0o600)
    return path.read_text().strip()


SECRET_KEY = _kept_secret("secret-key")
IDENTITY_KEYS = [_kept_secret("identity-key")]
IDENTITY_FINGERPRINT_KEY = _kept_secret("identity-fingerprint-key")

DEMO_NOW = config(
    "DOORSTROOM_DEMO_NOW",
    default="2026-11-23T10:00",
    help="Where the clock of the demo stands.",
    cast=datetime.fromisoformat,
)
CLOCK = replace(CLOCK, standing=DEMO_NOW.replace(tzinfo=CLOCK.timezone))
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
