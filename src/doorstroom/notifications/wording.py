"""The words of a message. Each app keeps its own as MESSAGES = {name: (subject, text)}; a message names both."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any


def words_of(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text of "rounds:outcomes_known". Raises KeyError for a message nobody wrote."""
    app, _, name = template.partition(":")
    subject, text = import_module(f"doorstroom.{app}.wording").MESSAGES[name]
    return str(subject) % context, str(text) % context
