"""Tests: the demo's settings, with fast passwords and plain static files; conftest makes the database."""

from doorstroom.conf.dev import *  # noqa: F403
from doorstroom.conf.dev import DATABASES, MIDDLEWARE

# Tests ask no static files, and no folder of them is made.
MIDDLEWARE = [each for each in MIDDLEWARE if "whitenoise" not in each]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
for _alias in DATABASES.values():
    _alias["OPTIONS"] = {**_alias["OPTIONS"], "options": "-c synchronous_commit=off"}
