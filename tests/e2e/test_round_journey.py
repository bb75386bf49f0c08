"""The whole round in the browser, by the people who do each step. Every test has its own people and stands alone."""

from __future__ import annotations

import re

from e2e.people import choose, enter_by_link, fill, follow, open_person, open_round, path_of, press, type_keys

DEMO_DAY = "2026-11-23"


def test_an_issue_needs_a_second_owner(walk):
    walker = walk()
    walker.be("bo")
    walker.open("/samenwerking/vraagstukken/nieuw/")
    fill(
        walker, title="Te weinig helpenden in het westen", area="West", people_short="35",
        occupations="helpende zorg en welzijn", proof="Uitvraag bij vier thuiszorgorganisaties, oktober 2026.",
    )  # fmt: skip
    press(walker, "Aanmelden")
    press(walker, "Naar “verkend”")
    fill(walker, decision="Wij pakken dit samen op.")
    press(walker, "Naar “vastgesteld”")
    assert "tweede organisatie" in walker.text()
    assert walker.page.locator("main [aria-current=step]").inner_text().startswith("verkend")
    choose(walker, "organisation", "Gemeente Oosterwade")
    press(walker, "Eigenaar toevoegen")
    fill(walker, decision="Wij pakken dit samen op.")
    press(walker, "Naar “vastgesteld”")
    assert walker.page.locator("main [aria-current=step]").inner_text().startswith("vastgesteld")


def test_a_round_from_plan_to_confirmation(walk):
    femke, samira, other = walk(), walk(), walk()
    address = _plan_and_ask(femke)
    _nominate(samira, address, "Yusuf Aydın")
    _join(other)
    _meet(femke, address, "Yusuf Aydın")
    other.be("chantal")
    _offer_place(other)
    femke.open(address)
    press(femke, "Ronde bevestigen")
    assert "2 werkplekken te kort" in femke.page.locator("body").inner_text()
    femke.open(address + "plaatsen/")
    fill(femke, seats="1")
    press(femke, "Aantal plaatsen wijzigen")
    femke.open(address + "werkplekken/")
    choose(femke, "place", "medewerker linnenkamer")
    fill(femke, seats="1", status="signed", given_by="Joost Hermans", given_on=DEMO_DAY)
    press(femke, "Laten meetellen")
    assert "1 getekend" in femke.text()
    _sign(other, address, "marleen", "chantal")
    femke.open(address)
    press(femke, "Ronde bevestigen")
    femke.open("/rondes/")
    assert "bevestigd" in femke.page.locator("main li", has_text="proefronde").inner_text()


def _plan_and_ask(walker) -> str:
    walker.be("femke")
    walker.open("/rondes/nieuw/")
    choose(walker, "programme", "WelThuis in Zorg")
    choose(walker, "model", "WelThuis in Zorg v2")
    fill(walker, name="proefronde", starts_on="2027-03-01", seats="2", minimum_seats="1")
    press(walker, "Plannen")
    address = path_of(walker)
    assert "20 weken" in walker.text()
    press(walker, "Werving openen")
    walker.open(address + "vragen/")
    choose(walker, "organisation", "Gemeente Lindervoort")
    fill(walker, people="2", due_on="2026-12-14")
    press(walker, "Vragen")
    return address


def _nominate(walker, address: str, name: str) -> None:
    walker.be("samira")
    walker.open(address + f"voordragen/?q={name.split()[-1]}")
    walker.page.get_by_label(name).check()
    press(walker, "Voordragen")
    assert name in walker.page.locator("body").inner_text()


def _join(walker) -> None:
    """Somebody comes by herself, without an account."""
    walker.open("/meedoen/")
    walker.page.get_by_label(re.compile("WelThuis in Zorg, start op 1 maart 2027")).check()
    fill(walker, given_name="Soraya", family_name="Mansour", birth_date="1990-04-12", phone="06-41559911")
    press(walker, "Meld mij aan")
    assert path_of(walker) == "/meedoen/gelukt/"


