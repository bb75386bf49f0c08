"""Addresses of this app."""

from django.urls import path

from doorstroom.programmes.views import staff

urlpatterns = [
    path("samenwerking/", staff.cooperation, name="cooperation"),
    path("samenwerking/vraagstukken/nieuw/", staff.issue_new, name="issue_new"),
    path("samenwerking/vraagstukken/<int:pk>/", staff.issue_detail, name="issue_detail"),
    path("samenwerking/vraagstukken/<int:pk>/eigenaar/", staff.issue_owner, name="issue_owner"),
    path("samenwerking/vraagstukken/<int:pk>/stap/", staff.issue_step, name="issue_step"),
    path("modellen/<int:pk>/", staff.model_detail, name="model_detail"),
    path("modellen/<int:pk>/kopie/", staff.model_copy, name="model_copy"),
]
