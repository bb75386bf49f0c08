"""Walks docs/demo.md, step by step. Each step stands alone; its heading in the script is its name here."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from e2e.people import choose, enter_by_link, fill, follow, open_person, open_round, press, type_keys

DOCS = Path(__file__).parents[2] / "docs"
STEPS: dict[str, Callable] = {}
SENTENCE = (
    "Met model v2 stopten in de eerste 20 weken 19 van 120 mensen (16 %, tussen 10 en 23 %).",
    "Met v1 waren dat er 16 van 40 (40 %, tussen 26 en 55 %).",
    "Dat verschil is waarschijnlijk geen toeval; de rondes waren niet in dezelfde tijd.",
)


def step(heading: str) -> Callable[[Callable], Callable]:
    def keep(walked: Callable) -> Callable:
        STEPS[heading] = walked
        return walked

    return keep


def test_the_script_has_these_steps_and_no_other():
    headings = re.findall(r"^## \d+\. (.+)$", (DOCS / "demo.md").read_text(), re.MULTILINE)
    assert headings == list(STEPS)


@step("An ugly workbook, repaired in the grid")
def workbook(walker, region):
    walker.be("femke")
    walker.open("/import/")
    fill(walker, kind="deelnemers", partner="Vennenwerk", round="WelThuis in Zorg · ronde 9")
    walker.page.locator("main [name=file]").set_input_files(DOCS / "demo" / "kandidaten-vennenwerk.xlsx")
    press(walker, "Bekijk het bestand")
    assert "7 rijen gelezen; over te nemen: 5." in walker.text()
    row = walker.page.locator("#rij-7")
    assert "“31-02-1990” is geen dag die bestaat." in row.inner_text()
    row.get_by_label("Geb.datum").fill("28-02-1990")
    press(walker, "Rij bewaren", within=row)
    press(walker, "Laat weg", within=walker.page.locator("#rij-10"))
    assert "over te nemen: 6." in walker.text()
    walker.page.locator("main summary", has_text="Toepassen").click()
    press(walker, "Ja, pas toe")
    assert "ronde 9 · toegepast" in walker.text()
    walker.page.locator("main summary", has_text="Deze levering ongedaan maken").click()
    press(walker, "Ja, maak ongedaan")
    assert "ongedaan gemaakt" in walker.text()
    walker.page.goto(walker.site + "/deelnemers/?q=Akker")
    assert "Mila van den Akker" not in walker.text()


@step("Today, and a note in twenty seconds")
def today(walker, region):
    walker.be("samira")
    assert "mensen hebben vandaag iets van u nodig." in walker.text()
    follow(walker, "Noor van Dijk")
    keys = type_keys(walker, "n")
    walker.page.wait_for_url("**/notitie/**")
    walker.check()
    keys += type_keys(walker, "b", "Tab")
    walker.page.keyboard.type("Praktijkovereenkomst ligt bij school; komt woensdag terug.")
    with walker.page.expect_navigation():
        keys += type_keys(walker, "Control+Enter")
    walker.check()
    assert keys == 4
    assert "Praktijkovereenkomst ligt bij school; komt woensdag terug." in walker.text()


@step("The round on one page")
def round_page(walker, region):
    walker.be("femke")
    open_round(walker, "WelThuis in Zorg · ronde 9")
    steps = walker.page.locator(".ds-funnel").inner_text().split()
    assert [word for word in steps if word in ("30", "34", "27", "22", "0")][:5] == ["30", "34", "27", "22", "0"]
    assert "17 getekend" in walker.text()
    press(walker, "Ronde bevestigen")
    refusal = (
        "Bevestigen kan nog niet: 5 werkplekken te kort. Er zijn 24 plaatsen en 19 werkplekken. Bel Chantal Jaspers"
    )
    assert refusal in walker.page.locator("body").inner_text()


@step("A whole group ticked, and who did not come")
def attendance(walker, region):
    walker.be("marleen")
    open_round(walker, "WelThuis in Zorg · Kleurrijk")
    follow(walker, "Presentie")
    rows = walker.page.locator("[data-grid-row]")
    names = [name.splitlines()[0] for name in rows.all_inner_texts()]
    walker.page.locator("body").focus()
    keys = type_keys(walker, "g", "Tab", *("o" if name == "Noor van Dijk" else "a" for name in names))
    with walker.page.expect_navigation():
        keys += type_keys(walker, "Enter")
    walker.check()
    assert (len(names), keys) == (21, 24)
    assert "Maandag 23 november is ingevuld." in walker.text()
    open_round(walker, "WelThuis in Zorg · ronde 8")
    follow(walker, "Presentie")
    walker.page.get_by_role("radiogroup", name="Lotte Verhagen").get_by_label("zonder bericht").check()
    press(walker, "Bewaar; de anderen waren er")
    enter_by_link(walker, region.links["employer"])
    for name in ("Abel", "Lotte", "Noor"):
        assert re.search(rf"{name}\s+niet aanwezig; de coach weet het", walker.text())
    walker.be("ruud")
    for name in ("Abel Tesfay", "Lotte Verhagen"):
        line = walker.page.locator("main li", has_text=name).first.inner_text()
        assert "Vandaag niet gekomen (werkplek), en geen bericht." in line
    enter_by_link(walker, region.links["participant"])
    assert "Wij hebben u niet gezien. Bel uw coach." in walker.text()


@step("A norm changed without a supplier")
def norm(walker, region):
    walker.be("femke")
    walker.open("/samenwerking/")
    follow(walker, "WelThuis in Zorg v2")
    follow(walker, "Kopiëren en veranderen")
    walker.page.get_by_label("Toeleiding: contact door de jobcoach minstens elke … weken").fill("2")
    walker.page.get_by_label("Papieren leerbaan compleet in week …").fill("14")
    press(walker, "Maak de kopie")
    text = walker.text()
    assert "gekopieerd van WelThuis in Zorg v2" in text
    assert "compleet in week 14" in text
    changed = walker.page.locator("main table", has_text="Is nu").locator("tbody tr").all_inner_texts()
    papers, contact = (" ".join(row.split()) for row in changed)
    assert papers == "Lijsten om af te werken: Papieren leerbaan, af in week 16 14"
    assert "Toeleiding" in contact
    assert contact.endswith(" 3 2")
    name = walker.page.locator("h1").inner_text()
    walker.open("/rondes/nieuw/")
    choose(walker, "programme", "WelThuis in Zorg")
    choose(walker, "model", name)
    fill(walker, name="ronde 11", starts_on="2027-09-06", seats="20", minimum_seats="16")
    press(walker, "Plannen")
    assert name in walker.text()
    assert weeks_of(walker, "Jobcoach") == "week 1–2, 4, 6–20"
    open_round(walker, "WelThuis in Zorg · ronde 8")
    assert "Aanpak WelThuis in Zorg v2" in walker.text()
    assert weeks_of(walker, "Jobcoach") == "week 1–2, 4, 6, 8, 10, 12, 14, 16, 18, 20"


def weeks_of(walker, lane):
    """The weeks of a lane of the round that is open, as its plan in words says them."""
    words = walker.page.locator("details", has_text="Het plan in woorden")
    if words.get_attribute("open") is None:
        words.locator("summary").click()
    [line] = [line for line in words.inner_text().splitlines() if line.startswith(f"{lane}: ")]
    return line.removeprefix(f"{lane}: ")


@step("Did the second version help?")
def versions(walker, region):
    walker.be("femke")
    walker.page.get_by_text("vanaf nu zijn er 40 per week nodig").wait_for()  # fetched beside the list of rounds
    walker.open("/resultaten/")
    assert "445 van 800 op 23 november 2026; nog 355 te gaan tot 25 januari 2027." in walker.text()
    assert "De kans om het doel op tijd te halen is kleiner dan 1 op 100." in walker.text()
    card = walker.page.locator("main section, main article, main .ds-card").filter(has_text=SENTENCE[0])
    follow(walker, "Versies naast elkaar", within=card.last)
    for sentence in SENTENCE:
        assert sentence in walker.text()
    assert walker.page.locator("main svg path").count() > 0
    assert "mensen die er nog zijn" in walker.text()
    walker.page.locator("main summary", has_text="De cijfers als tabel").first.click()
    assert walker.page.locator("main table").first.locator("tbody tr").count() == 7


@step("The same address, another organisation")
def elsewhere(walker, region):
    walker.be("samira")
    address = open_person(walker, "Noor van Dijk")
    walker.be("dounia")
    walker.open(address, status=404)
    hidden = walker.page.locator("main").inner_html()
    walker.open("/deelnemers/00000000-0000-4000-8000-000000000000/", status=404)
    assert walker.page.locator("main").inner_html() == hidden
    assert "Noor" not in hidden


@step("Abel sees who looked")
def who_looked(walker, region):
    walker.be("ruud")
    open_person(walker, "Abel Tesfay")
    enter_by_link(walker, region.links["participant"])
    follow(walker, "Wie zijn dat?")
    looked = walker.page.locator("main").get_by_text("Zij keken").locator("xpath=ancestor::*[.//ul][1]").inner_text()
    assert re.search(r"maandag 23 november, 10\.00\s+Ruud Blom, jobcoach, Vennenwerk", looked)


@pytest.mark.parametrize("heading", STEPS)
def test_the_demo_script(heading, walk, region):
    STEPS[heading](walk(), region)