def _meet(walker, address: str, name: str) -> None:
    walker.open(address + "bijeenkomst/")
    fill(walker, on=DEMO_DAY, at="09:00", location="Lindecollege, lokaal 1.07")
    walker.page.locator("main form button[type=submit]").last.click()
    walker.page.wait_for_load_state()
    walker.check()
    press(walker, "Eerst bekijken")
    press(walker, "Ja, uitnodigen")
    walker.page.get_by_label(name).select_option(label="kwam")
    press(walker, "Noteren")
    walker.open(address)
    assert "1\nkwam" in walker.page.locator(".ds-funnel").inner_text()


def _offer_place(walker) -> None:
    walker.open("/werkgevers/?q=zorgkring")
    follow(walker, "Zorgkring Oost")
    follow(walker, "Werkplek toevoegen")
    choose(walker, "site", "Zorgkring Oost")
    fill(walker, occupation="medewerker linnenkamer", number="1", tasks="Linnen sorteren", hours_per_week="24")
    walker.page.locator("main").get_by_role("button", name="Noteren").click()
    walker.page.wait_for_load_state()
    walker.check()


def _sign(walker, address: str, *partners: str) -> None:
    """The school and the account manager, each for the own organisation."""
    for partner in partners:
        walker.be(partner)
        walker.open(address + "partners/")
        press(walker, "Teken voor één plaats")
    assert "nog niet getekend" not in walker.text()


def test_a_diploma_counts_once(walk):
    walker = walk()
    walker.be("marleen")
    walker.open("/deelnemers/")
    walker.page.locator("main .ds-person-row__name").first.click()
    walker.page.wait_for_load_state()
    for answer in ("Opgeslagen.", "Dit stond er al; het telt één keer."):
        follow(walker, "Diploma vastleggen", within=walker.page)
        fill(walker, name="Praktijkverklaring helpende", awarded_on=DEMO_DAY)
        walker.page.locator("main [name=kind]").first.check()
        choose(walker, "issuer", "Lindecollege")
        walker.page.locator("main form button[type=submit]").last.click()
        walker.page.wait_for_load_state()
        walker.check()
        assert answer in walker.page.locator("body").inner_text()


def test_somebody_registers_and_tells_what_she_wants(walk):
    walker = walk()
    walker.be("samira")
    walker.open("/deelnemers/nieuw/")
    fill(walker, given_name="Roos", family_name="van der Zanden", birth_date="2001-05-04", phone="06-10004321",
         source="een folder in de bibliotheek")  # fmt: skip
    choose(walker, "programme", "WelThuis in Zorg")
    walker.page.locator("main [name=basis_told]").check()
    press(walker, "Aanmelden")
    person = path_of(walker)
    assert "Roos van der Zanden" in walker.page.locator("h1").inner_text()
    walker.page.goto(walker.site + walker.page.locator("main a[href$='/intake/']").first.get_attribute("href"))
    walker.check()
    press(walker, "Intake opslaan")
    assert walker.page.locator("main [name=own_goal]").get_attribute("aria-invalid") == "true"
    fill(walker, own_goal="Ik wil met oude mensen werken, dicht bij huis.", level_speaking="B1")
    press(walker, "Intake opslaan")
    walker.open(person)
    assert "Ik wil met oude mensen werken, dicht bij huis." in walker.text()


def test_two_people_choose_by_the_playbook(walk):
    """The second who says the same settles it; “not now” asks a reason and something else to offer."""
    walker = walk()
    walker.be("marleen")
    address = open_round(walker, "WelThuis in Zorg · ronde 9") + "selectie/"
    walker.open(address + "?uitkomst=open")
    name = walker.page.locator("main li a").first.inner_text()
    follow(walker, name)
    criteria = walker.page.locator("#criteria fieldset")
    for number in range(criteria.count()):
        criteria.nth(number).get_by_label("voldaan", exact=True).check()
    criteria.nth(1).get_by_label("niet voldaan", exact=True).check()
    criteria.nth(1).locator("input[type=text]").fill("de oppas is nog niet geregeld")
    press(walker, "Noteren", within=walker.page.locator("#criteria"))
    fill(walker, met_with="Joost Hermans, Zorgkring Oost", on=DEMO_DAY)
    press(walker, "Noteren", within=walker.page.locator("#kennismaking"))
    _say_not_now(walker)
    assert "Marleen Dekkers: nu niet" in walker.page.locator("#keuze").inner_text()
    assert "Nog 1 persoon moet kiezen." in walker.text()
    walker.be("chantal")
    walker.open(address)
    follow(walker, name)
    _say_not_now(walker)
    assert f"{name}: nu niet. De verwijzer krijgt bericht." in walker.page.locator("body").inner_text()


