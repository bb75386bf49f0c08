"""A morning of each role by keyboard alone: Tab, Space, Enter and what one types; every page is checked on the way."""

from __future__ import annotations

import re

from e2e.people import enter_by_link, type_keys

MOST_TABS = 120
MARKED = """() => { const at = document.activeElement;
  return [at, at.parentElement, at.nextElementSibling].some((each) => each
    && (getComputedStyle(each).outlineStyle !== "none" || getComputedStyle(each).boxShadow !== "none")) }"""
"""Where the cursor stands, around it or on the label beside it."""


def reach(walker, css: str, words: str = "") -> None:
    """Tab until the cursor stands on this, and see that one can see where it stands."""
    for _ in range(MOST_TABS):
        walker.page.keyboard.press("Tab")
        here = walker.page.evaluate(
            "([css, words]) => { const at = document.activeElement;"
            " return at.matches(css) && at.textContent.includes(words) }", [css, words],
        )  # fmt: skip
        if here:
            assert walker.page.evaluate(MARKED), f"no mark around {css} {words}"
            return
    raise AssertionError(f"Tab never comes to {css} {words} on {walker.page.url}")


def enter(walker, css: str, words: str = "") -> None:
    reach(walker, css, words)
    with walker.page.expect_navigation():
        type_keys(walker, "Enter")
    walker.check()


def job_coach_keeps_a_letter(walker) -> None:
    enter(walker, "main .ds-list a[href^='/deelnemers/']")
    enter(walker, "a", "Brieven")
    enter(walker, "main a", "Overzicht van het traject")
    reach(walker, "textarea[name=own_words]")
    walker.page.keyboard.type("We bellen vrijdag.")
    enter(walker, "main button", "Brief bewaren")
    assert "De brief staat in het dossier" in walker.page.inner_text("body")


def account_manager_agrees_what_follows(walker) -> None:
    assert walker.page.get_by_role("link", name="Wat daarna?").count() == 6
    enter(walker, "main a", "Wat daarna?")
    reach(walker, "input[name=path]")
    type_keys(walker, "Space")
    reach(walker, "[name=note]")
    walker.page.keyboard.type("Half jaar erbij.")
    enter(walker, "main button[type=submit]")
    assert "Half jaar erbij." in walker.text()


def administrator_changes_a_promise(walker) -> None:
    enter(walker, "nav a", "Samenwerking")
    enter(walker, "main a", "Wat wij beloven")
    reach(walker, "input[name=next_step_days]")
    type_keys(walker, "Control+a")
    walker.page.keyboard.type("5")
    reach(walker, "input[name=because]")
    walker.page.keyboard.type("Stuurgroep van november")
    enter(walker, "main button[type=submit]", "Opslaan")
    assert re.search(r"Vanaf 23 november 2026.*Stuurgroep van november", walker.text(), re.S)


def board_reads_which_issue_has_one_owner(walker) -> None:
    enter(walker, "nav a", "Vandaag")
    enter(walker, "main a", "Helpenden in de thuiszorg vertrekken")
    assert walker.page.locator("h1").inner_text().startswith("Helpenden in de thuiszorg")


def privacy_officer_opens_what_waits(walker) -> None:
    enter(walker, "nav a", "Vandaag")
    enter(walker, "main .ds-list a[href^='/logcontrole/']")
    assert "Oktober 2026" in walker.text()


def researcher_compares_versions(walker) -> None:
    enter(walker, "nav a", "Resultaten")
    enter(walker, "main a[href^='/resultaten/']")
    assert walker.page.url.count("/resultaten/") == 1
    assert walker.page.url != f"{walker.site}/resultaten/"


def participant_cannot_come(walker) -> None:
    enter(walker, "main a", "Ik kan niet komen")
    for name in ("day", "reason"):
        reach(walker, f"input[name={name}]")
        type_keys(walker, "Space")
    enter(walker, "main button[type=submit]")
    assert "U heeft laten weten dat u niet komt." in walker.text()


def employer_answers(walker) -> None:
    for name in dict.fromkeys(
        walker.page.eval_on_selector_all("main input[type=radio]", "all => all.map(e => e.name)")
    ):
        reach(walker, f'input[name="{name}"]')
        type_keys(walker, "Space")
    enter(walker, "main button[type=submit]")
    assert "Herstel" not in walker.text()


def caseworker_finds_somebody_while_typing(walker) -> None:
    type_keys(walker, "Control+k")
    walker.page.keyboard.type("ziellinski")
    walker.page.get_by_role("link", name="Piotr Zieliński").first.wait_for()
    walker.check()
    enter(walker, ".ds-found a", "Piotr Zieliński")
    assert walker.page.locator("h1").inner_text() == "Piotr Zieliński"


STAFF = {
    "samira": caseworker_finds_somebody_while_typing,
    "ruud": job_coach_keeps_a_letter,
    "chantal": account_manager_agrees_what_follows,
    "wendy": administrator_changes_a_promise,
    "bo": board_reads_which_issue_has_one_owner,
    "erik": privacy_officer_opens_what_waits,
    "nadia": researcher_compares_versions,
}


def test_a_morning_of_each_role_by_keyboard_alone(walk, region):
    """One copy of the region for all of them: none needs what another did."""
    for persona, journey in STAFF.items():
        walker = walk()
        walker.be(persona)
        journey(walker)
    for who, journey in (("participant", participant_cannot_come), ("employer", employer_answers)):
        walker = walk()
        enter_by_link(walker, region.links[who])
        journey(walker)
