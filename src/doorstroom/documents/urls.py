"""Addresses of documents."""

from django.urls import path

from doorstroom.documents.views import staff

PERSON = "deelnemers/<uuid:person>/documenten/"

urlpatterns = [
    path(PERSON, staff.documents, name="documents"),
    path(PERSON + "<int:document>/", staff.document, name="document"),
    path(PERSON + "<int:document>/weg/", staff.document_take_away, name="document_take_away"),
]
