"""The partners' files that are not part of the repository."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def delivered() -> Path:
    """`DOORSTROOM_DATA`, or the folder shared/data next to the checkout."""
    data = Path(os.environ.get("DOORSTROOM_DATA", CHECKOUT.parent / "shared" / "data")) / "import"
    if not (data / "expected.json").exists():
        pytest.skip(f"partners' files not found in {data}; set DOORSTROOM_DATA")
    return data
