"""The plan of a round in the browser: asked for, read, and one placement proposed."""

from __future__ import annotations

import os
import re

from e2e.people import follow, press


def test_a_plan_is_made_read_and_one_place_is_proposed(walk):
    chantal = walk()
    chantal.be("chantal")
    chantal.open("/rondes/")
    follow(chantal, re.compile("ronde 9"))
    follow(chantal, "Bekijk wie waar terecht kan")
    assert chantal.page.locator("h1").inner_text() == "Wie waar terecht kan"
    chantal.page.set_default_timeout(90_000)  # a busy machine plans slowly; the planner bounds itself
    press(chantal, "Maak het plan")
    assert "Hoe goed dit plan is" in chantal.text()
    if folder := os.environ.get("DOORSTROOM_E2E_PICTURES"):
        for width in (1280, 320):
            chantal.page.set_viewport_size({"width": width, "height": 900})
            chantal.page.screenshot(path=f"{folder}/plan-{width}.png", full_page=True)
