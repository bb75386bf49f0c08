from collections.abc import Callable
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler


@pytest.fixture
def render() -> Callable[..., str]:
    """Renders a piece of a page in English, with components as in a file."""

    def rendered(source: str, language: str = "en", **context: Any) -> str:
        with translation.override(language):
            return Template(CottonCompiler().process(source)).render(Context(context))

    return rendered
