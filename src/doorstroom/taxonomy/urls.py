"""Addresses of this app."""

from django.urls import path

from doorstroom.taxonomy.views import staff

urlpatterns = [path("begrippen/", staff.link_words, name="link_words")]
