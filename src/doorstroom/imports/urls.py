"""Addresses of this app."""

from django.urls import path

from doorstroom.imports.views import staff

urlpatterns = [
    path("import/", staff.batch_list, name="batch_list"),
    path("import/<int:pk>/", staff.batch_detail, name="batch_detail"),
    path("import/<int:pk>/kolommen/", staff.batch_mapping, name="batch_mapping"),
    path("import/<int:pk>/rij/<int:number>/", staff.batch_row, name="batch_row"),
    path("import/<int:pk>/rij/<int:number>/oordeel/", staff.batch_row_act, name="batch_row_act"),
    path("import/<int:pk>/voorstellen/", staff.batch_proposals, name="batch_proposals"),
    path("import/<int:pk>/rij/<int:number>/kiezen/", staff.batch_row_choose, name="batch_row_choose"),
    path("import/<int:pk>/overnemen/", staff.batch_changes, name="batch_changes"),
    path("import/<int:pk>/terug/", staff.batch_return, name="batch_return"),
    path("import/<int:pk>/toepassen/", staff.batch_apply, name="batch_apply"),
    path("import/<int:pk>/ongedaan/", staff.batch_undo, name="batch_undo"),
    path("import/<int:pk>/weggooien/", staff.batch_discard, name="batch_discard"),
]
