"""Addresses of this app."""

from django.urls import path

from doorstroom.learning.views import person, progress, staff

urlpatterns = [
    path("rondes/<int:round_id>/presentie/", staff.round_attendance, name="round_attendance"),
    path("rondes/<int:round_id>/presentie/waar/", person.activity_place, name="activity_place"),
    path("deelnemers/<uuid:person_id>/diploma/", person.award_new, name="award_new"),
    path("deelnemers/<uuid:person>/traject/<int:trajectory>/hoe-het-gaat/", progress.progress, name="progress"),
    path("deelnemers/<uuid:person_id>/afspraak/", person.appointment_new, name="appointment_new"),
]
