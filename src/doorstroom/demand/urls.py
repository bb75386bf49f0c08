"""Addresses of this app."""

from django.urls import path

from doorstroom.demand.views import contact, processes, staff, vacancies

urlpatterns = [
    path("werkgevers/", staff.employer_list, name="employer_list"),
    path("werkgevers/nieuw/", staff.employer_new, name="employer_new"),
    path("werkgevers/<int:pk>/", staff.employer_detail, name="employer_detail"),
    path("werkgevers/<int:pk>/werkplek/", staff.place_new, name="place_new"),
    path("werkgevers/<int:pk>/contact/", contact.employer_talk, name="employer_talk"),
    path("werkgevers/<int:pk>/plan/", contact.employer_plan, name="employer_plan"),
    path("werkgevers/<int:pk>/accountmanager/", contact.employer_manager, name="employer_manager"),
    path("werkgevers/<int:pk>/werkprocessen/", processes.employer_asks, name="employer_asks"),
    path("werkgevers/<int:pk>/vacature/", vacancies.vacancy_new, name="vacancy_new"),
    path("vacatures/", vacancies.vacancy_list, name="vacancy_list"),
    path("vacatures/<int:pk>/", vacancies.vacancy, name="vacancy"),
    path("vacatures/<int:pk>/wijzigen/", vacancies.vacancy_change, name="vacancy_change"),
    path("vacatures/<int:pk>/intrekken/", vacancies.vacancy_withdraw, name="vacancy_withdraw"),
    path("werkplekken/<int:pk>/volgen/", vacancies.place_follow, name="place_follow"),
    path("werkprocessen/", processes.process_list, name="process_list"),
    path("werkplekken/<int:pk>/intrekken/", staff.place_withdraw, name="place_withdraw"),
]
