"""Addresses of this app."""

from django.urls import path

from doorstroom.matching.views import fairness, planning, review, staff, words

urlpatterns = [
    path("deelnemers/<uuid:person>/plekken/", staff.person_places, name="person_places"),
    path("deelnemers/<uuid:person>/plekken/<int:pk>/", words.place_word, name="place_word"),
    path("deelnemers/<uuid:person>/eigen-woorden/", words.person_wordings, name="person_wordings"),
    path("werkgevers/kennismaken/", words.introductions, name="introductions"),
    path("plekken/<int:pk>/mensen/", staff.place_people, name="place_people"),
    path("plekken/eisen-nakijken/", review.criteria_review, name="criteria_review"),
    path("rondes/<int:pk>/plan/", planning.round_plan, name="round_plan"),
    path("rondes/<int:pk>/plan/<int:line>/", planning.round_plan_confirm, name="round_plan_confirm"),
    path("resultaten/gelijke-kansen/", fairness.match_fairness, name="match_fairness"),
]
