"""Places for a person and people for a place in the browser, by who guides, who keeps employers, and who answers."""

from __future__ import annotations

import re

from e2e.people import fill, follow, press


def test_a_word_of_each_side_and_what_an_account_manager_reads(walk):
    samira, chantal, erik = walk(), walk(), walk()
    samira.be("samira")
    samira.open("/deelnemers/?q=Noor")
    follow(samira, "Noor van Dijk")
    follow(samira, "Plekken die passen")
    assert "Plekken voor Noor van Dijk" in samira.page.locator("h1").inner_text()
    follow(samira, "Wat een werkgeversadviseur mag lezen")
    fill(samira, days="Dinsdag kan ik niet.")
    press(samira, "De deelnemer keurt deze woorden goed")
    assert samira.page.locator("main [name=days]").input_value() == "Dinsdag kan ik niet."
    follow(samira, "Plekken voor Noor van Dijk")
    follow(samira, "Ja of nee")
    fill(samira, side="caseworker", willing="yes")
    press(samira, "Noteren")
    assert "Schrijf uw eigen reden op" in samira.text()
    fill(samira, reason="Past bij wat zij leert.")
    press(samira, "Noteren")
    assert "“Past bij wat zij leert.”" in samira.text()
    chantal.be("chantal")
    chantal.open("/werkgevers/?q=Zorg")
    follow(chantal, re.compile("Zorg"))
    follow(chantal, re.compile("^Mensen voor"))
    assert "Wat het lichaam kan en wat helpt om goed te werken telt hier niet mee." in chantal.text()
    samira.open("/plekken/eisen-nakijken/")
    erik.be("erik")
    erik.open("/resultaten/gelijke-kansen/")
    assert erik.page.locator("main h2").first.inner_text() == "Wat dit niet kan laten zien"


def test_people_stand_in_the_same_neutral_order_for_two_colleagues(walk):
    """Names that both may see stand in one order; nobody has a score."""
    first, second = walk(), walk()
    first.be("samira")
    first.open("/werkgevers/?q=Zorg")
    follow(first, re.compile("Zorg"))
    follow(first, re.compile("^Mensen voor"))
    second.be("ruud")
    second.open(re.sub(r"^https?://[^/]+", "", first.page.url))
    names = [
        each.page.locator("main article h3, main section h3, main h3").all_inner_texts() for each in (first, second)
    ]
    both = set(names[0]) & set(names[1])
    assert [name for name in names[0] if name in both] == [name for name in names[1] if name in both]
    assert "score" not in first.text().lower()
