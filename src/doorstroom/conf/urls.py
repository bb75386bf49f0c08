"""Every address of the product. Each app owns its own part; an unclassified address fails the access test."""

from django.conf import settings
from django.urls import include, path

APPS_WITH_PAGES = (
    "portals", "notifications", "drafts", "participants", "taxonomy", "agreements", "programmes", "arrangements",
    "demand", "rounds", "intake", "trajectories", "documents", "placements", "matching", "learning", "letters",
    "followup", "cooperation", "stories", "signals", "imports", "monitoring", "oversight",
)  # fmt: skip

handler500 = "doorstroom.conf.failures.failed"
urlpatterns = [
    path("ui/", include("doorstroom.ui.urls")),
    path("taal/", include("django.conf.urls.i18n")),
    path("inloggen/", include("doorstroom.accounts.urls")),
    *(path("", include(f"doorstroom.{app}.urls")) for app in APPS_WITH_PAGES),
]
if settings.IS_DEMO:
    urlpatterns.append(path("demo/", include("doorstroom.demo.urls")))
