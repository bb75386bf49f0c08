"""Reads the dictionary of figures that comes with the product: data, in versions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language

from doorstroom.monitoring.domain.indicators import Indicator, Version, read_dictionary
from doorstroom.programmes.domain.versions import read_yaml

LANGUAGES = ("nl", "en")


@cache
def dictionary() -> Mapping[str, Indicator]:
    text = files("doorstroom.monitoring").joinpath("data", "indicators.yaml").read_text(encoding="utf-8")
    return read_dictionary(read_yaml(text)["indicators"], LANGUAGES)


def version_of(label: str) -> Version:
    """The entry behind a label such as `job_in_time/1`; an unknown one is a mistake of ours, and says so."""
    code, _, number = label.partition("/")
    return dictionary()[code].versions[int(number) - 1]


def in_words(texts: Mapping[str, str]) -> str:
    """In the reader's language, English where there is none."""
    return texts.get((get_language() or "nl").split("-")[0], texts["en"])


def definition(label: str) -> str:
    """The sentence that stands beside a figure."""
    return in_words(version_of(label).numerator)
