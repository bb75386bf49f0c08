"""Prints every published figure with its method, and writes bench/results.json: `make bench`.

`python -m bench linking` measures one part, and renews only its figures in the file. `make trust` prints those on
access, log and safety, and writes bench/trust.json.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from bench.anchors import anchor

PARTS = (
    "pages",
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
TRUST = ("audit", "access", "safety", "drills", "disk", "large_import", "strength", "mutation", "asvs")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doorstroom.conf.test")
    import django

    django.setup()
    named = [part for part in sys.argv[1:] if part != "trust"]
    trust = "trust" in sys.argv[1:] or set(named) & set(TRUST)
    target = Path(__file__).with_name("trust.json" if trust else "results.json")
    results = {row["name"]: row for row in json.loads(target.read_text())} if named and target.exists() else {}
    for part in named or (TRUST if trust else PARTS):
        for result in import_module(f"bench.{part}").measure():
            found = replace(result, peer=result.peer or anchor(result.name))
            print(found.line(), flush=True)
            results[found.name] = found.as_data()
    target.write_text(json.dumps(list(results.values()), indent=1, ensure_ascii=False) + "\n")
    print(f"{len(results)} figures in {target.name}")


main()
