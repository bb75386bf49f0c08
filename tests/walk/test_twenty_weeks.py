"""Twenty weeks of a round as its people live it, page by page: what stands in the system is not asked again."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Purpose
from doorstroom.demand.models import WorkProcess
from doorstroom.followup.models import Observation
from doorstroom.learning.models import Award, SignOff
from doorstroom.learning.services import set_round_processes
from doorstroom.monitoring.models import EsfEntry, EsfOperation, EsfResult
from doorstroom.placements.models import Placement
from doorstroom.programmes.models import ProgrammePartner
from doorstroom.rounds.models import Nomination, RoundPartner
from doorstroom.trajectories.models import Trajectory
from factories.accounts import MembershipFactory, UserFactory
from factories.agreements import open_everything
from factories.demand import PlaceFactory
from factories.placements import ContactFactory
from factories.rounds import round_world
from walk.desk import Desk, Ledger, Page, Walk

FILE = """Klantnr;Naam;Geboortedatum;Telefoon;Postcode;Niveau Nederlands;Uitkering
V-1;Vries, Hanna de;31-05-1990;06-41558228;5501EA;B1;bijstand
"""
IN_THE_FILE = {
    "birth_date": "1990-05-31", "phone": "+31641558228", "postcode": "5501EA", "income_source": "social_assistance",
    **{f"level_{skill}": "B1" for skill in ("listening", "reading", "speaking", "writing")},
}  # fmt: skip
PEOPLE = ("Fatma", "Hanna")


class Round(Walk):
    """A round of two."""

    def __init__(self, system, sign_in, settings):
        super().__init__(system, settings)
        self.world = round_world(system, seats=2)
        self.round = f"/rondes/{self.world.round.pk}/"
        coach = MembershipFactory(role=Role.JOB_COACH, user=UserFactory(name="Ruud Blom"))
        self._agree(coach)
        members = {
            "samira": self.world.referrer, "dounia": self.world.other_referrer, "femke": self.world.manager,
            "marleen": self.world.school, "chantal": self.world.accounts, "ruud": coach,
        }  # fmt: skip
        self.desks = {name: Desk(member, sign_in, self.ledger) for name, member in members.items()}
        contact = ContactFactory()
        self.place = PlaceFactory(occupation="helpende zorg", site=contact.site, contact=contact).pk
        self.process = WorkProcess.objects.create(
            qualification="Helpende zorg", code="B1-K1-W1", name="Helpt bij het opstaan", level=2
        )
        EsfOperation.objects.create(
            programme=self.world.round.programme, name="WelThuis ESF+", priority="1", specific_objective="h",
            region_category="more", starts_on=date(2027, 1, 1),
        )  # fmt: skip
        set_round_processes(actor=system, round=self.world.round, processes=[self.process])

    def _agree(self, coach):
        """The coach's organisation works in the round and may take over; who leads and who teaches see the work."""
        for member in (coach, self.world.manager, self.world.school):
            open_everything(member.organisation, purpose=Purpose.RECRUITMENT)
        for purpose in (Purpose.GUIDANCE, Purpose.LEARN_WORK):
            open_everything(coach.organisation, purpose=purpose)
        round = self.world.round
        for member in (self.world.referrer, self.world.other_referrer, coach):
            where = {"programme": round.programme, "organisation": member.organisation, "role": member.role}
            ProgrammePartner.objects.create(**where)
        RoundPartner.objects.create(round=round, organisation=coach.organisation, role=coach.role, contact=coach)

    def esf(self, name):
        return self.trajectory(name).replace("/traject/", "/esf/")

    def caseworker(self, name):
        return self.samira if name == "Fatma" else self.dounia


def register_and_deliver(w):
    """One partner types somebody in and nominates her, the other delivers a file."""
    w.on(date(2026, 11, 23))
    w.samira.fill(
        "/deelnemers/nieuw/", "Fatma", given_name="Fatma", family_name="Kaya", birth_date="1988-03-04",
        phone="0641558277", language="tr", source="buurthuis", basis_told="on",
        programme=w.world.round.programme_id,
    )  # fmt: skip
    w.samira.send(w.round + "voordragen/", {"person": w.person("Fatma").split("/")[2]})
    file = SimpleUploadedFile("kandidaten.csv", FILE.encode())
    sent = {"kind": "participants", "partner": w.dounia.member.organisation_id, "round": w.world.round.pk, "file": file}
    w.dounia.send(w.dounia.send("/import/", sent) + "toepassen/")
    w.ledger.known |= {("Hanna", fact): [value] for fact, value in IN_THE_FILE.items()}
    w.dounia.fill(w.person("Hanna") + "gegevens/", "Hanna", street="Kerkstraat 4")
    talk = {"level_speaking": "B1", "education": "lower", "income_source": "social_assistance"}
    w.samira.fill(
        w.trajectory("Fatma") + "intake/", "Fatma", own_goal="Ik wil met ouderen werken.", readiness_person="3", **talk
    )


