"""The partners' files that are not part of the repository, and the context of the demo region."""

import os
from datetime import date
from pathlib import Path

import pytest

from doorstroom.imports.domain.context import ImportContext

CHECKOUT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def partner_files() -> Path:
    """`DOORSTROOM_DATA`, or the folder shared/data next to the checkout."""
    data = Path(os.environ.get("DOORSTROOM_DATA", CHECKOUT.parent / "shared" / "data")) / "import"
    if not (data / "expected.json").exists():
        pytest.skip(f"partners' files not found in {data}; set DOORSTROOM_DATA")
    return data


@pytest.fixture
def context() -> ImportContext:
    """Monday 23 November 2026, a round that starts on 1 February 2027 for people of 18 and older."""
    return ImportContext(today=date(2026, 11, 23), start=date(2027, 2, 1), minimum_age=18)
