"""Addresses of the log review."""

from django.urls import path

from doorstroom.oversight.views import staff

urlpatterns = [
    path("logcontrole/", staff.log_reviews, name="log_reviews"),
    path("logcontrole/<int:pk>/", staff.log_review, name="log_review"),
    path("logcontrole/<int:pk>/oordeel/<int:look>/", staff.log_review_judge, name="log_review_judge"),
    path("logcontrole/<int:pk>/ondertekenen/", staff.log_review_sign, name="log_review_sign"),
    path("logcontrole/ondernemingsraad/", staff.works_council_decision, name="works_council_decision"),
]
