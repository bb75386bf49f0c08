"""Addresses of this app."""

from django.urls import path

from doorstroom.monitoring.views import publication, staff

urlpatterns = [
    path("resultaten/", staff.results, name="results"),
    path("resultaten/definities/", staff.definitions, name="result_definitions"),
    path("resultaten/<int:programme>/versies/", staff.versions, name="result_versions"),
    path("resultaten/<int:programme>/uitval/", staff.dropout, name="result_dropout"),
    path("resultaten/<int:programme>/trechter/", staff.stages, name="result_stages"),
    path("resultaten/<int:programme>/publiceren/", publication.publication, name="result_publication"),
    path("uitkomsten/", publication.outcomes, name="public_results"),
]
