"""Who a visitor of the demo can be. The people come from `demo.region`; here stands what they do, for whom."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership

LINKS_FILE = "demo-links.json"


@dataclass(frozen=True)
class Persona:
    """`email` is the account in the demo region; `asks` is the question of every morning."""

    code: str
    email: str
    asks: Promise


@dataclass(frozen=True)
class PersonaCard:
    code: str
    name: str
    role: str
    organisation: str
    asks: str


@dataclass(frozen=True)
class WayIn:
    """A way in without an account, with the code that one would otherwise get by another road."""

    url: str
    label: str
    detail: str


PERSONAS = (
    Persona("samira", "samira@lindevallei.example", _("Who needs me today, and who has no next step?")),
    Persona("ruud", "ruud@lindevallei.example", _("Who was absent? Which workplace wobbles?")),
    Persona(
        "femke", "femke@lindevallei.example", _("Are we on pace, where do we lose people, is the next round filled?")
    ),
    Persona(
        "chantal", "chantal@lindevallei.example", _("Which employer waits for my answer, and where are places short?")
    ),
    Persona(
        "marleen", "marleen@lindevallei.example", _("Who is not here, and who needs papers for the apprenticeship?")
    ),
    Persona("erik", "erik@lindevallei.example", _("On what basis does who see what, and can I prove it?")),
    Persona("wendy", "wendy@lindevallei.example", _("Can I change an approach without a supplier?")),
    Persona("bo", "bo@lindevallei.example", _("Does it help people and firms, and what do I decide?")),
    Persona("nadia", "nadia@lindevallei.example", _("Is the second version better, for whom, and how sure?")),
    Persona("hans", "hans@lindevallei.example", _("Which evidence is missing?")),
    Persona("roos", "roos@lindevallei.example", _("Writes approaches and reads results, and never sees a name.")),
    Persona("dounia", "dounia@lindevallei.example", _("Another municipality: sees only its own people.")),
)


def persona_cards(*, on: date) -> list[PersonaCard]:
    members = _members(on)
    return [
        PersonaCard(p.code, m.user.name, str(m.get_role_display()), m.organisation.name, str(p.asks))
        for p in PERSONAS
        if (m := members.get(p.email))
    ]


def ways_in() -> list[WayIn]:
    """The links that were made with the region; none where it was not built here."""
    path = settings.VAR / LINKS_FILE
    links = json.loads(path.read_text()) if path.exists() else []
    pages = {"participant": "enter_week", "employer": "enter_employer_week"}
    return [
        WayIn(reverse(pages[link["who"]], args=[link["token"]]), link["name"], _("code %(code)s") % link)
        for link in links
    ]


def sign_in_as(code: str, *, on: date) -> Membership | None:
    """The membership of this persona, or None for no such persona."""
    email = next((p.email for p in PERSONAS if p.code == code), "")
    return _members(on).get(email)


def _members(on: date) -> dict[str, Membership]:
    found = Membership.objects.valid(on).filter(user__email__in=[p.email for p in PERSONAS])
    return {m.user.email: m for m in found.select_related("user", "organisation").order_by("-id")}
