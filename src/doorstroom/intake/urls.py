"""Addresses of this app."""

from django.urls import path

from doorstroom.intake.views import public, recruitment, referrals, selection

urlpatterns = [
    path("rondes/<int:pk>/werving/", recruitment.round_recruitment, name="round_recruitment"),
    path("rondes/<int:pk>/bijeenkomst/", recruitment.meeting_new, name="meeting_new"),
    path("bijeenkomsten/<int:pk>/", recruitment.meeting_detail, name="meeting_detail"),
    path("bijeenkomsten/<int:pk>/uitnodigen/", recruitment.meeting_invite, name="meeting_invite"),
    path("bijeenkomsten/<int:pk>/terugnemen/", recruitment.meeting_take_back, name="meeting_take_back"),
    path("rondes/<int:pk>/selectie/", selection.round_selection, name="round_selection"),
    path("rondes/<int:pk>/selectie/voldaan/", selection.selection_met, name="selection_met"),
    path("rondes/<int:pk>/selectie/<int:nomination>/", selection.selection_detail, name="selection_detail"),
    path(
        "rondes/<int:pk>/selectie/<int:nomination>/oordeel/", selection.selection_judge, name="selection_judge"
    ),
    path(
        "rondes/<int:pk>/selectie/<int:nomination>/kennismaking/", selection.selection_meeting,
        name="selection_meeting",
    ),
    path("rondes/<int:pk>/selectie/<int:nomination>/keuze/", selection.selection_choice, name="selection_choice"),
    path("overdrachten/", referrals.referral_list, name="referral_list"),
    path("overdrachten/<int:pk>/", referrals.referral, name="referral"),
    path("overdrachten/<int:pk>/<slug:act>/", referrals.referral_act, name="referral_act"),
    path("overdrachten/termijnen/<int:programme>/", referrals.referral_terms, name="referral_terms"),
    path(
        "deelnemers/<uuid:person>/traject/<int:trajectory>/warme-overdracht/", referrals.referral_new,
        name="referral_new",
    ),
    path("meedoen/", public.join, name="join"),
    path("meedoen/gelukt/", public.join_done, name="join_done"),
]  # fmt: skip