def _say_not_now(walker) -> None:
    fill(
        walker, outcome="not_now", reason_for_person="U kunt nog geen vier dagen in de week komen.",
        alternative="Taal op de werkvloer, twee ochtenden in de week.",
    )  # fmt: skip
    press(walker, "Dit is mijn keuze")


def test_places_for_a_person_and_a_start_that_an_agreement_guards(walk):
    walker = walk()
    walker.be("samira")
    person = open_person(walker, "Emre Çelik")
    walker.open(person + "plekken/")
    assert re.search(r"\d+ plekken passen\.", walker.text())
    assert "binnen de eigen grens" in walker.text()
    walker.open(person)
    follow(walker, "Naar de start")
    start = path_of(walker)
    assert "Eén ding is nog niet rond voor de start." in walker.text()
    fill(walker, on=DEMO_DAY)
    press(walker, "Traject starten")
    assert "Een werkplek die begint" in walker.text()
    walker.open(start)
    walker.page.locator("main summary", has_text="Voorlopig laten passeren").click()
    card = walker.page.locator("main details[open]").last
    card.locator("[name$=confirmed_by]").fill("Femke de Ruiter, Werkcentrum Lindevallei")
    card.locator("[name$=reason]").fill("De werkgever tekent vrijdag.")
    card.locator("[name$=expires_on]").fill("2026-12-04")
    press(walker, "Laten passeren", within=card)
    walker.open(person)
    assert "Nog open: Een werkplek die begint" in walker.text()
    assert "Regel dit vóór 4 december 2026." in walker.text()
    walker.be("femke")  # who leads the programme starts, or the job coach
    walker.open(start)
    fill(walker, on=DEMO_DAY)
    press(walker, "Traject starten")
    assert "onderweg" in walker.text()
    assert path_of(walker).startswith(person)


def test_a_note_by_keyboard_from_anywhere(walk):
    walker = walk()
    walker.be("samira")
    keys = type_keys(walker, "n")
    walker.page.wait_for_url("**/notitie/")
    walker.check()
    walker.page.keyboard.type("Hanna Bekele")
    keys += type_keys(walker, "Tab", "t", "Tab")
    walker.page.keyboard.type("Belde over de oppas op dinsdag.")
    with walker.page.expect_navigation():
        keys += type_keys(walker, "Control+Enter")
    walker.check()
    assert keys == 5
    assert "Uw notitie over Hanna Bekele is bewaard." in walker.page.locator("body").inner_text()
    assert "Belde over de oppas op dinsdag." in walker.text()


def test_attendance_by_keyboard_names_only_who_was_away(walk):
    """The shortest way: past the ones who came, one letter for the one who was sick, Enter."""
    walker = walk()
    walker.be("marleen")
    address = open_round(walker, "WelThuis in Zorg · Kleurrijk")
    walker.open(address + "presentie/?dag=2026-11-18")
    rows = walker.page.locator("[data-grid-row]")
    here = rows.count()
    keys = type_keys(walker, "g", "Tab", "ArrowDown", "ArrowDown", "z")
    with walker.page.expect_navigation():
        keys += type_keys(walker, "Enter")
    walker.check()
    assert (here, keys) == (21, 6)
    assert rows.nth(2).get_by_label("ziek").is_checked()


def test_the_papers_of_week_16(walk):
    walker = walk()
    walker.be("samira")
    assert "Hanna Bekele" in walker.page.locator("main").text_content()
    open_person(walker, "Hanna Bekele")
    papers = walker.page.locator("#papieren")
    assert "4 van 5" in papers.inner_text()
    press(walker, re.compile(r"In orde\s*: Inschrijving bij de opleiding"), within=papers)
    assert "5 van 5" in walker.page.locator("#papieren").inner_text()
    walker.open("/vandaag/")
    lists = walker.page.locator("main ul[aria-label], main details ul").all_text_contents()
    assert "Hanna Bekele" not in "".join(lists)


