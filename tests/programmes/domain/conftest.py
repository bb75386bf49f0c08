"""Route models to test with: those of the demo region and three that nobody wrote code for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.domain.versions import read_model

OWN = Path(__file__).parent / "models"
DEMO = Path(str(files("doorstroom.demo"))) / "models"
STANDARD = Path(str(files("doorstroom.programmes.domain"))) / "standard.yaml"


@pytest.fixture(scope="session")
def model() -> Callable[[str], RouteModel]:
    @cache
    def read(name: str) -> RouteModel:
        path = next(folder / f"{name}.yaml" for folder in (DEMO, OWN) if (folder / f"{name}.yaml").exists())
        return read_model(path.read_text(), STANDARD.read_text())

    return read
