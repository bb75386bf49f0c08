"""The parts list of the running installation (CycloneDX 1.6): every installed package that the product needs."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

ROOT = "doorstroom"


def bill_of_materials(*, made_at: str) -> dict[str, Any]:
    """The product, the packages it needs and those they need, each with version, licence and who needs whom."""
    found: dict[str, Distribution] = {}
    needs: dict[str, list[str]] = {}
    waiting = [ROOT]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = distribution(name)
        needs[name] = sorted(set(_needed(found[name])))
        waiting += needs[name]
    own = found.pop(ROOT)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": made_at,
            "component": {"type": "application", "bom-ref": ROOT, "name": ROOT, "version": own.version},
        },
        "components": [_component(name, part) for name, part in sorted(found.items())],
        "dependencies": [{"ref": name, "dependsOn": parts} for name, parts in sorted(needs.items())],
    }


def _needed(part: Distribution) -> list[str]:
    """Installed packages among what this one asks for; what only another system needs is not there."""
    names = []
    for line in part.requires or ():
        match = re.match(r"[A-Za-z0-9._-]+", line)
        name = re.sub(r"[-_.]+", "-", match[0]).lower() if match else ""
        if name and "extra ==" not in line.replace("extra==", "extra ==") and _installed(name):
            names.append(name)
    return names


def _installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _component(name: str, part: Distribution) -> dict[str, Any]:
    described = part.metadata.json
    licence = str(described.get("license_expression") or described.get("license") or "")
    return {
        "type": "library",
        "bom-ref": name,
        "name": name,
        "version": part.version,
        "purl": f"pkg:pypi/{name}@{part.version}",
        **({"licenses": [{"license": {"name": licence.splitlines()[0][:100]}}]} if licence.strip() else {}),
    }