def test_a_pause_and_the_way_back(walk):
    walker = walk()
    walker.be("samira")
    person = open_person(walker, "Agnes Roelofs")
    follow(walker, "Pauzeren")
    choose(walker, "reason", "zorg thuis")
    fill(walker, on=DEMO_DAY, expected_back_on="2026-12-07")
    press(walker, "Traject pauzeren")
    assert "Op pauze sinds 23 november" in walker.text()
    press(walker, "Weer onderweg")
    assert "onderweg" in walker.text()
    assert path_of(walker).startswith(person)


def test_an_exit_asks_why_who_and_where_to(walk):
    walker = walk()
    walker.be("samira")
    open_person(walker, "Piotr Zieliński")
    follow(walker, "Traject beëindigen")
    choose(walker, "reason", "opleiding elders")
    choose(walker, "initiator", "deelnemer")
    choose(walker, "destination", "opleiding")
    fill(walker, on=DEMO_DAY, exit_talk_on=DEMO_DAY)
    press(walker, "Traject beëindigen")
    assert "Beëindigd op 23 november 2026: opleiding elders. Waarheen: opleiding." in walker.text()


def test_unknown_is_an_answer_with_an_owner(walk):
    walker = walk()
    walker.be("samira")
    walker.open("/nazorg/")
    name = walker.page.locator("main .ds-person-row__name").first.inner_text()
    follow(walker, name)
    fill(walker, situation="unknown", observed_on=DEMO_DAY)
    choose(walker, "owner", "Samira el Idrissi")
    walker.page.locator("main form button[type=submit]").last.click()
    walker.page.wait_for_load_state()
    walker.check()
    walker.open("/nazorg/?toon=onbekend")
    line = walker.page.locator("main li", has_text=name).first.inner_text()
    assert "Samira el Idrissi" in line
    assert "onbekend" in line


def test_the_participant_cannot_come_and_says_what_is_wrong(walk, region):
    walker = walk()
    enter_by_link(walker, region.links["participant"])
    follow(walker, "Ik kan niet komen")
    walker.page.get_by_label("woensdag 25 november").check()
    walker.page.get_by_label("Ik moet voor iemand zorgen").check()
    press(walker, "Versturen")
    assert "U heeft laten weten dat u niet komt." in walker.text()
    follow(walker, "Dit klopt niet")
    fill(walker, text="Mijn telefoonnummer is veranderd.")
    press(walker, "Versturen")
    assert "Mijn telefoonnummer is veranderd." in walker.text()
    walker.be("ruud")
    open_person(walker, "Abel Tesfay")
    assert "Mijn telefoonnummer is veranderd." in walker.text()


def test_the_employer_answers_three_questions(walk, region):
    walker = walk()
    enter_by_link(walker, region.links["employer"])
    text = walker.text()
    assert "Yusuf" in text
    assert "Aydın" not in text  # first names only
    card = walker.page.locator("main form .ds-card, main form section").filter(has=walker.page.get_by_text("Remark"))
    assert card.count() == 0  # and in Dutch
    for number in range(walker.page.locator("main fieldset").count()):
        walker.page.locator("main fieldset").nth(number).locator("input").nth(1).check()
    press(walker, "Versturen")
    assert "Herstel" not in walker.text()


def test_results_open_what_they_count(walk):
    walker = walk()
    walker.be("femke")
    walker.open("/resultaten/")
    assert "445 van 800" in walker.text()
    for page in ("Versies naast elkaar", "In welke week, en waarom stoppen mensen?", "Blijvend werk"):
        walker.open("/resultaten/")
        follow(walker, page)
    also = ("De stappen van de aanpak", "Wie er was, kwam en ging", "Doelen en wat er nog komt", "Wie erdoor komt")
    for page in also:
        walker.open("/resultaten/")
        follow(walker, "Hoe het loopt")
        follow(walker, page)
    walker.open("/resultaten/definities/")
    assert "Wat elk cijfer telt" in walker.text()
