"""Addresses of the employer."""

from django.urls import path

from doorstroom.portals.employer import desk, promises, signing, views

urlpatterns = [
    path("w/<str:token>/", views.enter, name="enter_employer_week"),
    path("onze-week/", views.our_week, name="employer_week"),
    path("onze-week/niet-gezien/<int:placement_id>/", views.not_seen, name="employer_not_seen"),
    path("onze-week/aftekenen/<int:placement_id>/", signing.sign_work, name="employer_sign"),
    path("onze-week/afspraken/<int:placement_id>/", promises.promised, name="employer_promised"),
    path("onze-week/stoppen/", views.leave, name="leave_employer_week"),
    path("werkgevers/vraag/", desk.question_ask, name="question_ask"),
    path("werkgevers/vraag/gelukt/", desk.question_asked, name="question_asked"),
    path("werkgevers/vragen/", desk.question_list, name="question_list"),
    path("werkgevers/vragen/<int:pk>/", desk.question_detail, name="question_detail"),
    path("werkgevers/contact/<int:contact_id>/link/", views.hand_out_link, name="hand_out_employer_link"),
]
