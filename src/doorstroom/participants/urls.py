"""Addresses of this app: name and contact of a person, and whether two files are one."""

from django.urls import path

from doorstroom.participants.views import details, staff

urlpatterns = [
    path("deelnemers/<uuid:person>/gegevens/", details.person_details, name="person_details"),
    path("dubbel/", staff.doubles, name="duplicate_list"),
    path("dubbel/zoeken/", staff.doubles_search, name="duplicate_search"),
    path("dubbel/mandaat/", staff.mandate_give, name="mandate_give"),
    path("dubbel/mandaat/<int:mandate>/einde/", staff.mandate_end, name="mandate_end"),
    path("dubbel/<int:question>/", staff.double, name="duplicate"),
    path("dubbel/samen/<int:merge>/terug/", staff.merge_undo, name="merge_undo"),
]
