"""Settings that hold everywhere. dev, test and production add what differs."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from doorstroom.conf.brokers import brokers_in
from doorstroom.conf.environment import config
from doorstroom.kernel.clock import Clock

PACKAGE = Path(__file__).resolve().parents[1]
PROJECT = PACKAGE.parents[1] if (PACKAGE.parents[1] / "pyproject.toml").exists() else Path.cwd()
VAR = Path(
    config(
        "DOORSTROOM_VAR",
        default=str(PROJECT / ".var"),
        help="Folder for the embedded database, files and keys.",
    )
).absolute()
DATA = Path(
    config(
        "DOORSTROOM_DATA",
        default=str(PROJECT.parent / "shared" / "data"),
        help="Folder with public and partner files for trying and testing; nothing of it is part of the product.",
    )
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "doorstroom.database",
    "doorstroom.audit",
    "doorstroom.ui",
    "doorstroom.accounts",
    "doorstroom.notifications",
    "doorstroom.partners",
    "doorstroom.taxonomy",
    "doorstroom.agreements",
    "doorstroom.participants",
    "doorstroom.drafts",
    "doorstroom.programmes",
    "doorstroom.arrangements",
    "doorstroom.demand",
    "doorstroom.rounds",
    "doorstroom.trajectories",
    "doorstroom.documents",
    "doorstroom.intake",
    "doorstroom.placements",
    "doorstroom.matching",
    "doorstroom.learning",
    "doorstroom.letters",
    "doorstroom.followup",
    "doorstroom.cooperation",
    "doorstroom.stories",
    "doorstroom.imports",
    "doorstroom.oversight",
    "doorstroom.monitoring",
    "doorstroom.signals",
    "doorstroom.portals",
    "doorstroom.demo",
    "doorstroom.conf.apps.ConfConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_cotton",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "doorstroom.conf.room.refuse_without_room",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "doorstroom.accounts.middleware.ActorMiddleware",
    "doorstroom.conf.addresses.without_zero_bytes",
    "doorstroom.drafts.middleware.OnceMiddleware",
]

ROOT_URLCONF = "doorstroom.conf.urls"
WSGI_APPLICATION = "doorstroom.conf.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

TEMPLATES = [
    {
        "BACKEND": "doorstroom.conf.rendering.Templates",
        "NAME": "django",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "doorstroom.portals.context_processors.shell",
            ],
            "builtins": ["django.templatetags.static", "django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "doorstroom.ui.forms.Renderer"
COTTON_DIR = "components"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
CLOCK = Clock(timezone=ZoneInfo(TIME_ZONE))

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR / "files"

ROOM_AT = VAR  # the disk that is watched
ROOM_MB = config(
    "DOORSTROOM_ROOM_MB",
    default="200",
    help="Megabytes of the disk that stay free for reading and its log; with less, writes are refused.",
    cast=int,
)
BALLAST_MB = 0

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "doorstroom.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,50/15m/ip"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
MFA_ADAPTER = "doorstroom.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Doorstroom"
STRONG_SIGN_IN = True  # a second step before any page about people, and again before data leave
BROKERS = config(
    "DOORSTROOM_BROKERS",
    default="",
    help="JSON file with the brokers through which staff sign in (docs/operations/security.md); empty: none.",
    cast=brokers_in,
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LEAST_PASSWORD = 12
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": LEAST_PASSWORD},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "doorstroom.accounts.passwords.NoObviousWords"},
]

# Attempts to sign in are counted in the database, so that every process counts the same ones.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_attempt",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_MINUTES = config(
    "DOORSTROOM_IDLE_MINUTES",
    default="30",
    help="After so many minutes without a page somebody signs in anew.",
    cast=int,
)
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
BASE_URL = config(
    "DOORSTROOM_URL",
    default="http://127.0.0.1:8000",
    help="Address of the product as people open it, for links in mails.",
)
DEFAULT_FROM_EMAIL = config(
    "DOORSTROOM_MAIL_FROM",
    default="doorstroom@example.org",
    help="Sender of the mails that the product sends.",
)
SECURITY_CONTACT = config(
    "DOORSTROOM_SECURITY_CONTACT",
    default="mailto:doorstroom@example.org",
    help="Where somebody who found a leak can tell it: a mailto: or https: address, for security.txt.",
)

IS_DEMO = False
EMBEDDED = False  # does this installation run its own PostgreSQL?
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
