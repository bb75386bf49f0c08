"""Addresses of this app. The round on one page stands in `portals`, because it shows more than one app."""

from django.urls import path

from doorstroom.rounds.views import staff

urlpatterns = [
    path("rondes/", staff.round_list_page, name="round_list"),
    path("rondes/nieuw/", staff.round_new, name="round_new"),
    path("rondes/<int:pk>/stap/<slug:step>/", staff.round_step, name="round_step"),
    path("rondes/<int:pk>/annuleren/", staff.round_cancel, name="round_cancel"),
    path("rondes/<int:pk>/partners/", staff.round_partners, name="round_partners"),
    path("rondes/<int:pk>/partners/<int:partner>/weg/", staff.partner_remove, name="partner_remove"),
    path("rondes/<int:pk>/betalers/", staff.round_payers, name="round_payers"),
    path("rondes/<int:pk>/tekenen/", staff.round_sign, name="round_sign"),
    path("rondes/<int:pk>/plaatsen/", staff.round_seats, name="round_seats"),
    path("rondes/<int:pk>/werkplekken/", staff.round_places_page, name="round_places"),
    path("rondes/<int:pk>/werkplekken/<int:backing>/tekenen/", staff.promise_sign, name="promise_sign"),
    path("rondes/<int:pk>/werkplekken/<int:backing>/weg/", staff.backing_withdraw, name="backing_withdraw"),
    path("rondes/<int:pk>/vragen/", staff.round_ask, name="round_ask"),
    path("rondes/<int:pk>/voordragen/", staff.round_nominate, name="round_nominate"),
    path("voordrachten/<int:pk>/intrekken/", staff.nomination_withdraw, name="nomination_withdraw"),
]
