"""Addresses of this app."""

from django.urls import path

from doorstroom.monitoring.views import (
    costs,
    datalab,
    esf,
    evidence,
    export,
    outlook,
    publication,
    report,
    sampling,
    simulation,
    staff,
)

urlpatterns = [
    path("resultaten/", staff.results, name="results"),
    path("resultaten/datalab/", datalab.datalab, name="datalab"),
    path("resultaten/definities/", staff.definitions, name="result_definitions"),
    path("resultaten/<int:programme>/versies/", staff.versions, name="result_versions"),
    path("resultaten/<int:programme>/uitval/", staff.dropout, name="result_dropout"),
    path("resultaten/<int:programme>/trechter/", staff.stages, name="result_stages"),
    path("resultaten/<int:programme>/", evidence.course, name="result_course"),
    path("resultaten/<int:programme>/stroom/", evidence.flows, name="result_flows"),
    path("resultaten/<int:programme>/blijvend-werk/", evidence.lasting, name="result_lasting"),
    path("resultaten/<int:programme>/steekproef/", sampling.sample, name="result_sample"),
    path("resultaten/<int:programme>/paden/", evidence.paths, name="result_paths"),
    path("resultaten/<int:programme>/rondes/", evidence.rounds, name="result_rounds"),
    path("resultaten/<int:programme>/partners/", evidence.partners, name="result_partners"),
    path("resultaten/<int:programme>/kosten/", costs.costs, name="result_cost"),
    path("resultaten/<int:programme>/vooruit/", outlook.outlook, name="result_outlook"),
    path("resultaten/<int:programme>/toegang/", outlook.entry, name="result_access"),
    path("resultaten/<int:programme>/vastleggen/", outlook.locks, name="result_locks"),
    path("resultaten/<int:programme>/publiceren/", publication.publication, name="result_publication"),
    path("resultaten/<int:programme>/verslag.pdf", report.programme_report, name="result_report"),
    path("rondes/<int:pk>/verslag.pdf", report.round_report, name="round_report"),
    path("resultaten/<int:programme>/bezoek.pdf", publication.visit_kit, name="visit_kit"),
    path("uitkomsten/", publication.outcomes, name="public_results"),
    path("esf/", esf.operations, name="esf_operations"),
    path("esf/<int:operation>/", esf.operation, name="esf_operation"),
    path("esf/<int:operation>/<slug:kind>.csv", esf.operation_file, name="esf_file"),
    path("deelnemers/<uuid:person_id>/esf/<int:trajectory>/", esf.person, name="esf_person"),
    path("resultaten/<int:programme>/simulatie/", simulation.simulation, name="result_simulation"),
    path("resultaten/<int:programme>/onderzoek/", export.export, name="research_export"),
    path("deelnemers/<uuid:person_id>/onderzoek/", export.objection, name="research_objection"),
]
