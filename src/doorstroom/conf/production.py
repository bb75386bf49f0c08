"""Production: everything secret comes from the environment, and start is refused without it."""

from doorstroom.conf.base import *  # noqa: F403
from doorstroom.conf.base import config
from doorstroom.conf.databases import from_url
from doorstroom.conf.environment import words

DEBUG = False
SECRET_KEY = config("DOORSTROOM_SECRET_KEY", help="Signs sessions and links; 50 random characters or more.")
IDENTITY_KEYS = config(
    "DOORSTROOM_IDENTITY_KEYS",
    help="Hexadecimal 32-byte keys that seal identity numbers, newest first.",
    cast=words,
)
IDENTITY_FINGERPRINT_KEY = config(
    "DOORSTROOM_FINGERPRINT_KEY",
    help="Hexadecimal key of the fingerprints by which identity numbers are found.",
)
ALLOWED_HOSTS = config("DOORSTROOM_HOSTS", help="Host names under which the product is reached.", cast=words)
DATABASES = {
    "default": from_url(config("DATABASE_URL", help="PostgreSQL 15 or newer, as the app role that serves.")),
    "owner": from_url(config("DATABASE_OWNER_URL", help="The same database, as the role that owns the tables.")),
}
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 2, "max_size": 8, "timeout": 10}
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = config(
    "DOORSTROOM_PROXIES",
    default="1",
    help="How many proxies stand in front and add to X-Forwarded-For; 0 when none does.",
    cast=int,
)
SECURE_HSTS_SECONDS = 31536000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"  # bound to this host, its whole path, and TLS
CSRF_COOKIE_NAME = "__Host-csrftoken"
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = config("DOORSTROOM_MAIL_HOST", default="localhost", help="Mail server.")
