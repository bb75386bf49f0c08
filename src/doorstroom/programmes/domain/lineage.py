"""The other versions that a model names: the one it was copied from, and those it contains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from doorstroom.programmes.domain.fields import Code, Numbers


@dataclass(frozen=True)
class Lineage:
    """The version a model was copied from; the checksum proves which text that was."""

    code: Code
    version: Annotated[int, Numbers(1, 9999)]
    checksum: str | None = None


@dataclass(frozen=True)
class Include:
    """A version that is contained. `after`: its phases that start in a week start after this phase instead.

    `without` names what is left out of it (`phases[proef]`); the checksum is filled in when it is brought in.
    """

    code: Code
    version: Annotated[int, Numbers(1, 9999)]
    after: Code | None = None
    without: tuple[str, ...] = ()
    checksum: str | None = None
