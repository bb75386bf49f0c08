"""Turns a refusal into a sentence that says what is missing, who can change it and what to do now.

Each app keeps its sentences in its own `wording.py` as REFUSALS = {code: lazy sentence with %(name)s}.
"""

from __future__ import annotations

from datetime import date, datetime
from importlib import import_module
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from doorstroom.kernel.errors import DomainError


def sentence(error: DomainError) -> str:
    """The sentence of this refusal. A code without a sentence is shown as such; a test finds it earlier."""
    app = type(error).__module__.split(".")[1]
    wording = import_module(f"doorstroom.{app}.wording").REFUSALS.get(error.code)
    if wording is None:
        return _("This cannot be done (%(code)s).") % {"code": error.code}
    return str(wording) % {name: _shown(value) for name, value in error.params.items()}


def _shown(value: Any) -> Any:
    """A date as people write it; everything else as it is."""
    if isinstance(value, datetime):
        return date_format(value, "j F Y, H:i")
    return date_format(value, "j F Y") if isinstance(value, date) else value
