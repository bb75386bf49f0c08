"""What each persona meets in the morning. `test_region` collects these, so that the region is built once."""

import html
import os
import re
from collections import deque
from urllib.parse import urlsplit

from django.urls import resolve, reverse

from doorstroom.rounds.models import Round

OUTSIDE = {"personas", "account_logout", "ui_gallery"}
"""Pages that lead out of the day of a persona."""


class TestFirstScreens:
    def today(self, sign_in_built, mailbox):
        answer = sign_in_built(mailbox).get(reverse("today"))
        assert answer.status_code == 200, mailbox
        assert len(answer.content) < 60_000, mailbox
        return answer

    def codes(self, answer, name="lines"):
        return [line.main.code for line in answer.context[name]]

    def test_a_caseworker_reads_eleven_people_and_the_own_desk(self, built, sign_in_built):
        answer = self.today(sign_in_built, "samira")
        assert answer.context["sentence"] == (
            "Elf mensen hebben vandaag iets van u nodig. Voor één persoon is het vandaag de afgesproken dag."
        )
        assert (answer.context["lines"][0].name, answer.context["lines"][0].act) == ("Abel Tesfay", "Bel Abel")
        assert (len(answer.context["lines"]), len(answer.context["rest"])) == (6, 5)
        piotr = answer.context["lines"][2]
        assert (piotr.act, piotr.act_url.endswith("/ontslagdatum/?van=vandaag")) == ("Vraag de datum", True)

    def test_a_job_coach_reads_who_did_not_come(self, built, sign_in_built):
        assert self.codes(self.today(sign_in_built, "ruud")) == ["no_show_today", "no_show_today"]

    def test_a_school_coordinator_reads_whose_papers_miss(self, built, sign_in_built):
        answer = self.today(sign_in_built, "marleen")
        assert self.codes(answer) == ["checklist_incomplete"]

    def test_an_account_manager_reads_who_has_not_signed_or_answered(self, built, sign_in_built):
        assert sign_in_built("chantal").get("/").headers["Location"] == reverse("today")
        answer = self.today(sign_in_built, "chantal")
        assert [each.title for each in answer.context["waiting"]] == [
            "Woonvorm Kastanje", "Antwoord van De Lindenhof", "Antwoord van De Lindenhof",
        ]  # fmt: skip
        lines = answer.context["lines"]
        assert ["contract_ending" in {each.code for each in (line.main, *line.also)} for line in lines] == [True] * 6
        asked = sign_in_built("chantal").get(lines[0].act_url)
        assert (lines[0].act, asked.templates[0].name) == ("Wat daarna?", "signals/contract_next.html")
        (grant,) = [each for line in lines for each in line.also if each.code == "instrument_deadline"]
        assert grant.says.endswith("subsidie praktijkleren: aanvragen, uiterlijk 11 december.")

    def test_an_account_manager_reads_the_six_contracts_that_end_within_eight_weeks(self, built, sign_in_built):
        page = sign_in_built("chantal").get(reverse("contracts"))
        assert [(step <= 8, each.settled) for each, step in page.context["lines"]] == [(True, 0)] * 6

    def test_a_programme_manager_reads_what_the_partnership_asks_and_the_pace(self, built, sign_in_built):
        answer = self.today(sign_in_built, "femke")
        assert {"outcome_unknown", "issue_one_owner", "agreement_ending", "group_drift"} <= set(
            self.codes(answer, "table")
        )
        group = Round.objects.filter(programme__name="Achtkracht", state="running").first()
        for url in (reverse("results"), reverse("round_detail", args=[group.pk]), reverse("goals_now")):
            assert "445 van 800" in sign_in_built("femke").get(url).content.decode(), url

    def test_beside_her_first_page_a_programme_manager_reads_what_the_goal_still_asks(self, built, sign_in_built):
        femke = sign_in_built("femke")
        assert f'hx-get="{reverse("goals_now")}"' in femke.get("/", follow=True).content.decode()
        page = femke.get(reverse("goals_now")).content.decode()
        assert "vanaf nu zijn er 40 per week nodig. Alleen in dat tempo zou het doel rond 15 april 2029" in page
        assert "8 van de 10" not in page  # what the people make likely stands with the forecast

    def test_the_board_reads_the_issues_and_which_one_has_no_second_owner(self, built, sign_in_built):
        answer = self.today(sign_in_built, "bo")
        assert answer.context["sentence"].startswith("Vijf vraagstukken. Eén heeft nog geen tweede eigenaar.")
        (alone,) = [line for line in answer.context["lines"] if line.main.code == "issue_one_owner"]
        assert alone.title == "Helpenden in de thuiszorg vertrekken binnen een jaar"

    def test_the_privacy_officer_reads_the_odd_look_of_the_month(self, built, sign_in_built):
        first = self.today(sign_in_built, "erik").context["lines"][0]
        assert first.main.says == (
            "26 regels uit het logboek van oktober 2026 wachten op een oordeel, waarvan 1 omdat een regel aansloeg."
        )

    def test_the_functional_administrator_reads_the_doubles_that_wait(self, built, sign_in_built):
        (line,) = self.today(sign_in_built, "wendy").context["lines"]
        assert (line.main.says, line.act_url) == ("Paren dossiers die één persoon kunnen zijn: 3.", "/dubbel/")

    def test_the_functional_administrator_answers_the_helpdesk(self, built, sign_in_built):
        rows = sign_in_built("wendy").get("/helpdesk/").context["rows"]
        assert [(row["access"].case, str(row["state"]), row["answers"]) for row in rows] == [
            ("HD-2026-034", "wacht op antwoord", True), ("HD-2026-031", "weer gesloten", False),
        ]  # fmt: skip

    def test_a_researcher_reads_of_whom_nothing_is_known(self, built, sign_in_built):
        assert set(self.codes(self.today(sign_in_built, "nadia"))) == {"outcome_unknown"}

    def test_the_controller_reads_which_evidence_misses(self, built, sign_in_built):
        (line,) = self.today(sign_in_built, "hans").context["lines"]
        assert (line.title, line.main.code) == ("Achtkracht 2025-2027", "evidence_missing")

    def test_everybody_of_the_demo_has_a_day(self, built, sign_in_built):
        from doorstroom.demo.personas import PERSONAS

        for persona in PERSONAS:
            if persona.code != "roos":
                self.today(sign_in_built, persona.code)

    def test_the_designer_opens_on_approaches_and_reads_results_without_names(self, built, sign_in_built):
        roos = sign_in_built("roos")
        assert roos.get("/").headers["Location"] == reverse("cooperation")
        assert "WelThuis in Zorg" in roos.get(reverse("results")).content.decode()
        assert not re.search(r"/deelnemers/[0-9a-f-]{36}/", roos.get(reverse("people")).content.decode())

    def test_no_link_leads_to_a_page_that_is_closed_to_who_reads_it(self, built, sign_in_built):
        """One page of each name, as it is met from the first screen on; all personas in the long run."""
        from doorstroom.demo.personas import PERSONAS

        long = "DOORSTROOM_LONG" in os.environ
        for mailbox in [each.code for each in PERSONAS] if long else ("chantal", "hans"):
            assert dead_links(sign_in_built(mailbox), most=150 if long else 30) == [], mailbox


def dead_links(client, *, most):
    """Walks breadth first over one address of each name; (page, address) of what does not open."""
    dead, seen, ahead = [], set(), deque([("/", client.get("/").headers["Location"])])
    while ahead and len(seen) < most:
        page, address = ahead.popleft()
        name = resolve(urlsplit(address).path).url_name
        if name in seen or name in OUTSIDE:
            continue
        seen.add(name)
        answer = client.get(address)
        if answer.status_code == 404:
            dead.append((page, address))
        found = re.findall(r'<a [^>]*href="(/[^"#]*)', answer.content.decode() if not answer.streaming else "")
        ahead.extend((address, html.unescape(each)) for each in found)
    return dead
