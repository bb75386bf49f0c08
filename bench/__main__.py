"""Prints every published figure with its method, and writes bench/results.json: `make bench`.

`python -m bench linking` measures one part, and renews only its figures in the file. `make trust` prints those on
access, log and safety, and writes bench/trust.json; it ends with 1 when a proof fails, never for a time or a rate.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from bench.anchors import anchor
from bench.results import Result, outweighs

PARTS = (
    "pages",
    "arrangements",
    "facts",
    "outcomes",
    "taxonomy",
    "linking",
    "evidence",
    "disclosure",
    "matching",
    "planning",
    "finding",
    "imports",
    "duplicates",
)
TRUST = (
    "audit",
    "access",
    "histories",
    "safety",
    "orders",
    "drills",
    "disk",
    "large_import",
    "strength",
    "mutation",
    "asvs",
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doorstroom.conf.test")
    import django

    django.setup()
    named = [part for part in sys.argv[1:] if part != "trust"]
    trust = "trust" in sys.argv[1:] or bool(set(named) & set(TRUST))
    target = Path(__file__).with_name("trust.json" if trust else "results.json")
    keeps = (named or trust) and target.exists()
    kept = {row["name"]: row for row in json.loads(target.read_text())} if keeps else {}
    wrong: list[str] = []
    for result in _measured(named or (TRUST if trust else PARTS), wrong):
        print(result.line(), flush=True)
        if outweighs(result, kept.get(result.name)):
            kept[result.name] = result.as_data()
        if trust and result.broken:
            wrong.append(f"{result.name}: {result.value:g} {result.unit}")
    target.write_text(json.dumps(list(kept.values()), indent=1, ensure_ascii=False) + "\n")
    print(f"{len(kept)} figures in {target.name}")
    if wrong:
        sys.exit("FAILED:\n  " + "\n  ".join(wrong))


def _measured(parts: Sequence[str], wrong: list[str]) -> Iterator[Result]:
    """The figures of these parts, and how long each took; one that breaks off is told in `wrong`, the others go on."""
    for part in parts:
        begun = time.monotonic()
        try:
            for result in import_module(f"bench.{part}").measure():
                yield replace(result, peer=result.peer or anchor(result.name))
        except Exception as error:
            traceback.print_exc()
            wrong.append(f"{part} broke off: {error}")
        print(f"-- {part}: {time.monotonic() - begun:.0f} s\n", flush=True)


main()
