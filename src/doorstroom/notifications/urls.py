"""Addresses of this app. The calendar file itself stands with `signals`, which knows the appointments."""

from django.urls import path

from doorstroom.notifications.views import staff

urlpatterns = [
    path("berichten/", staff.news, name="news"),
    path("berichten/<int:pk>/gelezen/", staff.news_read, name="news_read"),
    path("berichten/keuze/", staff.news_choice, name="news_choice"),
    path("berichten/agenda/", staff.calendar, name="calendar"),
]
