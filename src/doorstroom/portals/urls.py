"""Pages that show more than one app."""

from django.urls import path

from doorstroom.portals.staff.home import home

urlpatterns = [
    path("", home, name="home"),
]
