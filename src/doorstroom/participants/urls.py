"""Addresses of this app: whether two files are one person. The pages of one person stand with higher apps."""

from django.urls import path

from doorstroom.participants.views import staff

urlpatterns = [
    path("dubbel/", staff.doubles, name="duplicate_list"),
    path("dubbel/zoeken/", staff.doubles_search, name="duplicate_search"),
    path("dubbel/mandaat/", staff.mandate_give, name="mandate_give"),
    path("dubbel/mandaat/<int:mandate>/einde/", staff.mandate_end, name="mandate_end"),
    path("dubbel/<int:question>/", staff.double, name="duplicate"),
    path("dubbel/samen/<int:merge>/terug/", staff.merge_undo, name="merge_undo"),
]
