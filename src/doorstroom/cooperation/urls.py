"""Addresses of working together."""

from django.urls import path

from doorstroom.cooperation.views import board, closing, experiments, lessons, memory, region

urlpatterns = [
    path("samenwerking/experimenten/", experiments.experiment_list, name="experiment_list"),
    path("samenwerking/experimenten/nieuw/", experiments.experiment_new, name="experiment_new"),
    path("samenwerking/experimenten/<int:pk>/", experiments.experiment, name="experiment"),
    path("samenwerking/ideeen/", board.idea_list, name="idea_list"),
    path("samenwerking/ideeen/nieuw/", board.idea_new, name="idea_new"),
    path("samenwerking/ideeen/<int:pk>/", board.idea, name="idea"),
    path("idee/<str:signed>/", board.idea_follow, name="idea_follow"),
    path("samenwerking/vraagstukken/<int:pk>/bord/", board.issue_board, name="issue_board"),
    path("samenwerking/vraagstukken/<int:pk>/besluit/", board.decision_new, name="decision_new"),
    path("samenwerking/besluiten/<int:pk>/actie/", board.action_new, name="action_new"),
    path("samenwerking/acties/", board.action_list, name="action_list"),
    path("samenwerking/acties/<int:pk>/", board.action, name="action"),
    path("samenwerking/mensen-per-vraagstuk/", board.issue_people, name="issue_people"),
    path("samenwerking/programmas/", closing.programme_list, name="programme_list"),
    path("samenwerking/programmas/<int:programme>/afsluiten/", closing.closing, name="closing"),
    path("samenwerking/programmas/<int:programme>/afsluiten/plan/", closing.closing_set, name="closing_set"),
    path("samenwerking/programmas/<int:programme>/afsluiten/verder/", closing.closing_owner, name="closing_owner"),
    path("samenwerking/programmas/<int:programme>/afsluiten/ja/", closing.closing_confirm, name="closing_confirm"),
    path("samenwerking/programmas/<int:programme>/afsluiten/nu/", closing.closing_close, name="closing_close"),
    path("samenwerking/programmas/<int:programme>/project/", closing.project_new, name="project_new"),
    path("samenwerking/programmas/<int:programme>/onderdeel/", closing.programme_part, name="programme_part"),
    path("samenwerking/wie-kent-wie/", memory.tie_list, name="tie_list"),
    path("samenwerking/wie-kent-wie/nieuw/", memory.tie_new, name="tie_new"),
    path("samenwerking/wie-kent-wie/<int:pk>/contact/", memory.tie_keep, name="tie_keep"),
    path("samenwerking/peiling/", memory.pulse, name="pulse"),
    path("samenwerking/antwoorden/", memory.answering, name="answering"),
    path("samenwerking/stappen/", region.step_map, name="step_map"),
    path("samenwerking/stappen/woorden/", region.step_words, name="step_words"),
    path("deelnemers/<uuid:person>/stappen/", region.person_steps, name="person_steps"),
    path("samenwerking/vraag-en-aanbod/", region.supply_demand, name="supply_demand"),
    path("samenwerking/lessen/", lessons.lesson_list, name="lesson_list"),
    path("samenwerking/lessen/nieuw/", lessons.lesson_new, name="lesson_new"),
    path("samenwerking/lessen/<int:pk>/", lessons.lesson, name="lesson"),
]
