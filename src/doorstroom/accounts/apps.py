"""Connects the log of signing in to the signals of the account library."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "doorstroom.accounts"

    def ready(self) -> None:
        import_module("doorstroom.accounts.sign_in")
