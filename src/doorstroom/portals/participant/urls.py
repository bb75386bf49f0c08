"""Addresses of the participant."""

from django.urls import path

from doorstroom.portals.participant import own_yes, skills, story, views

urlpatterns = [
    path("m/<str:token>/", views.enter, name="enter_week"),
    path("mijn-week/", views.my_week, name="my_week"),
    path("mijn-week/concept/", views.my_draft, name="my_draft"),
    path("mijn-week/afmelden/", views.cannot_come, name="cannot_come"),
    path("mijn-week/dit-klopt-niet/", views.not_right, name="not_right"),
    path("mijn-week/mijn-ja/", own_yes.my_yes, name="my_yes"),
    path("mijn-week/mijn-ja/<int:place>/", own_yes.say_yes, name="say_yes"),
    path("mijn-week/mijn-verhaal/", story.my_story, name="my_story"),
    path("mijn-week/mijn-verhaal/<int:story>/", story.my_story_yes, name="my_story_yes"),
    path("mijn-week/wat-ik-kan/", skills.my_skills, name="my_skills"),
    path("mijn-week/wie-ziet-mij/", views.who_sees_me, name="who_sees_me"),
    path("mijn-week/mijn-gegevens/", views.my_data, name="my_data"),
    path("mijn-week/mijn-gegevens.json", views.my_data_file, name="my_data_file"),
    path("mijn-week/stoppen/", views.leave, name="leave_week"),
    path("deelnemers/<uuid:person_id>/mijn-week-link/", views.hand_out_link, name="hand_out_link"),
]
