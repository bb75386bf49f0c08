"""A programme manager builds a twelve-week approach in the browser, by keyboard, from nothing."""

from __future__ import annotations

from e2e.people import path_of, press

GO_ON = "Opslaan en verder"
PAGES = (
    {"model-length_weeks": "12", "group-seats": "20", "group-employers": "10"},
    {"roles-0-code": "participant", "roles-0-name": "Deelnemer", "roles-1-code": "job_coach",
     "roles-1-name": "Jobcoach", "roles-1-may_hold": True, "roles-2-code": "employer", "roles-2-name": "Werkgever"},
    {"phases-0-kind": "pre_apprenticeship", "phases-0-name": "Op de werkplek", "phases-0-starts__week": "1",
     "phases-0-length_weeks": "12"},
    {"phases-rhythm-0-phase": "op-de-werkplek", "phases-rhythm-0-kind": "placement",
     "phases-rhythm-0-name": "Werkplek", "phases-rhythm-0-days_per_week": "2", "phases-rhythm-0-hours_per_week": "16"},
    {"participation-voluntary": True},
)  # fmt: skip
LATER = {
    "contacts": {"contacts-0-phase": "op-de-werkplek", "contacts-0-role": "job_coach", "contacts-0-every_weeks": "2"},
    "figures": {
        "success-outcome": "job", "success-name": "Baan na 3 maanden", "success-clock_start": "exit",
        "success-horizon_months": "3", "success-base": "started",
        "stages-0-name": "gestart", "stages-0-phase": "op-de-werkplek",
    },
}  # fmt: skip


def type_in(walker, values) -> None:
    """Every field by keyboard: the cursor goes to it, and keys do the rest."""
    for name, value in values.items():
        field = walker.page.locator(f'main [name="{name}"]').first
        field.focus()
        if value is True:
            walker.page.keyboard.press("Space")
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            walker.page.keyboard.press("Control+a")
            walker.page.keyboard.type(value)


def test_twelve_weeks_of_sixteen_hours_at_ten_employers_are_modelled_from_nothing(walk):
    femke = walk()
    femke.be("femke")
    femke.open("/modellen/nieuw/")
    type_in(femke, {"name": "Aan de Slag"})
    press(femke, "Beginnen")
    overview = path_of(femke).removesuffix("basics/")
    for values in PAGES:
        type_in(femke, values)
        press(femke, GO_ON)
    for part, values in LATER.items():
        femke.open(f"{overview}{part}/")
        type_in(femke, values)
        press(femke, GO_ON)
    femke.open(overview)
    assert "Alles past bij elkaar. U kunt publiceren." in femke.text()
    assert "Werkgevers: 10" in femke.text()
    press(femke, "Publiceren")
    assert femke.page.locator("h1").inner_text() == "Aan de Slag v1"
    assert "Wie nee zegt, hoeft niet te zeggen waarom." in femke.text()
