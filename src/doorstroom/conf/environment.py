"""Settings from the environment that document themselves: `doorstroom check --settings` prints this register."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Setting:
    name: str
    help: str
    default: str
    is_set: bool


REGISTER: dict[str, Setting] = {}


class MissingSetting(Exception):
    """A setting that production needs is not there; the text names it and says what it is for."""


def config(name: str, *, help: str, default: str | None = None, cast: Callable[[str], Any] = str) -> Any:
    """The value of environment variable `name`. Raises MissingSetting when it has no default and is not set."""
    value = os.environ.get(name)
    REGISTER[name] = Setting(name, help, "(required)" if default is None else default, value is not None)
    if value is None:
        if default is None:
            raise MissingSetting(f"Set {name}: {help}")
        value = default
    try:
        return cast(value)
    except ValueError as error:
        raise MissingSetting(f"{name}={value!r} cannot be read ({error}). {help}") from error


def boolean(value: str) -> bool:
    lowered = value.strip().lower()
    if lowered not in {"1", "0", "true", "false", "yes", "no", ""}:
        raise ValueError("expected yes or no")
    return lowered in {"1", "true", "yes"}


def words(value: str) -> list[str]:
    return [word for word in value.replace(",", " ").split() if word]
