"""Sixty employers with their sites, contacts and places; names are invented, sizes and sectors as agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from random import Random

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.agreements.models import AgreementParty
from doorstroom.agreements.services import approve_lines, draft_agreement
from doorstroom.demand.models import Place
from doorstroom.demand.services import PlaceDetails, Requirement, offer_place
from doorstroom.demo.region.geography import TOWNS, Town, place_of
from doorstroom.demo.region.partners import SINCE, Partners, conclude, employer_lines
from doorstroom.kernel.actor import Actor
from doorstroom.partners.models import AccountManagement, Accreditation, Contact, Site
from doorstroom.taxonomy.models import Concept, Label

FIRST_PARTS = {
    "logistics": ("Van Loon Logistiek B.V.", "Transport Gebr. Mulders", "Pakhuis De Linde", "Kempen Koerier", "Vrachtwijk",
                  "Distributie Oosterwade", "Havenkade Opslag", "Snelpost Brakelrode", "Koelhuis Heiwijk", "De Palletier",
                  "Rondweg Transport", "Magazijn Midden", "Goorbeke Expeditie", "Zandwerve Opslag", "Besteld & Gebracht",
                  "Lindetrans", "Vennendal Vervoer", "Peelwijk Pakket"),
    "technology": ("Hessels Metaal", "Zonrijk Installatie", "Bouwbedrijf De Waard", "Elektro Vennendal", "Lasbedrijf Kooij",
                   "Installatie Goorbeke", "Dakwerk Rietakker", "Metaalgaas Heiwijk", "Warmtepomp Midden", "Schildersbedrijf Oord",
                   "Tegelwerk Sint-Odrik", "Machinefabriek Hoogmeer", "Houtbouw Leenhout", "Liftservice Ravenslo", "Isolatie Esdoorn",
                   "Kunststof Harmelbeek", "Steigerbouw Duin", "Draaierij Wolfsheuvel", "Fietsfabriek De Vallei", "Buizen & Co",
                   "Techniek Tiendhoven", "Glaswerk Ommerveen"),
    "care": ("Zorgkring Oost", "De Lindenhof", "Thuis bij Tiendhoven", "Woonzorg Oriënt", "Dagcentrum 't Anker",
             "Schoon in de Kempenhof", "Huize Peelwijk", "De Vlinder", "Zorgboerderij Heiveld", "Thuiszorg Midden",
             "Woonvorm Kastanje", "Kinderopvang Bloesem", "Gezondheidscentrum Harmel", "De Wijkploeg", "Hoogmeer Catering",
             "Hospice De Brug", "Buurtkeuken Samen", "Verpleeghuis Duinrand", "Zorgcoöperatie Leenhout", "Facilitair De Rots"),
}  # fmt: skip
KNOWN_NUMBERS = {
    "Zorgkring Oost": "08633390", "De Lindenhof": "55784893", "Thuis bij Tiendhoven": "24706708",
    "Woonzorg Oriënt": "11778523", "Van Loon Logistiek B.V.": "40213377", "Hessels Metaal": "61190245",
    "Zonrijk Installatie": "70551238", "Dagcentrum 't Anker": "35507781", "Schoon in de Kempenhof": "09120446",
    "Transport Gebr. Mulders": "02207719",
}  # fmt: skip
STAFF_NUMBERS = {"small": (4, 12, 18, 26, 34, 45), "middle": (55, 80, 120, 180, 240), "large": (260, 410, 900)}
CONTACTS = ("Joost Hermans", "Mieke Daniels", "Frank Ooms", "Saskia Wijnen", "Theo Jacobs", "Priya Raghoe", "Koen Lemmens",
            "Els van Dun", "Murat Aydın", "Corrie Snels")  # fmt: skip
OCCUPATIONS = {
    "care": (("helpende zorg en welzijn", ("Eten en drinken rondbrengen", "Bewoners helpen bij het opstaan")),
             ("assistent activiteitenbegeleiding", ("Activiteiten klaarzetten", "Meedoen met bewoners")),
             ("verzorgende IG", ("Helpen bij wassen en aankleden", "Overdracht lezen en schrijven"))),
    "logistics": (("medewerker magazijn", ("Orders verzamelen", "Goederen inpakken")), ("heftruckchauffeur", ("Pallets verplaatsen",))),
    "technology": (("monteur zonnepanelen", ("Panelen leggen", "Materiaal klaarzetten")), ("lasser MIG/MAG", ("Lassen aan de bank",))),
}  # fmt: skip
REQUIREMENTS = {
    "helpende zorg en welzijn": (Requirement("language", "A2", "Bewoners helpen bij het opstaan"),
                                 Requirement("conduct_certificate", "VOG", "Bewoners helpen bij het opstaan")),
    "assistent activiteitenbegeleiding": (Requirement("language", "A2", "Meedoen met bewoners"),),
    "verzorgende IG": (Requirement("language", "B1", "Overdracht lezen en schrijven"),),
    "heftruckchauffeur": (Requirement("licence", "B", "Pallets verplaatsen"),),
    "monteur zonnepanelen": (Requirement("lifting", "25 kg", "Panelen leggen"),),
}  # fmt: skip


@dataclass(frozen=True)
class Employers:
    """Employers by sector in the order of their list, and their sites and contacts by employer."""

    by_sector: dict[str, list[Organisation]]
    sites: dict[int, Site]
    contacts: dict[int, Contact]

    def named(self, name: str) -> Organisation:
        return next(e for each in self.by_sector.values() for e in each if e.name == name)


def build_employers(actor: Actor, partners: Partners, random: Random) -> Employers:
    """34 small, 16 middle-sized and 10 large employers; 41 accredited, one of them no longer."""
    sizes = ["small"] * 34 + ["middle"] * 16 + ["large"] * 10
    random.shuffle(sizes)
    names = [(sector, name) for sector, listed in FIRST_PARTS.items() for name in listed]
    largest, here = sizes.index("large"), names.index(("care", "Zorgkring Oost"))
    sizes[largest], sizes[here] = sizes[here], sizes[largest]
    made = Organisation.objects.bulk_create(
        Organisation(
            name=name, kind=OrganisationKind.EMPLOYER, employees=random.choice(STAFF_NUMBERS[size]),
            registration_number=KNOWN_NUMBERS.get(name) or f"{random.randrange(10**7, 10**8)}",
        )
        for (_, name), size in zip(names, sizes, strict=True)
    )  # fmt: skip
    by_sector: dict[str, list[Organisation]] = {}
    for (sector, _), employer in zip(names, made, strict=True):
        by_sector.setdefault(sector, []).append(employer)
    sites, contacts = _sites(made, random)
    _accreditations(list(sites.values()))
    AccountManagement.objects.bulk_create(
        AccountManagement(employer=e, member=partners.staff["chantal"], valid_from=SINCE) for e in made
    )
    _agreement(actor, partners, made)
    return Employers(by_sector, sites, contacts)


def _sites(employers: list[Organisation], random: Random) -> tuple[dict[int, Site], dict[int, Contact]]:
    weights = [town.thousands for town in TOWNS]
    drafts, people = [], []
    for employer in employers:
        town: Town = TOWNS[0] if employer.name == "Zorgkring Oost" else random.choices(TOWNS, weights)[0]
        latitude, longitude = place_of(town)
        drafts.append(
            Site(
                organisation=employer, name=f"{employer.name} {town.name}", street="Kerkstraat 156" if employer.name == "Zorgkring Oost" else f"Dorpsstraat {random.randrange(1, 190)}",
                postcode=f"{town.postcodes[0]}{random.choice('ABCDEFG')}{random.choice('ABCDEFG')}", place=town.name,
                latitude=latitude, longitude=longitude,
            )
        )  # fmt: skip
    sites = {site.organisation_id: site for site in Site.objects.bulk_create(drafts)}
    for number, employer in enumerate(employers):
        name = "Joost Hermans" if employer.name == "Zorgkring Oost" else CONTACTS[number % len(CONTACTS)]
        people.append(
            Contact(
                organisation=employer, site=sites[employer.pk], name=name, function="praktijkopleider",
                phone=f"06-2{number:07d}", email=f"werkgever{number}@example.org",
            )
        )  # fmt: skip
    return sites, {contact.organisation_id: contact for contact in Contact.objects.bulk_create(people)}


def _accreditations(sites: list[Site]) -> None:
    Accreditation.objects.bulk_create(
        Accreditation(
            site=site, valid_from=date(2023, 1, 1), valid_until=date(2026, 10, 1) if number == 40 else date(2028, 1, 1)
        )
        for number, site in enumerate(sites[:41])
    )


def _agreement(actor: Actor, partners: Partners, employers: list[Organisation]) -> None:
    chair = partners["Werkcentrum Lindevallei"]
    agreement = draft_agreement(
        actor=actor,
        title="Leer-werkovereenkomst werkgevers Lindevallei",
        purpose="Mensen leren het vak op een werkplek.",
        valid_from=SINCE,
        valid_until=None,
        parties=[
            (chair, AgreementParty.Capacity.IMPLEMENTER),
            *((employer, AgreementParty.Capacity.SUPPORTER) for employer in employers),
        ],
        lines=employer_lines(partners["Gemeente Lindervoort"], employers),
        lead=chair,
    )
    conclude(actor, agreement, signed_by="directie", on=SINCE)
    approve_lines(actor=actor, agreement=agreement, approver=partners.staff["erik"].user, on=SINCE)


def concept_named(label: str) -> Concept | None:
    """The occupation of the small own vocabulary with this Dutch name."""
    found = Label.objects.filter(text__iexact=label, language="nl", concept__kind="occupation").select_related(
        "concept"
    )
    first = found.first()
    return first.concept if first else None


def place_details(sector: str, number: int, *, which: int = 0, starts: date | None = None) -> PlaceDetails:
    """An offer as an account manager would write it down, with the tasks that ask something."""
    occupation, tasks = OCCUPATIONS[sector][which % len(OCCUPATIONS[sector])]
    return PlaceDetails(
        occupation=occupation, concept=concept_named(occupation), number=number, weekdays=(0, 2, 3),
        hours_per_week=Decimal(24), starts_from=starts, starts_until=None, day_starts_at=time(8, 30),
        day_ends_at=time(16, 30), travel="bus 41, halte voor de deur", accredited=Place.Accredited.YES,
        conditions="Vaste begeleider; bij goed verloop een leerbaan.", tasks=tasks,
        requirements=REQUIREMENTS.get(occupation, ()),
    )  # fmt: skip


def offer(actor: Actor, employers: Employers, employer: Organisation, details: PlaceDetails, *, on: date) -> Place:
    return offer_place(
        actor=actor, site=employers.sites[employer.pk], contact=employers.contacts[employer.pk], details=details, on=on
    )
