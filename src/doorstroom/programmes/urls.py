"""Addresses of this app."""

from django.urls import path

from doorstroom.programmes.views import editor, staff, texts

urlpatterns = [
    path("samenwerking/", staff.cooperation, name="cooperation"),
    path("samenwerking/vraagstukken/nieuw/", staff.issue_new, name="issue_new"),
    path("samenwerking/vraagstukken/<int:pk>/", staff.issue_detail, name="issue_detail"),
    path("samenwerking/vraagstukken/<int:pk>/eigenaar/", staff.issue_owner, name="issue_owner"),
    path("samenwerking/vraagstukken/<int:pk>/stap/", staff.issue_step, name="issue_step"),
    path("samenwerking/programmas/nieuw/", staff.programme_new, name="programme_new"),
    path("modellen/<int:pk>/", staff.model_detail, name="model_detail"),
    path("modellen/<int:pk>/kopie/", staff.model_copy, name="model_copy"),
    path("modellen/<int:pk>/vergelijk/", editor.model_compare, name="model_compare"),
    path("modellen/<int:pk>/terug/", editor.model_restore, name="model_restore"),
    path("modellen/<int:pk>/concept/", editor.model_revise, name="model_revise"),
    path("modellen/nieuw/", editor.draft_new, name="draft_new"),
    path("modellen/concepten/<int:draft>/", editor.draft_detail, name="draft_detail"),
    path("modellen/concepten/<int:draft>/publiceren/", editor.draft_publish, name="draft_publish"),
    path("modellen/concepten/<int:draft>/weg/", editor.draft_drop, name="draft_drop"),
    path("modellen/concepten/<int:draft>/teksten/", texts.draft_texts, name="draft_texts"),
    path("modellen/concepten/<int:draft>/<slug:part>/", editor.draft_page, name="draft_page"),
]
