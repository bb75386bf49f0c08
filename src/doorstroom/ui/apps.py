from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

REQUIRED = {
    forms.Field: _("Fill this in."),
    forms.ChoiceField: _("Choose one."),
    forms.MultipleChoiceField: _("Choose one or more."),
    forms.ModelMultipleChoiceField: _("Choose one or more."),
    forms.BooleanField: _("Tick this to go on."),
    forms.FileField: _("Choose a file."),
}
"""What to do with a field that was left empty, where Django says that it is required."""


class UiConfig(AppConfig):
    name = "doorstroom.ui"
    label = "ui"

    def ready(self) -> None:
        for field, says in REQUIRED.items():
            field.default_error_messages = {**field.default_error_messages, "required": says}
