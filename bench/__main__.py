"""Prints every published figure with its method, and writes bench/results.json: `make bench`.

`python -m bench linking` measures one part, and renews only its figures in the file. `make trust` prints those on
access, log and safety, and writes bench/trust.json.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path

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
ANCHORS = {
    "log, ": "none of the peers chains its log",
    "access, cells": "Open Zaak advisories; ASVS 8.2",
    "access, leaks": "Open Zaak advisories; ASVS 8.2",
    "access, planted": "no peer plants faults",
    "kill -9": "no peer publishes this",
    "disk full": "no peer publishes this",
    "large import": "ETO takes 600 rows at a time",
    "same press": "les-emplois: two hirings 0.24 s apart",
    "test strength": "Zulip reaches 98 %; none of fourteen peers plants faults",
    "ASVS": "no peer publishes its table",
}
"""What a figure on trust stands beside, by the beginning of its name."""


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
            print(result.line(), flush=True)
            peer = result.peer or next((text for start, text in ANCHORS.items() if result.name.startswith(start)), "")
            results[result.name] = {**result.as_data(), "peer": peer}
    target.write_text(json.dumps(list(results.values()), indent=1, ensure_ascii=False) + "\n")
    print(f"{len(results)} figures in {target.name}")


main()