def meet_and_select(w):
    w.on(date(2026, 12, 1))
    where = {"on": "2026-12-07", "at": "10:00", "location": "Lindecollege, zaal 2"}
    meeting = w.marleen.fill(w.round + "bijeenkomst/", **where)
    nominations = dict(w.ask(Nomination.objects.values_list("person__given_name", "pk")))
    w.marleen.send(meeting + "uitnodigen/", {"nomination": list(nominations.values()), "sure": "1"})
    w.on(date(2026, 12, 8))
    w.marleen.fill(meeting, **{f"show-{pk}": "came" for pk in nominations.values()})
    w.femke.send(w.round + "stap/kiezen/")
    for name, pk in nominations.items():
        page, caseworker = f"{w.round}selectie/{pk}/", w.caseworker(name)
        judged = [(w.marleen, ("leren", "wil-de-zorg")), (caseworker, ("dagen", "inkomen")), (w.chantal, ("klik",))]
        for desk, codes in judged:
            desk.fill(page, name, to=page + "oordeel/", **{f"verdict-{code}": "met" for code in codes})
        w.chantal.fill(page, name, to=page + "kennismaking/", met_with="Joost Vink", on="2026-12-08")
        for desk in (caseworker, w.marleen):
            desk.fill(page, name, to=page + "keuze/", outcome="selected")


def place(w):
    """Who came by file has the intake talk after the choice; the place takes its days from the round."""
    w.on(date(2027, 1, 18))
    w.dounia.fill(w.trajectory("Hanna") + "intake/", "Hanna", own_goal="Iets met mensen doen.")
    for name in PEOPLE:
        w.caseworker(name).fill(w.trajectory(name) + "team/", name, member=w.ruud.member.pk)
        url = w.ruud.fill(w.person(name) + "plaatsing/", name, kind="work_experience", place=w.place)
        for move in ("kennisgemaakt", "deelnemer-zegt-ja", "werkgever-zegt-ja", "begeleider-zegt-ja"):
            w.ruud.send(f"{url}{move}/")
        w.caseworker(name).send(w.trajectory(name) + "in-orde/benefit_decision/")


def begin(w):
    w.on(date(2027, 2, 1))
    for placement in w.ask(Placement.objects.values_list("pk", flat=True)):
        w.ruud.send(f"/werkplekken/{placement}/start/")
    w.femke.fill(w.trajectory("Fatma") + "start/", "Fatma", reason="")
    w.femke.fill(w.trajectory("Hanna") + "start/", "Hanna", reason="")
    w.samira.fill(w.esf("Fatma"), "Fatma", gender="women", status="unemployed", source="gesprek")
    w.ruud.fill(w.person("Fatma") + "afspraak/", "Fatma", day="2027-02-03", time="09:00")
    w.on(date(2027, 2, 2))
    w.marleen.send(w.round + "presentie/?dag=2027-02-02", {"others": "present"})


def hand_over(w):
    """One inside the programme; one warm handover, with the talk of three on the day that was planned."""
    w.samira.fill(w.trajectory("Fatma") + "overdragen/", "Fatma", member=w.ruud.member.pk, reason="Ziet haar vaak.")
    page = w.dounia.fill(
        w.trajectory("Hanna") + "warme-overdracht/", "Hanna", receiver=w.ruud.member.organisation_id,
        question="Wil Ruud haar begeleiden op de werkplek?", seen_how="aloud",
    )  # fmt: skip
    w.ruud.send(page + "ontvangen/")
    w.ruud.fill(page, "Hanna", to=page + "gesprek/", talk_on="2027-02-05")
    w.on(date(2027, 2, 8))
    w.ruud.fill(page, "Hanna", to=page + "overnemen/", talk_waived="")


def learn(w):
    w.on(date(2027, 4, 12))
    base = w.trajectory("Fatma")
    w.ruud.fill(base + "hoe-het-gaat/", "Fatma", person_step=4, professional_step=3, person_words="Het is zwaar.")
    signed = {"processes": w.process.pk, "evidence": "Hielp iemand bij het opstaan, op 8 april."}
    w.ruud.fill(base + "werkprocessen/", "Fatma", **signed)
    w.marleen.fill(base + "werkprocessen/", "Fatma", **{**signed, "evidence": "Toets van 9 april."})
    w.marleen.fill(base + "niveau/", "Fatma", level=1, source="intaketoets")
    w.on(date(2027, 5, 17))  # the Monday of week 16
    for item in ("arbeidsovereenkomst", "praktijkovereenkomst", "inschrijving", "erkenning"):
        w.ruud.send(f"{base}papieren/papieren-leerbaan/{item}/")
    w.marleen.fill(w.person("Fatma") + "diploma/", "Fatma", number="PV-2027-14")


