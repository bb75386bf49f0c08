"""Pages that show more than one app."""

from django.urls import path

from doorstroom.portals.employer.urls import urlpatterns as employer
from doorstroom.portals.participant.urls import urlpatterns as participant
from doorstroom.portals.security_txt import security_txt
from doorstroom.portals.staff.home import home
from doorstroom.portals.staff.person import person
from doorstroom.portals.staff.round import goals_now, round_detail
from doorstroom.portals.staff.search import search
from doorstroom.portals.staff.support import support, support_list, support_move
from doorstroom.portals.staff.today import today

TRAJECTORY = "deelnemers/<uuid:person>/traject/<int:trajectory>/"

urlpatterns = [
    path("vandaag/", today, name="today"),
    path("zoeken/", search, name="search"),
    path("", home, name="home"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("deelnemers/<uuid:person>/", person, name="person"),
    path(TRAJECTORY + "hulp/", support, name="support"),
    path(TRAJECTORY + "hulp/<int:service_referral>/<slug:move>/", support_move, name="support_move"),
    path("hulpaanbod/", support_list, name="support_list"),
    path("rondes/doelen/", goals_now, name="goals_now"),
    path("rondes/<int:pk>/", round_detail, name="round_detail"),
    *participant,
    *employer,
]
