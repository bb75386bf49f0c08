"""Refusals that a person can act on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reason:
    """One reason behind a decision: a stable code, the facts that fill its sentence, and where the rule stands."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    source: str = ""


class DomainError(Exception):
    """A refused act. `code` is stable; `params` fill the sentence that the interface shows.

    Each app has one subclass; views translate the code, so no wording lives here.
    """

    def __init__(self, code: str, *, reasons: tuple[Reason, ...] = (), **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.reasons = reasons
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code
