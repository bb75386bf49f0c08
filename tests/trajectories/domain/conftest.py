"""Two approaches to move through: one with selection and fixed phases, one with phases side by side."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.domain.versions import read_model

DEMO = Path(str(files("doorstroom.demo"))) / "models"
STANDARD = Path(str(files("doorstroom.programmes.domain"))) / "standard.yaml"


def demo_model(name: str) -> RouteModel:
    return read_model((DEMO / f"{name}.yaml").read_text(), STANDARD.read_text())


@pytest.fixture(scope="session")
def welthuis() -> RouteModel:
    return demo_model("welthuis-v2")


@pytest.fixture(scope="session")
def next_step() -> RouteModel:
    return demo_model("volgende-stap")
