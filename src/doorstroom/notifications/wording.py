"""The words of a message. Each app keeps its own as MESSAGES = {name: (subject, text)}; a message names both.

LETTERS are the same for mail to people without an account: nobody chooses how those come.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "may_not_choose": _("Only a functional administrator chooses for the organisation. Choose for yourself."),
    "choice_unknown": _(
        "This kind of message or this way does not exist. Open the page again and choose from the list."
    ),
}


def words_of(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text of "rounds:outcomes_known". Raises KeyError for a message nobody wrote."""
    app, _, name = template.partition(":")
    wording = import_module(f"doorstroom.{app}.wording")
    subject, text = (getattr(wording, "LETTERS", {}) | wording.MESSAGES)[name]
    return str(subject) % context, str(text) % context
