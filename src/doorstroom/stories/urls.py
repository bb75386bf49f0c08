"""Addresses of stories."""

from django.urls import path

from doorstroom.stories.views import staff

urlpatterns = [
    path("verhalen/", staff.story_list, name="story_list"),
    path("verhalen/werkgever/", staff.employer_story_new, name="employer_story_new"),
    path("verhalen/<int:story>/", staff.story_detail, name="story"),
    path("verhalen/<int:story>/nieuwe-versie/", staff.story_change, name="story_change"),
    path("verhalen/<int:story>/intrekken/<slug:side>/", staff.story_withdraw, name="story_withdraw"),
    path("deelnemers/<uuid:person>/verhaal/", staff.story_new, name="story_new"),
]
