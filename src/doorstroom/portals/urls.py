"""Pages that show more than one app."""

from django.urls import path

from doorstroom.portals.staff.home import home
from doorstroom.portals.staff.person import person

urlpatterns = [
    path("", home, name="home"),
    path("deelnemers/<uuid:person>/", person, name="person"),
]
