"""An index as a folder of .npy files, which many processes map into memory and share.

A part of a bulk run is a pure function of such a folder and a range of rows, so that threads, processes and machines
give the same bytes. Pass the folder, never the arrays.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from doorstroom.matching.domain.engine.arrays import Array, People, Places, Postings
from doorstroom.matching.domain.engine.search import RULE_VERSION, MatchIndex, best_of_part

SIDES: dict[str, Any] = {"people": People, "places": Places, "postings": Postings}
OWN = ("person_ids", "place_ids", "person_row", "place_row")
NUMBERS = ("columns", "first_division", "loosest")


def save_index(index: MatchIndex, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, side in SIDES.items():
        for field in side._fields:
            np.save(folder / f"{name}.{field}.npy", getattr(getattr(index, name), field))
    for field in OWN:
        np.save(folder / f"{field}.npy", getattr(index, field))
    numbers = {name: getattr(index, name) for name in NUMBERS}
    (folder / "index.json").write_text(json.dumps({"rule_version": RULE_VERSION, **numbers}))


def load_index(folder: Path) -> MatchIndex:
    """Mapped, not read: what is not asked for stays on disk. Refuses an index of another version of the rule."""
    numbers = json.loads((folder / "index.json").read_text())
    if (found := numbers.pop("rule_version")) != RULE_VERSION:
        raise ValueError(f"{folder}: made by rule {found}, this is rule {RULE_VERSION}; build the index again")
    sides = {
        name: side(*(_mapped(folder / f"{name}.{field}.npy") for field in side._fields)) for name, side in SIDES.items()
    }
    own: dict[str, Any] = {field: _mapped(folder / f"{field}.npy") for field in OWN}
    return MatchIndex(**sides, **own, **numbers)


def _mapped(path: Path) -> Array:
    """As a plain read-only array, for which the loops are compiled already. A file without rows cannot be mapped."""
    array = np.load(path) if path.stat().st_size <= 128 else np.load(path, mmap_mode="r")
    plain: Array = np.asarray(array).view(np.ndarray)
    plain.setflags(write=False)
    return plain


@lru_cache(maxsize=2)
def _kept(folder: str) -> MatchIndex:
    return load_index(Path(folder))


def run_part(folder: str, first: int, last: int, k: int) -> Array:
    """The falling keys of rows first to last; `search.in_order` puts the parts together."""
    return best_of_part(_kept(folder), first, last, k)
