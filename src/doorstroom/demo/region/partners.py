"""The partners of the region, the people who work there, and the agreement under which they see participants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from doorstroom.accounts.models import Membership, Organisation, OrganisationKind, Role, User
from doorstroom.agreements.models import Agreement, AgreementParty, Category, LegalGround, Purpose
from doorstroom.agreements.services import Line, approve_lines, draft_agreement, move_agreement, sign_agreement
from doorstroom.demo.region.geography import TOWNS
from doorstroom.kernel.actor import Actor
from doorstroom.partners.models import Municipality

SINCE = date(2022, 9, 1)
MAIL = "lindevallei.example"
SUWI = "Wet SUWI art. 62"
PARTICIPATION_ACT = "Participatiewet art. 7"
WEB = "Wet educatie en beroepsonderwijs art. 8.0.1"
CONTRACT = "uitvoering van de leer-werkovereenkomst"


@dataclass(frozen=True)
class Staff:
    name: str
    mailbox: str
    organisation: str
    role: Role
    phone: str


ORGANISATIONS: tuple[tuple[str, str, OrganisationKind, str], ...] = (
    ("vennenwerk", "Vennenwerk", OrganisationKind.WORK_COMPANY, "mandaat van zes gemeenten, Participatiewet art. 7"),
    ("schakelaar", "De Schakelaar", OrganisationKind.WORK_COMPANY, ""),
    ("uwv", "UWV Lindevallei", OrganisationKind.PES, SUWI),
    ("lindecollege", "Lindecollege", OrganisationKind.SCHOOL, ""),
    ("techlab", "TechLab Harmelbeek", OrganisationKind.SCHOOL, ""),
    ("kol", "Ondernemersplatform KOL", OrganisationKind.EMPLOYER_ASSOCIATION, ""),
    ("samensterk", "Vakbond Samen Sterk", OrganisationKind.UNION, ""),
    ("welkom", "Welkom", OrganisationKind.SOCIAL_ORGANISATION, ""),
    ("werkcentrum", "Werkcentrum Lindevallei", OrganisationKind.EMPLOYER_SERVICE_POINT, ""),
    ("regiolab", "Regiolab", OrganisationKind.RESEARCH, ""),
)

STAFF = (
    Staff("Samira el Idrissi", "samira", "Gemeente Lindervoort", Role.CASEWORKER, "06-10000001"),
    Staff("Thomas Verhoef", "thomas", "Gemeente Lindervoort", Role.CASEWORKER, "06-10000002"),
    Staff("Anouk Peeters", "anouk", "Gemeente Lindervoort", Role.CASEWORKER, "06-10000003"),
    Staff("Dounia Bakkali", "dounia", "Gemeente Oosterwade", Role.CASEWORKER, "06-10000004"),
    Staff("Ruud Blom", "ruud", "Vennenwerk", Role.JOB_COACH, "06-10000005"),
    Staff("Ilse Maas", "ilse", "Vennenwerk", Role.JOB_COACH, "06-10000006"),
    Staff("Gert Smulders", "gert", "Vennenwerk", Role.CASEWORKER, "06-10000007"),
    Staff("Karin Vos", "karin", "UWV Lindevallei", Role.CASEWORKER, "06-10000008"),
    Staff("Peter Aarts", "peter", "UWV Lindevallei", Role.CASEWORKER, "06-10000009"),
    Staff("Lina Haddad", "lina", "Welkom", Role.CASEWORKER, "06-10000010"),
    Staff("Marleen Dekkers", "marleen", "Lindecollege", Role.SCHOOL_COORDINATOR, "06-10000011"),
    Staff("Chantal Jaspers", "chantal", "Werkcentrum Lindevallei", Role.ACCOUNT_MANAGER, "06-10000012"),
    Staff("Femke de Ruiter", "femke", "Werkcentrum Lindevallei", Role.PROGRAMME_MANAGER, "06-10000013"),
    Staff("Wendy Hoeks", "wendy", "Werkcentrum Lindevallei", Role.FUNCTIONAL_ADMINISTRATOR, "06-10000014"),
    Staff("Hans Brouwer", "hans", "Werkcentrum Lindevallei", Role.PROJECT_CONTROLLER, "06-10000015"),
    Staff("Erik Timmers", "erik", "Gemeente Lindervoort", Role.PRIVACY_OFFICER, "06-10000016"),
    Staff("Bo van den Heuvel", "bo", "Gemeente Lindervoort", Role.BOARD_MEMBER, "06-10000017"),
    Staff("Nadia Claes", "nadia", "Regiolab", Role.RESEARCHER, "06-10000018"),
    Staff("Joris van Gils", "joris", "De Schakelaar", Role.JOB_COACH, "06-10000019"),
    Staff("Petra Willems", "petra", "Vennenwerk", Role.JOB_COACH, "06-10000020"),
    Staff("Daan Kuijpers", "daan", "De Schakelaar", Role.JOB_COACH, "06-10000021"),
    Staff("Fatima Amrani", "fatima", "De Schakelaar", Role.JOB_COACH, "06-10000022"),
    Staff("Sjaak van Beek", "sjaak", "De Schakelaar", Role.JOB_COACH, "06-10000023"),
    Staff("Roos Lemmens", "roos", "Lindecollege", Role.DESIGNER, "06-10000024"),
)

WORK_COMPANY_TOWNS = frozenset({"Kerkwoude", "Harmelbeek", "Vennendal", "Heiwijk", "Goorbeke", "Rietakker"})
REFERRERS = ("Gemeente Lindervoort", "UWV Lindevallei", "Vennenwerk", "Gemeente Oosterwade", "Welkom")


@dataclass(frozen=True)
class Partners:
    """The region's organisations by name, and its staff by the front of their mail address."""

    organisations: dict[str, Organisation]
    staff: dict[str, Membership]

    def __getitem__(self, name: str) -> Organisation:
        return self.organisations[name]


