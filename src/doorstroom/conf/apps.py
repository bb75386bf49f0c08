"""Starts the product: the wiring is connected once every app is loaded."""

from django.apps import AppConfig


class ConfConfig(AppConfig):
    name = "doorstroom.conf"
    label = "conf"

    def ready(self) -> None:
        from doorstroom.wiring import wire  # slow import: every app must be loaded first

        wire()
