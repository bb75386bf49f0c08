"""Addresses of this app."""

from django.urls import path

from doorstroom.placements.views import instruments, job_to_job, offer_sheet, public, staff, stations

PERSON = "deelnemers/<uuid:person_id>/"
PLACEMENT = "werkplekken/<int:placement_id>/"

urlpatterns = [
    path("werkgevers/risico/", public.risks, name="risks"),
    path(PERSON + "werk/", staff.work, name="work"),
    path(PERSON + "baan/", staff.job_new, name="job_new"),
    path(PERSON + "leerbaan/", staff.apprenticeship_new, name="apprenticeship_new"),
    path(PERSON + "plaatsing/", staff.placement_new, name="placement_new"),
    path(PLACEMENT, staff.placement, name="placement"),
    path(PLACEMENT + "begeleider-zegt-ja/", staff.placement_guide_yes, name="placement_guide_yes"),
    path(PLACEMENT + "stoppen/", staff.placement_stop, name="placement_stop"),
    path("van-werk-naar-werk/", job_to_job.job_to_job, name="job_to_job"),
    path("van-werk-naar-werk/nieuw/", job_to_job.sending_new, name="sending_new"),
    path("van-werk-naar-werk/<int:sending>/", job_to_job.sending, name="sending"),
    path("van-werk-naar-werk/<int:sending>/klok/", job_to_job.sending_clock, name="sending_clock"),
    path("van-werk-naar-werk/<int:sending>/iemand/", job_to_job.sending_person, name="sending_person"),
    path("van-werk-naar-werk/aanbod/<int:offer>/ja/", job_to_job.offer_yes, name="offer_yes"),
    path("van-werk-naar-werk/aanbod/<int:offer>/nee/", job_to_job.offer_no, name="offer_no"),
    path("leerwerkplekken/", stations.stations, name="stations"),
    path("leerwerkplekken/<int:station>/sluiten/", stations.station_close, name="station_close"),
    path("werkgevers/<int:pk>/station/", stations.station_new, name="station_new"),
    path(PLACEMENT + "station/", stations.station_book, name="station_book"),
    path(PLACEMENT + "station/<int:booking>/vrij/", stations.station_leave, name="station_leave"),
    path(PLACEMENT + "afspraken/", offer_sheet.offer_sheet, name="offer_sheet"),
    path(PLACEMENT + "afspraken/opschrijven/", offer_sheet.offer_sheet_write, name="offer_sheet_write"),
    path(PLACEMENT + "afspraken/bevestigen/", offer_sheet.offer_sheet_confirm, name="offer_sheet_confirm"),
    path(PLACEMENT + "afspraken/terugkijken/", offer_sheet.offer_sheet_review, name="offer_sheet_review"),
    path(PLACEMENT + "termijn/", instruments.term_new, name="term_new"),
    path(PLACEMENT + "termijn/<int:term>/klaar/", instruments.term_done, name="term_done"),
    path(PLACEMENT + "<slug:move>/", staff.placement_move, name="placement_move"),
]
