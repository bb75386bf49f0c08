"""Pages that show more than one app."""

from django.urls import path

from doorstroom.portals.employer.urls import urlpatterns as employer
from doorstroom.portals.participant.urls import urlpatterns as participant
from doorstroom.portals.security_txt import security_txt
from doorstroom.portals.staff.home import home
from doorstroom.portals.staff.person import person
from doorstroom.portals.staff.round import round_detail
from doorstroom.portals.staff.search import search
from doorstroom.portals.staff.today import today

urlpatterns = [
    path("vandaag/", today, name="today"),
    path("zoeken/", search, name="search"),
    path("", home, name="home"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("deelnemers/<uuid:person>/", person, name="person"),
    path("rondes/<int:pk>/", round_detail, name="round_detail"),
    *participant,
    *employer,
]
