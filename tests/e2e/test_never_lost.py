"""Typed once, never lost: a draft comes back elsewhere, and two who change one field both see what happened."""

from __future__ import annotations

import re

from e2e.people import follow, press

TYPED = "Hij wil avonddiensten; ik vraag het na."


def person_of(walker) -> str:
    """The address of Abel's page."""
    walker.open("/deelnemers/?q=Abel+Tesfay")
    follow(walker, "Abel Tesfay")
    return walker.page.url.removeprefix(walker.site)


def test_a_draft_is_kept_in_three_seconds_and_comes_back_in_another_browser(walk):
    samira = walk()
    samira.be("samira")
    note = f"/notitie/?person={person_of(samira).strip('/').split('/')[-1]}"
    samira.open(note)
    samira.page.locator("textarea[name=text]").fill(TYPED)
    samira.page.wait_for_selector("[data-draft-kept]", state="attached", timeout=3000)
    samira.context.clear_cookies()  # a time-out

    from playwright.sync_api import expect  # there only with the browser

    elsewhere = walk()
    elsewhere.be("samira")
    elsewhere.open(note)
    expect(elsewhere.page.locator("textarea[name=text]")).to_have_value(TYPED)
    assert "Uw tekst die nog niet was opgeslagen, staat er weer" in elsewhere.text()
    elsewhere.check()
    elsewhere.page.locator("select[name=channel]").select_option("phone")
    press(elsewhere, "Notitie bewaren")
    assert TYPED in elsewhere.text()
    elsewhere.open(note)
    elsewhere.page.wait_for_load_state("networkidle")
    assert elsewhere.page.locator("textarea[name=text]").input_value() == "", "saved, so no longer a draft"


def test_back_and_press_again_writes_once(walk):
    samira = walk()
    samira.be("samira")
    samira.open(f"/notitie/?person={person_of(samira).strip('/').split('/')[-1]}")
    samira.page.locator("select[name=channel]").select_option("phone")
    samira.page.locator("textarea[name=text]").fill(TYPED)
    samira.page.get_by_role("button", name="Notitie bewaren").dblclick()
    samira.page.wait_for_url(re.compile("/deelnemers/"))
    samira.page.wait_for_load_state()
    assert samira.text().count(TYPED) == 1


def test_two_who_change_one_field_see_both_values(walk):
    samira, ruud = walk(), walk()
    samira.be("samira")
    ruud.be("ruud")
    address = person_of(samira) + "gegevens/"
    samira.open(address)
    ruud.open(address)
    ruud.page.locator("input[name=phone]").fill("06-33333333")
    press(ruud, "Opslaan")
    samira.page.locator("input[name=phone]").fill("06-22222222")
    press(samira, "Opslaan")
    samira.check()
    assert "Iemand anders veranderde hetzelfde" in samira.text()
    samira.page.get_by_label(re.compile("06-33333333")).check()
    press(samira, "Opslaan")
    assert "06-33333333" in samira.text()