def work_and_leave(w):
    """Straight on: employer, work, days and hours stand there from the workplace and the apprenticeship."""
    person, base = w.person("Fatma"), w.trajectory("Fatma")
    w.on(date(2027, 6, 21))
    term = {"starts_on": "2027-06-21", "ends_on": "2027-10-03"}
    w.ruud.fill(person + "leerbaan/", "Fatma", contract="fixed", hours_per_week="24", in_target_sector="yes", **term)
    w.ruud.fill(base + "fase/toeleiding/einde/", "Fatma", reason="")
    w.femke.fill(base + "fase/", "Fatma", phase="leerbaan")
    w.on(date(2027, 10, 4))
    w.marleen.fill(person + "diploma/", "Fatma", number="D-2027-31")
    w.ruud.fill(person + "baan/", "Fatma", contract="permanent", starts_on="2027-10-04")
    w.ruud.fill(base + "fase/leerbaan/einde/", "Fatma", reason="")
    w.femke.fill(base + "fase/", "Fatma", phase="zorgbaan")
    w.on(date(2027, 11, 15))
    w.ruud.fill(
        base + "einde/", "Fatma", reason="work", exit_talk_on="2027-11-12", initiator="together", destination="job"
    )
    w.on(date(2027, 12, 13))
    links = re.findall(rf'href="({person}nazorg/\d+/)"', w.ruud.client.get("/nazorg/").content.decode())
    for address in links:
        w.ruud.fill(address, "Fatma", situation="job", source="belletje")
    w.ruud.fill(w.esf("Fatma"), "Fatma", seeks_work="no", in_education="no")


@pytest.mark.django_db
def test_in_a_round_of_twenty_weeks_no_fact_is_typed_twice(as_system, sign_in, settings):
    w = Round(as_system, sign_in, settings)
    for chapter in (register_and_deliver, meet_and_select, place, begin, hand_over, learn, work_and_leave):
        chapter(w)
    assert w.ledger.twice == []
    work = Placement.objects.filter(person__given_name="Fatma").order_by("starts_on")
    assert w.ask(work.values_list("kind", "ends_on", "occupation", "hours_per_week", "in_target_sector")) == [
        ("work_experience", date(2027, 6, 20), "helpende zorg", None, None),
        ("apprenticeship", date(2027, 10, 3), "helpende zorg", 24, True),
        ("job", None, "helpende zorg", 24, True),
    ]  # fmt: skip
    assert len(set(w.ask(work.values_list("site")))) == 1
    assert w.ask(SignOff.objects.order_by("pk").values_list("side", "signed_by")) == [
        ("workplace", "Joost Vink"), ("school", w.marleen.member.user.name),
    ]  # fmt: skip
    school = w.marleen.member.organisation_id
    assert w.ask(Award.objects.order_by("pk").values_list("kind", "name", "issuer")) == [
        ("practice_certificate", "Praktijkverklaring zorg", school), ("diploma", "Diploma niveau 2", school),
    ]  # fmt: skip
    assert w.ask(Trajectory.objects.values_list("state", "destination").order_by("pk")) == [
        ("exited", "job"), ("running", ""),
    ]  # fmt: skip
    begun = EsfEntry.objects.values_list("birth_date", "education", "status")
    assert w.ask(begun) == [(date(1988, 3, 4), "isced_0_2", "unemployed")]
    left = EsfResult.objects.values_list("observed_on", "employed", "qualified", "source")
    assert w.ask(left) == [(date(2027, 12, 13), True, True, "belletje")]
    known = Observation.objects.filter(status=Observation.Status.KNOWN)
    assert w.ask(known.values_list("hours_per_week", "in_target_sector")) == [(24, True)] * 2


def test_the_ledger_notices_an_empty_field_and_a_value_typed_again():
    ledger = Ledger(known={("Abel", "phone"): ["+31641558277"], ("Abel", "own_goal"): ["Ik wil koken."]})
    page = '<form method="post"><input name="phone" value=""><textarea name="wish">\nIk wil koken.</textarea></form>'
    form = Page(page).form_with({"phone", "wish"})
    ledger.shown("Abel", form)
    ledger.type("Abel", "wish", ["Ik wil koken."])
    ledger.type("Abel", "agreed", ["+31641558277"])
    ledger.type("Abel", "agreed_next", ["Morgen bellen."])
    assert form == {"phone": [""], "wish": ["Ik wil koken."]}
    assert [(name, why) for _, name, why in ledger.twice] == [
        ("phone", "asked again, empty"), ("wish", "typed again"), ("agreed", "same words as another field"),
    ]  # fmt: skip
