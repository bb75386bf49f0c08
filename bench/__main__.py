"""Prints every published figure with its method, and writes bench/results.json: `make bench`.

`python -m bench linking` measures one part, and renews only its figures in the file.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path

PARTS = ("pages", "outcomes", "taxonomy", "linking")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doorstroom.conf.test")
    import django

    django.setup()
    target = Path(__file__).with_name("results.json")
    parts = sys.argv[1:] or PARTS
    results = {} if not sys.argv[1:] else {row["name"]: row for row in json.loads(target.read_text())}
    for part in parts:
        for result in import_module(f"bench.{part}").measure():
            print(result.line(), flush=True)
            results[result.name] = result.as_data()
    target.write_text(json.dumps(list(results.values()), indent=1, ensure_ascii=False) + "\n")
    print(f"{len(results)} figures in {target.name}")


main()
