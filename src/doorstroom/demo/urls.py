"""Addresses of the demo; they are not there in production."""

from django.urls import path

from doorstroom.demo.views.public import personas

urlpatterns = [path("", personas, name="personas")]
