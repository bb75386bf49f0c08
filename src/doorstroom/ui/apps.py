from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "doorstroom.ui"
    label = "ui"
