"""From the list of an employer to other work and the look back, page by page: nothing is asked that stands there."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from doorstroom.accounts.models import OrganisationKind, Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.intake.models import ServiceReferral
from doorstroom.placements.models import GuidanceOffer, OfferSide, Placement
from doorstroom.programmes.models import ProgrammePartner
from doorstroom.trajectories.models import Trajectory
from factories.accounts import OrganisationFactory, UserFactory
from factories.agreements import open_everything
from factories.demand import PlaceFactory
from factories.placements import ContactFactory
from factories.programmes import ProgrammeFactory, model_of
from factories.trajectories import colleague
from walk.desk import Desk, Page, Walk

LISTS = "/van-werk-naar-werk/"
OFFERED = date(2026, 11, 23)
CONDITIONS = "Mieke leert haar het vak; na drie maanden een contract."


class NextStep(Walk):
    """Karin, who guides; Chantal, who finds work; an employer that lets people go, and one that takes somebody on."""

    def __init__(self, system, sign_in, settings):
        super().__init__(system, settings)
        karin = colleague(user=UserFactory(name="Karin Smit"))
        chantal = colleague(Role.ACCOUNT_MANAGER, user=UserFactory(name="Chantal Bos"))
        self.programme = ProgrammeFactory(name="Volgende Stap", receiving_desk=karin.organisation)
        model_of(self.programme, "volgende-stap")
        for member in (karin, chantal):
            where = {"programme": self.programme, "organisation": member.organisation, "role": member.role}
            ProgrammePartner.objects.create(**where)
        self.desks = {name: Desk(each, sign_in, self.ledger) for name, each in (("karin", karin), ("chantal", chantal))}
        self.sender = OrganisationFactory(name="Facilitair De Rots", kind=OrganisationKind.EMPLOYER)
        self.provider = OrganisationFactory(name="Taalhuis")
        self.contact = ContactFactory()
        open_everything(
            self.contact.organisation, purpose=Purpose.PLACEMENT, categories=(Category.CORE, Category.PLACEMENT)
        )
        self.place = PlaceFactory(
            occupation="magazijnmedewerker", site=self.contact.site, contact=self.contact, weekdays=[0, 1, 3],
            hours_per_week=24, conditions=CONDITIONS,
        ).pk  # fmt: skip

    def hand_out(self):
        """Chantal gives the employer's contact a link with a code; whoever has both opens the page."""
        page = self.chantal.client.post(f"/werkgevers/contact/{self.contact.pk}/link/")
        self.link, self.code = page.context["address"].removeprefix("http://testserver"), page.context["code"]

    def joost(self):
        browser = Client()
        assert browser.post(self.link, {"code": self.code}).status_code == 302
        return Desk(None, lambda _: browser, self.ledger)


def from_the_list(w):
    """Two are called; one says yes, the other no, without a reason."""
    w.on(OFFERED)
    w.where = w.karin.fill(
        LISTS + "nieuw/", employer=w.sender.pk, programme=w.programme.pk, told_by="Els de Wit",
        received_on="2026-11-20",
    )  # fmt: skip
    for name, phone in (("Ans", "0641558211"), ("Bo", "0641558212")):
        w.karin.fill(
            w.where + "iemand/", name, given_name=name, family_name="Kaya", birth_date="1980-04-02", phone=phone,
            certainty="announced", day="2027-02-01", basis_told="on",
        )  # fmt: skip
    w.on(date(2026, 11, 30))
    offers = dict(w.ask(GuidanceOffer.objects.values_list("person__given_name", "pk")))
    w.karin.send(f"{LISTS}aanbod/{offers['Ans']}/ja/")
    w.karin.send(f"{LISTS}aanbod/{offers['Bo']}/nee/")


def begin(w):
    """The first talk, a date that is sure now, help that is asked for, and the start."""
    w.on(date(2026, 12, 7))
    base = w.trajectory("Ans")
    w.karin.fill(base + "intake/", "Ans", own_goal="Iets met mijn handen.", education="lower", level_speaking="B1")
    w.karin.fill(base + "ontslagdatum/", "Ans", certainty="confirmed")
    w.chantal.fill("/hulpaanbod/", provider=w.provider.pk, name="Taal op de werkvloer", need="language")
    [help_there] = re.findall(r'name="service" value="(\d+)"', w.karin.client.get(base + "hulp/").content.decode())
    w.karin.send(base + "hulp/", {"service": help_there})
    w.karin.send(f"{base}hulp/{w.ask(ServiceReferral.objects.values_list('pk', flat=True))[0]}/start/")
    w.karin.fill(base + "start/", "Ans", reason="")
    w.karin.fill(base + "team/", "Ans", member=w.chantal.member.pk)


