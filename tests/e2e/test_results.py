"""Every results page of a programme in the browser: open to axe at two widths, and from a week to the people in it."""

from __future__ import annotations

import re

import pytest

from e2e.people import follow

PAGES = (
    "", "stroom/", "uitval/", "paden/", "trechter/", "blijvend-werk/", "versies/", "rondes/", "vooruit/", "toegang/",
    "vastleggen/", "simulatie/", "publiceren/", "onderzoek/",
)  # fmt: skip


def first_programme(walker, name: str) -> str:
    walker.be("femke")
    walker.open("/resultaten/")
    card = walker.page.locator("section", has=walker.page.get_by_role("heading", name=name, exact=True))
    return card.get_by_role("link", name="Hoe het loopt").first.get_attribute("href")


@pytest.mark.parametrize("name", ["WelThuis in Zorg", "Achtkracht"])
def test_every_results_page_is_open_to_everybody(walk, name):
    femke = walk()
    base = first_programme(femke, name)
    for page in PAGES:
        femke.open(base + page)
    femke.open("/resultaten/datalab/")
    femke.open("/resultaten/definities/")
    femke.open("/esf/")


def test_which_week_and_why_in_two_clicks(walk):
    femke = walk()
    femke.open(first_programme(femke, "WelThuis in Zorg"))
    follow(femke, "In welke week, en waarom stoppen mensen?")
    follow(femke, re.compile("^week 2$"))
    assert "Alleen week 2." in femke.text()


def test_anybody_finds_the_public_results_from_the_first_page(walk):
    somebody = walk()
    somebody.open("/meedoen/")
    follow(somebody, "Hoe het anderen verging")
    assert somebody.page.url.endswith("/uitkomsten/")
    assert "Achtkracht" in somebody.text()
