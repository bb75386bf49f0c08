"""Addresses of the log review."""

from django.urls import path

from doorstroom.oversight.views import colleagues, file_requests, helpdesk, keeping, organisations, restrictions, staff

urlpatterns = [
    path("logcontrole/", staff.log_reviews, name="log_reviews"),
    path("logcontrole/<int:pk>/", staff.log_review, name="log_review"),
    path("logcontrole/<int:pk>/oordeel/<int:look>/", staff.log_review_judge, name="log_review_judge"),
    path("logcontrole/<int:pk>/ondertekenen/", staff.log_review_sign, name="log_review_sign"),
    path("inzage/", file_requests.file_requests, name="file_requests"),
    path("inzage/vraag/", file_requests.file_ask, name="file_ask"),
    path("inzage/nood/", file_requests.file_emergency, name="file_emergency"),
    path("inzage/<int:file_request>/", file_requests.file_request, name="file_request"),
    path("helpdesk/", helpdesk.helpdesk, name="helpdesk"),
    path("helpdesk/vraag/", helpdesk.helpdesk_ask, name="helpdesk_ask"),
    path("helpdesk/<int:access>/antwoord/", helpdesk.helpdesk_answer, name="helpdesk_answer"),
    path("helpdesk/<int:access>/einde/", helpdesk.helpdesk_end, name="helpdesk_end"),
    path("rollen/afwezig/", colleagues.absence, name="absence"),
    path("collegas/", colleagues.colleagues, name="colleagues"),
    path("collegas/nieuw/", colleagues.colleague_new, name="colleague_new"),
    path("collegas/<int:colleague>/afwezig/", colleagues.colleague_absence, name="colleague_absence"),
    path("collegas/<int:colleague>/vertrek/", colleagues.colleague_leaving, name="colleague_leaving"),
    path("organisaties/", organisations.organisations, name="organisations"),
    path("organisaties/<int:organisation>/naam/", organisations.organisation_rename, name="organisation_rename"),
    path("organisaties/<int:organisation>/samenvoegen/", organisations.organisation_merge, name="organisation_merge"),
    path("bewaren/", keeping.keeping, name="keeping"),
    path("bewaren/vasthouden/programma/", keeping.hold_programme_page, name="hold_programme"),
    path("bewaren/vasthouden/dossier/", keeping.hold_file_page, name="hold_file"),
    path("bewaren/vasthouden/<int:hold>/", keeping.hold_lift, name="hold_lift"),
    path("bewaren/loslaten/", keeping.letting_go, name="letting_go"),
    path("deelnemers/<uuid:person>/afschermen/", restrictions.file_restrict, name="file_restrict"),
    path("afgeschermd/", restrictions.restricted_files, name="restricted_files"),
    path("afgeschermd/nieuw/", restrictions.restriction_new, name="restriction_new"),
    path("afgeschermd/<int:restriction>/", restrictions.restriction_lift, name="restriction_lift"),
    path("logcontrole/ondernemingsraad/", staff.works_council_decision, name="works_council_decision"),
]