def place(w):
    """A trial at a place; the sheet begins with what the place says, and Joost confirms it behind his link."""
    w.on(date(2027, 1, 4))
    w.ledger.known |= {("Ans", "conditions"): [CONDITIONS], ("Ans", "who signs"): ["Joost Vink"]}
    w.work = w.chantal.fill(w.person("Ans") + "plaatsing/", "Ans", kind="trial", place=w.place, ends_on="2027-02-28")
    for move in ("kennisgemaakt", "deelnemer-zegt-ja", "werkgever-zegt-ja"):
        w.chantal.send(f"{w.work}{move}/")
    w.karin.send(f"{w.work}begeleider-zegt-ja/")
    w.chantal.send(f"{w.work}start/")
    sheet = f"{w.work}afspraken/"
    w.chantal.fill(sheet + "opschrijven/", "Ans", partners_give="Karin belt elke twee weken.")
    shown = w.chantal.client.get(sheet).content.decode()
    [by] = [form["by"] for form in Page(shown).forms if "by" in form]
    w.ledger.shown("Ans", {"by": by})
    w.chantal.send(sheet + "bevestigen/", {"side": "partners"})
    w.hand_out()
    w.joost().send(f"/onze-week/afspraken/{w.work.split('/')[2]}/")


def look_back(w):
    """Four weeks later it stands on Vandaag of who arranged it; Joost answers behind his link."""
    w.on(date(2027, 2, 1))
    sheet = f"{w.work}afspraken/"
    assert sheet in w.chantal.client.get("/vandaag/").content.decode()
    w.chantal.fill(sheet + "terugkijken/", "Ans", kept="partly", remark="Werkschoenen: Chantal, deze week.")
    w.joost().fill(f"/onze-week/afspraken/{w.work.split('/')[2]}/", "Ans", kept="yes", review="1")
    assert sheet not in w.chantal.client.get("/vandaag/").content.decode()


def find_work(w):
    """A job at the same employer, and the end: what stood at the trial stands in the form."""
    w.on(date(2027, 3, 1))
    person, base = w.person("Ans"), w.trajectory("Ans")
    w.chantal.fill(person + "baan/", "Ans", contract="permanent", starts_on="2027-03-01", in_target_sector="yes")
    w.karin.fill(base + "fase/", "Ans", phase="nieuwe-baan", reason="Eerder werk dan gedacht.")
    w.on(date(2027, 3, 29))
    w.karin.fill(base + "einde/", "Ans", reason="work", initiator="together", destination="job")
    [address] = re.findall(rf'href="({person}nazorg/\d+/)"', w.karin.client.get("/nazorg/").content.decode())
    w.karin.fill(address, "Ans", situation="job")


@pytest.mark.django_db
def test_from_job_to_job_no_fact_is_typed_twice(as_system, sign_in, settings):
    w = NextStep(as_system, sign_in, settings)
    for chapter in (from_the_list, begin, place, look_back, find_work):
        chapter(w)
    assert w.ledger.twice == []
    assert w.ask(GuidanceOffer.objects.order_by("pk").values_list("person__given_name", "answer", "reason")) == [
        ("Ans", "accepted", ""), ("Bo", "declined", ""),
    ]  # fmt: skip
    assert w.ask(ServiceReferral.objects.values_list("person__given_name", "service__name", "state")) == [
        ("Ans", "Taal op de werkvloer", "started")
    ]
    known = ("kind", "site", "occupation", "hours_per_week", "weekdays")
    site = w.contact.site_id
    assert w.ask(Placement.objects.order_by("starts_on").values_list(*known)) == [
        ("trial", site, "magazijnmedewerker", 24, [0, 1, 3]), ("job", site, "magazijnmedewerker", 24, [0, 1, 3]),
    ]  # fmt: skip
    promised = OfferSide.objects.filter(side="employer").values_list("gives", flat=True)
    assert w.ask(promised) == [
        f"magazijnmedewerker; maandag, dinsdag, donderdag; 24 uur per week\nJoost Vink begeleidt.\n{CONDITIONS}"
    ]
    sides = OfferSide.objects.order_by("side").values_list("side", "confirmed_by", "kept")
    assert w.ask(sides) == [
        ("employer", f"Joost Vink, {w.contact.organisation}", "yes"), ("partners", "Chantal Bos", "partly"),
    ]  # fmt: skip
    assert w.ask(Trajectory.objects.order_by("pk").values_list("exit_reason", "destination")) == [
        ("work", "job"), ("declined", "unknown"),
    ]  # fmt: skip
    page = w.karin.client.get(w.where).content.decode()
    assert "Aangeboden: 2. Ja: 1. Nee: 1. Nog geen antwoord: 0." in page
    assert "<dt>Ander werk, op tijd</dt><dd>1</dd>" in page
