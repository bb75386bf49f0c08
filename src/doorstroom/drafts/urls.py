"""The one address of this app."""

from django.urls import path

from doorstroom.drafts.views import staff

urlpatterns = [path("concept/", staff.draft, name="draft")]
