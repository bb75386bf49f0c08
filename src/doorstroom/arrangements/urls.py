"""Addresses of this app."""

from django.urls import path

from doorstroom.arrangements.views import lists, person

PERSON = "deelnemers/<uuid:person>/arrangementen/"

urlpatterns = [
    path("arrangementen/", lists.arrangement_list, name="arrangement_list"),
    path("arrangementen/soorten/nieuw/", lists.arrangement_type_new, name="arrangement_type_new"),
    path("arrangementen/soorten/<int:type>/", lists.arrangement_type, name="arrangement_type"),
    path("arrangementen/<int:arrangement>/", person.arrangement_change, name="arrangement_change"),
    path("arrangementen/<int:arrangement>/einde/", person.arrangement_end, name="arrangement_end"),
    path(PERSON, person.person_arrangements, name="person_arrangements"),
    path(PERSON + "<int:type>/nieuw/", person.arrangement_new, name="arrangement_new"),
]
