"""What every walk does: fill a field by its label, press a button, open a link, find somebody's page."""

from __future__ import annotations

import re


def press(walker, name, *, within=None) -> None:
    """Press the button with these words, and look at the page that comes."""
    (within or walker.page.locator("main")).get_by_role("button", name=name).first.click()
    walker.page.wait_for_load_state()
    walker.check()


def follow(walker, name, *, within=None) -> None:
    (within or walker.page.locator("main")).get_by_role("link", name=name).first.click()
    walker.page.wait_for_load_state()
    walker.check()


def fill(walker, **values: str) -> None:
    """Fields by the name they have in the form: choices are chosen by their words, the others are typed."""
    for name, value in values.items():
        field = walker.page.locator(f"main [name={name}]")
        if field.first.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        elif field.first.get_attribute("type") == "radio":
            walker.page.locator(f'main [name={name}][value="{value}"]').check()
        else:
            field.fill(value)


def choose(walker, name: str, words: str) -> None:
    """The option of a select whose text begins with these words."""
    option = walker.page.locator(f"main select[name={name}] option").filter(has_text=words).first
    walker.page.locator(f"main select[name={name}]").select_option(option.get_attribute("value"))


def path_of(walker) -> str:
    return re.sub(r"^https?://[^/]+", "", walker.page.url)


def open_round(walker, name: str) -> str:
    walker.open("/rondes/")
    follow(walker, re.compile(re.escape(name)))
    return path_of(walker)


def open_person(walker, name: str) -> str:
    walker.page.goto(f"{walker.site}/deelnemers/?q={name.split()[-1]}")
    follow(walker, name)
    return path_of(walker)


def enter_by_link(walker, link: dict[str, str]) -> None:
    """The way in without an account: the link, then the code."""
    walker.context.clear_cookies()
    walker.open({"participant": "/m/", "employer": "/w/"}[link["who"]] + link["token"] + "/")
    fill(walker, code=link["code"])
    walker.page.locator("main form button[type=submit]").first.click()
    walker.page.wait_for_load_state()
    walker.check()


def type_keys(walker, *keys: str) -> int:
    """Press these keys one after another; returns how many."""
    for key in keys:
        walker.page.keyboard.press(key)
    return len(keys)
