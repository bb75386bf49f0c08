"""The register entry of matching, written from what this installation really does today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from doorstroom.agreements.models import AgreementStatus, Category, DataLine
from doorstroom.matching.domain.answers import SECOND_LOOK
from doorstroom.matching.domain.facts import Kind, PersonFacts
from doorstroom.matching.domain.fairness import LEAST_PEOPLE
from doorstroom.matching.domain.register import Entry, checked
from doorstroom.matching.domain.sampling import SHARE
from doorstroom.matching.selectors.facts import ESTIMATES
from doorstroom.matching.wording import KINDS, MODE_WORDS, PERSON_FIELDS


@dataclass(frozen=True)
class Publisher:
    """What only the one who publishes knows."""

    organisation: str
    contact: str
    status: str
    since: str
    public_page: str
    category: str


def register_entry(publisher: Publisher, *, rule_version: str, months_kept: int, on: date) -> Entry:
    """Fields, limits and order of the publication standard; raises InvalidEntry when a text does not fit."""
    numbers = {
        "version": rule_version, "months": months_kept, "share": number_format(100 * SHARE, 0), "least": LEAST_PEOPLE,
    }  # fmt: skip
    return checked({**_general(publisher), **_responsible(numbers, on), **_working(numbers)})


def _general(publisher: Publisher) -> dict[str, str]:
    return {
        "Naam": _("Places for a participant, people for a place"),
        "Korte omschrijving": _(
            "Says of a participant and a place of an employer whether they fit, nearly fit or not yet, each with "
            "its reasons and what would solve it. People are never scored or ranked. A professional decides."
        ),
        "Organisatie": publisher.organisation,
        "Thema": _("Work"),
        "Status": publisher.status,
        "Begindatum": publisher.since,
        "Contactgegevens": publisher.contact,
        "Link publiekspagina": publisher.public_page,
        "Publicatiecategorie": publisher.category,
        "Taal": "nld",
        "Schema": "1.0.0",
        "Bron-ID": "doorstroom-matching",
        "Zoektermen": _("matching, work, learning places, reasons, rules"),
    }


def _responsible(numbers: Mapping[str, object], on: date) -> dict[str, str]:
    return {
        "Doel en impact": _(
            "Participants find places that suit their wishes and limits, and learn what would open more places. "
            "Employers' requirements are shown with the task that needs them and with how many people they keep "
            "out. Who is not shown as fitting may be asked less often; therefore nearly fits and not yet stand on "
            "the page too."
        ),
        "Afwegingen": _(
            "Plain rules instead of a learned score, because everybody must be able to check them. What is not "
            "known is asked and refuses nobody. A participant's limits are her own; only she changes them. "
            "Hand-written rules may fall outside the definition of an AI system; they are treated as if they were "
            "high-risk."
        ),
        "Menselijke tussenkomst": _(
            "The rule decides nothing. Participant and caseworker each say yes or no to a place, the caseworker "
            "with an own reason; only after both yes does an employer hear a name. Every word and reason is kept."
        ),
        "Risicobeheer": _(
            "Facts about health and support count on the page of a place only after both said yes. An account "
            "manager reads words that the participant approved. People stand in an order drawn by lot each day. "
            "%(share)s %% of refusals is drawn for review. A fairness report compares groups of at least "
            "%(least)s people on being chosen and being shown. Every answer is kept %(months)s months with its "
            "inputs and can be computed again."
        )
        % numbers,
        "Wettelijke basis": _bases(on),
    }


def _bases(on: date) -> str:
    """The grounds of the approved lines in force today that open profiles to somebody."""
    lines = DataLine.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
        category=Category.PROFILE, approved_on__lte=on, agreement__status=AgreementStatus.IN_FORCE,
    )  # fmt: skip
    grounds = sorted(set(lines.values_list("legal_basis", flat=True)))
    return "; ".join(grounds) or _("No agreement opens profiles yet.")


def _working(numbers: Mapping[str, object]) -> dict[str, str]:
    data = ", ".join(str(PERSON_FIELDS[field.name]) for field in fields(PersonFacts) if field.name in PERSON_FIELDS)
    kinds = ", ".join(str(KINDS[kind]) for kind in Kind)
    second = ", ".join(str(KINDS[kind]) for kind in Kind if kind in SECOND_LOOK)
    modes = "; ".join(
        _("%(mode)s: %(speed)s km an hour, detour %(detour)s, %(fixed)s minutes extra")
        % {
            "mode": MODE_WORDS[mode], "speed": number_format(each.kilometres_per_hour),
            "detour": number_format(each.detour), "fixed": each.fixed_minutes,
        }
        for mode, each in sorted(ESTIMATES.items())
    )  # fmt: skip
    return {
        "Gegevens": _(
            "Of a participant: %(data)s. Not: name, sex, age, origin, postcode text, benefit. Of a place: site, "
            "days, hours, start, tasks, what each task needs, what the employer can adapt."
        )
        % {"data": data},
        "Technische werking": _(
            "Rule version %(version)s. Compared are: %(kinds)s. A place fits when none of them fails, nearly fits "
            "when exactly one fails, else not yet. Unknown never fails. Only after both said yes: %(second)s. "
            "Places stand in the order of the participant's wishes, then the journey. People stand within a group "
            "in an order drawn by lot (SHA-256 of seed, place, day and an opaque number). Journeys are estimated: "
            "%(modes)s."
        )
        % {**numbers, "kinds": kinds, "second": second, "modes": modes},
        "Leverancier": _("Doorstroom, open source (EUPL-1.2)"),
    }
