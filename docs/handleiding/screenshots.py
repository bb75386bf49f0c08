"""Makes the pictures of the handleiding anew, from a demo that runs: `make screenshots` (PORT=…, as for `make demo`).

Run it on a demo that was just built: the pictures show the region as it stands at first.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).parent / "beelden"
WORKBOOK = Path(__file__).parents[1] / "demo" / "kandidaten-vennenwerk.xlsx"
HIGHEST = {1280: 900, 390: 1400}  # keeps a picture below 150 kB
FLAGS = ["--disable-gpu", "--no-sandbox", "--no-first-run", "--disable-background-networking"]


@dataclass(frozen=True)
class Picture:
    """`way` leads from the first page of `who` to the page: an address, or the words of a link, one after another."""

    name: str
    who: str
    way: tuple[str, ...] = ()
    width: int = 1280
    highest: int = 0


PICTURES_WANTED = (
    Picture("vandaag-1280", "samira", highest=800),
    Picture("vandaag-390", "ruud", width=390),
    Picture("vraagstuk-1280", "bo", ("/samenwerking/", "Helpenden in de thuiszorg")),
    Picture("werkgever-1280", "chantal", ("/werkgevers/?q=kastanje", "Woonvorm Kastanje")),
    Picture("werkplek-1280", "chantal", ("/werkgevers/?q=kastanje", "Woonvorm Kastanje", "Werkplek toevoegen")),
    Picture("ronde-1280", "femke", ("/rondes/", "ronde 9")),
    Picture("model-1280", "femke", ("/samenwerking/", "WelThuis in Zorg v2", "Kopiëren en veranderen")),
    Picture("werving-1280", "femke", ("/rondes/", "ronde 9", "Werving")),
    Picture("import-1280", "femke", ("/import/",)),
    Picture("meedoen-390", "", ("/meedoen/",), 390),
    Picture("selectie-1280", "marleen", ("/rondes/", "ronde 9", "Selectie", "Petra Rahimi")),
    Picture("plekken-1280", "samira", ("/deelnemers/?q=elik", "Emre Çelik", "{page}plekken/")),
    Picture("start-1280", "samira", ("/deelnemers/?q=elik", "Emre Çelik", "Naar de start")),
    Picture("presentie-1280", "marleen", ("/rondes/", "Kleurrijk", "Presentie")),
    Picture("notitie-1280", "samira", ("/deelnemers/?q=dijk", "Noor van Dijk", "Contact noteren")),
    Picture("deelnemer-1280", "samira", ("/deelnemers/?q=dijk", "Noor van Dijk")),
    Picture("nazorg-1280", "samira", ("/nazorg/",)),
    Picture("resultaten-1280", "femke", ("/resultaten/",)),
    Picture("versies-1280", "femke", ("/resultaten/", "@WelThuis in Zorg", "Versies naast elkaar"), highest=700),
    Picture("mijn-week-390", "Abel Tesfay", (), 390),
    Picture("wie-ziet-mij-390", "Abel Tesfay", ("/mijn-week/wie-ziet-mij/",), 390),
    Picture("onze-week-390", "Zorgkring Oost", (), 390),
)


def main(site: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for picture in PICTURES_WANTED:
            take(browser, site, picture)
        browser.close()


def take(browser: Browser, site: str, picture: Picture) -> None:
    context = browser.new_context(locale="nl-NL", viewport={"width": picture.width, "height": 844})
    page = context.new_page()
    arrive(page, site, picture.who)
    walk(page, site, picture.way)
    if picture.name.startswith("import"):
        upload(page)
    page.screenshot(
        path=PICTURES / f"{picture.name}.png",
        clip=clip(page, picture.width, picture.highest or HIGHEST[picture.width]),
        full_page=True,
    )
    context.close()
    sys.stdout.write(f"{picture.name}\n")


def arrive(page: Page, site: str, who: str) -> None:
    """As one of the staff, by a link with its code, or as nobody."""
    page.goto(site + "/demo/")
    button = page.locator(f'form:has(input[value="{who}"]) button')
    if who.islower():
        button.click()
    elif who:
        line = page.locator("main li", has_text=who).last
        code = re.search(r"code (\d{6})", line.inner_text())
        line.get_by_role("link").click()
        page.locator("main [name=code]").fill(code.group(1) if code else "")
        page.locator("main form button").first.click()
    page.wait_for_load_state()


def walk(page: Page, site: str, way: Iterable[str]) -> None:
    within = page.locator("main")
    for step in way:
        if step.startswith("@"):
            within = page.locator("main .ds-card", has=page.get_by_role("heading", name=step[1:], exact=True)).last
            continue
        if step.startswith(("/", "{page}")):
            page.goto(site + step if step.startswith("/") else step.format(page=page.url))
        else:
            within.get_by_role("link", name=step).first.click()
        page.wait_for_load_state()
        within = page.locator("main")


def upload(page: Page) -> None:
    """Look at the workbook of the demo; nothing is applied, so no people are written."""
    for field, words in (("kind", "deelnemers"), ("partner", "Vennenwerk"), ("round", "WelThuis in Zorg · ronde 9")):
        page.locator(f"main [name={field}]").select_option(label=words)
    page.locator("main [name=file]").set_input_files(WORKBOOK)
    page.get_by_role("button", name="Bekijk het bestand").click()
    page.wait_for_load_state()


def clip(page: Page, width: int, highest: int) -> dict[str, float]:
    height = page.evaluate("document.documentElement.scrollHeight")
    return {"x": 0, "y": 0, "width": width, "height": min(height, highest)}


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
