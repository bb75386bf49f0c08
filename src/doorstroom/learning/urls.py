"""Addresses of this app."""

from django.urls import path

from doorstroom.learning.views import person, progress, staff, work_processes

TRAJECTORY = "deelnemers/<uuid:person>/traject/<int:trajectory>/"

urlpatterns = [
    path("rondes/<int:round_id>/werkprocessen/", work_processes.round_processes, name="round_processes"),
    path("rondes/<int:round_id>/werkprocessen/kiezen/", work_processes.processes_choose, name="processes_choose"),
    path(TRAJECTORY + "werkprocessen/", work_processes.person_processes, name="person_processes"),
    path(TRAJECTORY + "werkprocessen/<int:sign_off>/terug/", work_processes.sign_off_back, name="sign_off_back"),
    path(TRAJECTORY + "niveau/", work_processes.person_level, name="person_level"),
    path("rondes/<int:round_id>/presentie/", staff.round_attendance, name="round_attendance"),
    path("rondes/<int:round_id>/presentie/terug/", staff.attendance_back, name="attendance_back"),
    path("rondes/<int:round_id>/presentie/waar/", person.activity_place, name="activity_place"),
    path("deelnemers/<uuid:person_id>/diploma/", person.award_new, name="award_new"),
    path(TRAJECTORY + "hoe-het-gaat/", progress.progress, name="progress"),
    path("deelnemers/<uuid:person_id>/afspraak/", person.appointment_new, name="appointment_new"),
    path(
        "deelnemers/<uuid:person_id>/afspraak/<int:appointment_id>/afzeggen/",
        person.appointment_cancel,
        name="appointment_cancel",
    ),
]
