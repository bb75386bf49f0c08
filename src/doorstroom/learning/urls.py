"""Addresses of this app."""

from django.urls import path

from doorstroom.learning.views import staff

urlpatterns = [
    path("rondes/<int:round_id>/presentie/", staff.round_attendance, name="round_attendance"),
]
