"""Prints every published figure with its method, and writes bench/results.json: `make bench`."""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path

PARTS = ("pages", "outcomes", "taxonomy")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doorstroom.conf.test")
    import django

    django.setup()
    results = []
    for part in PARTS:
        for result in import_module(f"bench.{part}").measure():
            print(result.line(), flush=True)
            results.append(result.as_data())
    target = Path(__file__).with_name("results.json")
    target.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    print(f"{len(results)} figures in {target.name}")


main()
