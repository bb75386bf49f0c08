"""Addresses of agreements."""

from django.urls import path

from doorstroom.agreements.views import drafting, staff

urlpatterns = [
    path("samenwerking/overeenkomsten/", staff.agreement_list, name="agreement_list"),
    path("samenwerking/overeenkomsten/nieuw/", drafting.agreement_new, name="agreement_new"),
    path("samenwerking/overeenkomsten/<int:pk>/", staff.agreement_detail, name="agreement_detail"),
    path("samenwerking/overeenkomsten/<int:pk>/stap/<slug:verb>/", staff.agreement_move, name="agreement_move"),
    path("samenwerking/overeenkomsten/<int:pk>/tekenen/", staff.agreement_sign, name="agreement_sign"),
    path("samenwerking/overeenkomsten/<int:pk>/gegevens/", staff.agreement_annex, name="agreement_annex"),
    path("samenwerking/gegevens/<int:pk>/<int:data_line>/", staff.agreement_judge, name="agreement_judge"),
    path("samenwerking/overeenkomsten/<int:pk>/partij/", drafting.agreement_party, name="agreement_party"),
    path("samenwerking/overeenkomsten/<int:pk>/regel/", drafting.agreement_line, name="agreement_line"),
    path("samenwerking/overeenkomsten/<int:pk>/toezegging/", drafting.agreement_promise, name="agreement_promise"),
    path("samenwerking/overeenkomsten/<int:pk>/wijzigen/", drafting.agreement_amend, name="agreement_amend"),
    path(
        "samenwerking/gegevens/<int:pk>/<int:data_line>/weg/", drafting.agreement_line_drop, name="agreement_line_drop"
    ),
    path("samenwerking/toezeggingen/<int:commitment>/weg/", drafting.commitment_drop, name="commitment_drop"),
    path("samenwerking/toezeggingen/<int:commitment>/", staff.commitment, name="commitment"),
]
