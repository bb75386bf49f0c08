"""The columns that each kind of file can have, in the words partners use for them.

Headers are compared as `columns.header_key` makes them: lower case, no accents, no blanks, abbreviations written
out. A *strict* field that cannot be read refuses its row, any other is left out with a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from doorstroom.imports.domain import evidence
from doorstroom.imports.domain.sheets import Cell


@dataclass(frozen=True)
class Field:
    """`looks_right` judges one value; a `telling` field is recognised by its values alone."""

    code: str
    headers: tuple[str, ...]
    looks_right: Callable[[Cell], bool] | None = None
    telling: bool = False
    strict: bool = False


def _field(
    code: str,
    headers: str,
    looks_right: Callable[[Cell], bool] | None = None,
    *,
    telling: bool = False,
    strict: bool = False,
) -> Field:
    return Field(code, tuple(part.strip() for part in headers.split(",")), looks_right, telling, strict)


_REFERENCE = _field(
    "reference",
    "klantnummer, clientnummer, deelnemernummer, kandidaatnummer, nummer, id, referentie, kenmerk, dossiernummer, "
    "studentnummer, leerlingnummer, cursistnummer, persoonsnummer, registratienummer, uniek nummer, klant id, "
    "relatienummer, reference, client id, student id, participant id, volgnummer, stamnummer, administratienummer, "
    "personeelsnummer, medewerkernummer, werknemersnummer",
    evidence.short_text,
)
_NAME = (
    _field(
        "full_name",
        "naam, volledige naam, naam deelnemer, naam kandidaat, deelnemer, kandidaat, student, cursist, leerling, name, "
        "full name, client, klant, voor en achternaam, naam en voornaam, achternaam en voornaam, persoon",
        evidence.letters,
    ),
    _field("given_name", "voornaam, roepnaam, voornamen, given name, first name, firstname", evidence.letters),
    _field("initials", "voorletters, initialen, voorletter, initials", evidence.letters),
    _field("prefix", "tussenvoegsel, tussenvoegsels, voorvoegsel, voorvoegsels, prefix, tussen", evidence.letters),
    _field(
        "family_name",
        "achternaam, familienaam, geslachtsnaam, surname, last name, lastname, family name, eigen achternaam",
        evidence.letters,
    ),
)
_POSTCODE = _field(
    "postcode", "postcode, zip, postal code, postnummer, zipcode", evidence.postcode, telling=True, strict=True
)
_TOWN = _field("town", "woonplaats, plaats, gemeente, stad, plaatsnaam, town, city, vestigingsplaats", evidence.letters)
_ADDRESS = _field("address", "adres, straat, straatnaam, woonadres, straat en huisnummer, address, street, werkadres")
_HOUSE_NUMBER = _field("house_number", "huisnummer, house number", evidence.short_text)
_PHONE = _field(
    "phone",
    "telefoon, telefoonnummer, phone, telephone, vaste telefoon, telefoon vast, bereikbaar op, telefoon contact",
    evidence.phone,
    telling=True,
)
_MOBILE = _field(
    "mobile", "mobiel, gsm, mobiele telefoon, mobiel nummer, gsm nummer, mobile, 06 nummer, 06", evidence.phone
)
_EMAIL = _field(
    "email", "email, e mail, mail, emailadres, mailadres, e mailadres, email address", evidence.email, telling=True
)
_HOURS = _field(
    "hours_per_week",
    "uren per week, uren, aantal uren, uren week, weekuren, contracturen, hours, hours per week, beschikbare uren, "
    "omvang uren, gewenste uren, urenper week",
    evidence.hours,
)
_BIRTH_DATE = _field(
    "birth_date",
    "geboortedatum, geboren, geboren op, birth date, date of birth, dob, birthdate, geboorte",
    evidence.date_like,
    strict=True,
)
_REACHED = (_ADDRESS, _HOUSE_NUMBER, _POSTCODE, _TOWN, _PHONE, _MOBILE, _EMAIL)

PARTICIPANT_FIELDS = (
    _REFERENCE,
    _field(
        "identity_number",
        "bsn, burgerservicenummer, sofinummer, sofi, bsn nummer, rijksregisternummer, insz, inszummer, rrn, "
        "insz nummer, nationaal nummer, social security number, citizen number",
        evidence.citizen_number,
        telling=True,
        strict=True,
    ),
    *_NAME,
    _BIRTH_DATE,
    *_REACHED,
    _field(
        "income_source",
        "uitkering, soort uitkering, uitkeringssoort, type uitkering, inkomen, inkomensbron, inkomstenbron, benefit, "
        "income, income source, regeling, wet",
        evidence.income_source,
    ),
    _field(
        "language_speaking",
        "taalniveau spreken, spreken, niveau spreken, spreekvaardigheid, taal mondeling, mondeling, speaking, "
        "nederlands spreken, taalniveau mondeling",
        evidence.language_level,
    ),
    _field(
        "language_listening",
        "taalniveau luisteren, luisteren, niveau luisteren, luistervaardigheid, listening, nederlands luisteren",
        evidence.language_level,
    ),
    _field(
        "language_reading",
        "taalniveau lezen, lezen, niveau lezen, leesvaardigheid, reading, nederlands lezen",
        evidence.language_level,
    ),
    _field(
        "language_writing",
        "taalniveau schrijven, schrijven, niveau schrijven, schrijfvaardigheid, writing, nederlands schrijven",
        evidence.language_level,
    ),
    _field(
        "language_level",
        "taalniveau, niveau nederlands, nederlands, taal, taalniveau nederlands, nt2 niveau, niveau nt2, "
        "language level, dutch level, beheersing nederlands, kennis nederlands, erk niveau",
        evidence.language_level,
        telling=True,
    ),
    _field(
        "education",
        "opleiding, opleidingsniveau, hoogste opleiding, vooropleiding, schoolopleiding, education, diploma, "
        "hoogst genoten opleiding, hoogst behaalde diploma, niveau opleiding, studieniveau, scholing",
        evidence.education,
    ),
    _field("licence", "rijbewijs, rijbewijzen, driving licence, licence, in bezit van rijbewijs", evidence.licence),
    _field(
        "transport", "vervoer, eigen vervoer, vervoermiddel, mobiliteit, transport, vervoersmiddel", evidence.transport
    ),
    _field(
        "available_from",
        "beschikbaar vanaf, beschikbaar, beschikbaar per, inzetbaar vanaf, available from, startdatum, "
        "kan starten per, ingangsdatum, mogelijke startdatum",
        evidence.date_like,
    ),
    _HOURS,
    _field(
        "wish", "wens, wensen, beroepswens, gewenst werk, interesse, doel, eigen doel, wish, werkwens, richting, zoekt"
    ),
    _field(
        "caseworker",
        "consulent, klantmanager, contactpersoon, begeleider, trajectbegeleider, bemiddelaar, caseworker, jobcoach, "
        "regisseur, naam consulent, toeleider",
        evidence.letters,
    ),
)

PLACE_FIELDS = (
    _field(
        "reference", "vacaturenummer, nummer, referentie, kenmerk, id, plaatsnummer, reference", evidence.short_text
    ),
    _field(
        "employer",
        "werkgever, bedrijf, bedrijfsnaam, organisatie, naam werkgever, naam bedrijf, onderneming, employer, company, "
        "naam organisatie, firma, opdrachtgever",
    ),
    _field(
        "company_number",
        "kvk, kvknummer, kvk nummer, kamer van koophandel, ondernemingsnummer, kbo, kbo nummer, handelsregister, "
        "inschrijfnummer kvk, company number, ondernemingsnr",
        evidence.company_number,
        strict=True,
    ),
    _field("site", "vestiging, locatie, werklocatie, afdeling, naam vestiging, site, location, team, filiaal"),
    _ADDRESS,
    _HOUSE_NUMBER,
    _POSTCODE,
    _TOWN,
    _field(
        "occupation",
        "functie, beroep, functienaam, functietitel, vacature, werkzaamheden functie, occupation, job, job title, "
        "soort werk, profiel, rol",
        evidence.letters,
        strict=True,
    ),
    _field("tasks", "taken, werkzaamheden, taakomschrijving, omschrijving, tasks, functieomschrijving"),
    _field(
        "count",
        "aantal, aantal plaatsen, aantal plekken, plaatsen, plekken, aantal werkplekken, aantal leerplekken, number, "
        "places, seats, capaciteit, stageplaatsen",
        evidence.count,
        strict=True,
    ),
    _field(
        "weekdays",
        "dagen, werkdagen, dagen per week, welke dagen, days, weekdays, rooster, werktijden",
        evidence.weekdays,
    ),
    _HOURS,
    _field(
        "start",
        "start, startdatum, begindatum, per, ingangsdatum, vanaf, start vanaf, gewenste start, start date, "
        "startmoment, beschikbaar vanaf, datum start",
        evidence.date_like,
    ),
    _field(
        "requirements",
        "eisen, vereisten, functie eisen, functieeisen, voorwaarden, requirements, wat vraag je, wij vragen",
    ),
    _field(
        "contact_name",
        "contactpersoon, contact, naam contactpersoon, contactpersoon werkgever, aanspreekpunt, "
        "contact name, contact person",
        evidence.letters,
    ),
    _PHONE,
    _MOBILE,
    _EMAIL,
    _field(
        "accredited",
        "erkend leerbedrijf, erkend, sbb erkend, leerbedrijf, erkenning, sbb, erkende werkplek, accredited",
        evidence.yes_no,
    ),
)

ATTENDANCE_FIELDS = (
    _REFERENCE,
    *_NAME,
    _field("group", "groep, klas, cohort, ronde, group, class, lesgroep, klasgroep"),
    _field("day", "datum, lesdatum, dag, date, day, datum les", evidence.date_like),
    _field("mark", "status, aanwezigheid, presentie, code, aanwezig, attendance, registratie", evidence.short_text),
)

AWARD_FIELDS = (
    _REFERENCE,
    *_NAME,
    _field(
        "award_kind",
        "soort, soort bewijs, soort document, bewijssoort, type, type bewijs, type document, kind, kind of award",
        evidence.award_kind,
        telling=True,
        strict=True,
    ),
    _field(
        "award",
        "naam diploma, naam bewijs, diploma, certificaat, kwalificatie, naam kwalificatie, opleiding, naam opleiding, "
        "omschrijving, award, name of award, qualification",
        evidence.letters,
    ),
    _field(
        "issuer",
        "uitgever, uitgegeven door, afgegeven door, uitgereikt door, instelling, onderwijsinstelling, school, issuer",
        evidence.letters,
        strict=True,
    ),
    _field(
        "awarded_on",
        "datum, dag, datum uitreiking, uitgereikt op, datum behaald, behaald op, datum afgifte, afgegeven op, "
        "diplomadatum, awarded on, date, day",
        evidence.date_like,
        strict=True,
    ),
    _field(
        "award_number",
        "diplomanummer, certificaatnummer, bewijsnummer, documentnummer, nummer diploma, nummer bewijs, award number",
        evidence.short_text,
    ),
)

NAMES = frozenset(field.code for field in _NAME)
# No more than is needed to call somebody: what an employer knows besides is not asked.
SENDING_FIELDS = (
    _REFERENCE,
    *_NAME,
    _BIRTH_DATE,
    *_REACHED,
    _field(
        "dismissal_date",
        "ontslagdatum, datum ontslag, ontslag per, uit dienst, uit dienst per, datum uit dienst, einde dienstverband, "
        "einddatum dienstverband, laatste werkdag, einddatum contract, dismissal date, last day",
        evidence.date_like,
    ),
    _field(
        "certainty",
        "zekerheid, hoe zeker, zekerheid ontslag, status ontslag, ontslag, certainty",
        evidence.certainty,
        telling=True,
    ),
)

FIELDS = {
    "participants": PARTICIPANT_FIELDS, "places": PLACE_FIELDS, "attendance": ATTENDANCE_FIELDS, "awards": AWARD_FIELDS,
    "sending": SENDING_FIELDS,
}  # fmt: skip