def build_partners(actor: Actor) -> Partners:
    """Organisations, accounts (each with a second step still to be set) and the agreement in force."""
    organisations = _organisations()
    staff = _staff(organisations)
    partners = Partners(organisations, staff)
    _agreement(actor, partners)
    return partners


def _organisations() -> dict[str, Organisation]:
    municipalities = [
        Organisation(
            name=f"Gemeente {town.name}", kind=OrganisationKind.MUNICIPALITY, identity_number_ground=PARTICIPATION_ACT
        )
        for town in TOWNS
    ]
    others = [
        Organisation(name=name, kind=kind, identity_number_ground=ground) for _, name, kind, ground in ORGANISATIONS
    ]
    made = {o.name: o for o in Organisation.objects.bulk_create([*municipalities, *others])}
    for town in TOWNS:
        Municipality.objects.filter(name=town.name).update(organisation=made[f"Gemeente {town.name}"])
    return made


def _staff(organisations: dict[str, Organisation]) -> dict[str, Membership]:
    users = User.objects.bulk_create(
        User(email=f"{s.mailbox}@{MAIL}", name=s.name, phone=s.phone, password="!") for s in STAFF
    )
    members = Membership.objects.bulk_create(
        Membership(user=user, organisation=organisations[s.organisation], role=s.role, valid_from=SINCE)
        for s, user in zip(STAFF, users, strict=True)
    )
    return {s.mailbox: member for s, member in zip(STAFF, members, strict=True)}


def _agreement(actor: Actor, partners: Partners) -> None:
    """One covenant opens data to the partners; the privacy officer of the centre municipality approved its lines."""
    centre = partners["Gemeente Lindervoort"]
    parties = [
        (organisation, AgreementParty.Capacity.SUPPORTER)
        if organisation.kind
        in {OrganisationKind.UNION, OrganisationKind.EMPLOYER_ASSOCIATION, OrganisationKind.RESEARCH}
        else (organisation, AgreementParty.Capacity.IMPLEMENTER)
        for organisation in partners.organisations.values()
    ]
    agreement = draft_agreement(
        actor=actor,
        title="Convenant Samen aan het werk in Lindevallei",
        purpose="Mensen met afstand tot werk leren op een werkplek en krijgen een blijvende baan.",
        valid_from=SINCE,
        valid_until=date(2028, 9, 1),
        parties=parties,
        lines=_lines(partners, centre),
        lead=partners["Werkcentrum Lindevallei"],
    )
    conclude(actor, agreement, signed_by="bestuurder", on=SINCE)
    approve_lines(actor=actor, agreement=agreement, approver=partners.staff["erik"].user, on=SINCE)


def conclude(actor: Actor, agreement: Agreement, *, signed_by: str, on: date) -> None:
    """A draft is read, opened for signing and signed by every party."""
    for move in ("submit", "open_signing"):
        move_agreement(actor=actor, agreement=agreement, move=move, on=on)
    for party in agreement.parties.select_related("organisation"):
        sign_agreement(actor=actor, agreement=agreement, organisation=party.organisation, signed_by=signed_by, on=on)


_BASIS = (Category.CORE, Category.PROGRESS)
_COACHING = (*_BASIS, Category.PLACEMENT, Category.CONTACT, Category.PROFILE, Category.ADJUSTMENTS, Category.NOTES)


def _lines(partners: Partners, centre: Organisation) -> list[Line]:
    lines: list[Line] = []
    for organisation in partners.organisations.values():
        kind, ground = organisation.kind, organisation.identity_number_ground or PARTICIPATION_ACT
        if kind in {OrganisationKind.MUNICIPALITY, OrganisationKind.PES} or organisation.name == "Vennenwerk":
            own = (*_COACHING, Category.INCOME, Category.IDENTITY)
            lines += [
                Line(organisation, organisation, purpose, own, ground)
                for purpose in (Purpose.GUIDANCE, Purpose.RECRUITMENT, Purpose.LEARN_WORK)
            ]
        elif kind in {OrganisationKind.WORK_COMPANY, OrganisationKind.SOCIAL_ORGANISATION}:
            lines += [
                Line(centre, organisation, purpose, _COACHING, PARTICIPATION_ACT)
                for purpose in (Purpose.GUIDANCE, Purpose.RECRUITMENT, Purpose.LEARN_WORK)
            ]
        elif kind == OrganisationKind.SCHOOL:
            school = (*_BASIS, Category.PLACEMENT, Category.CONTACT, Category.PROFILE, Category.NOTES)
            lines += [
                Line(centre, organisation, purpose, school, WEB)
                for purpose in (Purpose.RECRUITMENT, Purpose.LEARN_WORK)
            ]
        elif kind == OrganisationKind.EMPLOYER_SERVICE_POINT:
            matching = (*_BASIS, Category.PLACEMENT, Category.PROFILE, Category.CONTACT)
            lines += [
                Line(centre, organisation, purpose, matching, SUWI)
                for purpose in (Purpose.GUIDANCE, Purpose.RECRUITMENT, Purpose.LEARN_WORK)
            ]
    return lines


def employer_lines(centre: Organisation, employers: list[Organisation]) -> list[Line]:
    """An employer sees who works there, by the learn-work agreement: name and workplace, nothing else."""
    return [
        Line(centre, employer, Purpose.PLACEMENT, (Category.CORE, Category.PLACEMENT), CONTRACT, LegalGround.CONTRACT)
        for employer in employers
    ]
