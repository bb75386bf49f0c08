"""The form on which people say what the sentences mean holds the sentences that the product says today."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from django.utils import translation

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "domain" / "reading_form.py"


@pytest.fixture(scope="module")
def script():
    spec = spec_from_file_location("reading_form", SCRIPT)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_form_holds_what_the_product_says(script):
    with translation.override("nl"):
        assert script.PAGE.read_text() == script.form()


def test_forty_sentences_of_which_no_right_answer_goes_too_far(script):
    """The third conclusion ("proven that nothing changes", "the new version is the cause") is never right."""
    with translation.override("nl"):
        answers = [answer for _, answer in [*script.verdicts(), *script.comparisons()]]
    assert len(answers) == 40
    assert {half: sorted(set(answers[half : half + 20])) for half in (0, 20)} == {
        0: ["a", "b", "d"],
        20: ["a", "b", "d"],
    }
    assert min(answers.count(each) for each in "abd") >= 10
