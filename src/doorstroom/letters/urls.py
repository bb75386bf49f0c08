"""Addresses of letters."""

from django.urls import path

from doorstroom.letters.views import letters, texts

PERSON = "deelnemers/<uuid:person>/brieven/"

urlpatterns = [
    path(PERSON, letters.letters, name="letters"),
    path(PERSON + "<slug:letter>/", letters.letter, name="letter"),
    path("brieven/", texts.letter_texts, name="letter_texts"),
    path("brieven/<slug:letter>/", texts.letter_text, name="letter_text"),
]
