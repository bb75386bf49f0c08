"""How forms become HTML: one markup for every field, and the design system's classes on every widget.

`FORM_RENDERER = "doorstroom.ui.forms.Renderer"` makes `{{ form }}` and `{{ form.name.as_field_group }}` use it.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

TEXTBOX = "utrecht-textbox utrecht-textbox--html-input"
SELECT = "django/forms/widgets/select.html"
CLASSES = {
    "checkbox": "utrecht-checkbox utrecht-checkbox--html-input",
    "radio": "utrecht-radio-button utrecht-radio-button--html-input",
    SELECT: "utrecht-select utrecht-select--html-select",
    "django/forms/widgets/textarea.html": "utrecht-textarea utrecht-textarea--html-textarea",
    "hidden": "",
    "file": "",
}
NOTHING = ("", "–", "---------")
"""How an empty choice is called where nobody gave it words."""
OWN_TEMPLATES = {
    "django/forms/widgets/radio.html": "ui/widgets/choices.html",
    "django/forms/widgets/checkbox_select.html": "ui/widgets/choices.html",
}


class Renderer(TemplatesSetting):
    form_template_name = "ui/form_fields.html"
    field_template_name = "ui/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if widget := context.get("widget"):
            dress(widget)
        return super().render(OWN_TEMPLATES.get(template_name, template_name), context, request)


def dress(widget: dict[str, Any]) -> None:
    """Put the design system's class on a widget's context, and on the widgets and options inside it."""
    options = [option for _name, group, _index in widget.get("optgroups", []) for option in group]
    if widget["template_name"] == SELECT:
        for option in options:
            if option["value"] in ("", None) and option["label"] in NOTHING:
                option["label"] = _("Choose…") if widget["required"] else _("none")
    inner = widget.get("subwidgets", []) + [option for option in options if option.get("type") != "select"]
    for part in inner:
        dress(part)
    if not inner:
        added = CLASSES.get(widget.get("type", ""), CLASSES.get(widget["template_name"], TEXTBOX))
        present = widget["attrs"].get("class", "")
        widget["attrs"]["class"] = " ".join(dict.fromkeys(f"{present} {added}".split()))


class DateInput(forms.DateInput):
    """The browser's own date picker; it speaks ISO dates whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")
