"""The difference between two versions speaks the reader's language."""

from importlib.resources import files

import pytest
from django.utils import translation

from doorstroom.programmes.domain.versions import diff, read_model
from doorstroom.programmes.views.differences import in_words


@pytest.fixture(scope="module")
def versions():
    folder = files("doorstroom.demo") / "models"
    return [read_model((folder / f"welthuis-v{n}.yaml").read_text(encoding="utf-8")) for n in (1, 2)]


def told(versions, language):
    with translation.override(language):
        rows = in_words(diff(*versions), *versions)
    return {(row.part, row.what): (row.before, row.after) for row in rows}


def test_codes_become_the_names_that_the_model_gives_them(versions):
    dutch = told(versions, "nl")
    assert dutch["de groep", "plaatsen"] == ("20", "24")
    assert dutch["terugkijken", "Na 6 maanden, wiens taak"] == ("Klantmanager", "Jobcoach")
    assert dutch["contact", "Toeleiding · Klantmanager"] == ("minstens elke 6 weken", "–")
    assert dutch["fasen", "Nazorg"] == ("–", "Nazorg")


def test_no_path_block_or_other_language_is_left(versions):
    for language in ("nl", "en"):
        text = str(told(versions, language))
        assert not any(mark in text for mark in ("{'", "['", "].", "None", "every_weeks", "job_coach"))
    assert ("description", "") in told(versions, "en")
