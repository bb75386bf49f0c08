"""Addresses of this app. Today's list stands with `portals`, because it shows more than one app."""

from django.urls import path

from doorstroom.signals.views import contracts, effect, promises, public, staff

urlpatterns = [
    path("vandaag/later/<uuid:person>/<slug:code>/", staff.signal_later, name="signal_later"),
    path("vandaag/later/<slug:kind>/<slug:subject>/<slug:code>/", staff.table_later, name="table_later"),
    path("werkplekken/contracten/", contracts.contracts, name="contracts"),
    path("werkplekken/contracten/daarna/", contracts.contracts_followed, name="contracts_followed"),
    path("werkplekken/contracten/<int:placement_id>/", contracts.contract_next, name="contract_next"),
    path("samenwerking/beloften/", promises.promises, name="promises"),
    path("samenwerking/signalen/", effect.signal_effect, name="signal_effect"),
    path("agenda/<str:token>.ics", public.calendar_file, name="calendar_file"),
]
