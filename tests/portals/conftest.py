"""A caseworker, and a trajectory of hers that runs."""

import pytest

from factories.trajectories import colleague, programme_with_model, under_way


@pytest.fixture
def samira(as_system):
    return colleague()


@pytest.fixture
def trajectory(samira):
    return under_way(samira, programme_with_model(desk=samira.organisation))
