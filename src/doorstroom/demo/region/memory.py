"""What the partners know of each other: who knows whom, what each calls the shared steps, and the pulse of last spring."""

from __future__ import annotations

from datetime import date

from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Membership, Role, User
from doorstroom.cooperation.services import answer_pulse, name_steps, note_tie
from doorstroom.demo.region.history import Stage
from doorstroom.demo.region.partners import MAIL, SINCE

LEFT_ON = date(2026, 9, 1)
# Who knows somebody (a mailbox), at which employer, about what, and when they spoke last.
TIES = (
    ("chantal", "Van Loon Logistiek B.V.", "leerbanen in het magazijn", date(2026, 11, 5)),
    ("chantal", "Zorgkring Oost", "plekken voor verzorgenden", date(2026, 9, 30)),
    ("marleen", "Van Loon Logistiek B.V.", "leerlingen in de logistiek", date(2026, 4, 21)),
    ("ruud", "Van Loon Logistiek B.V.", "werk met minder tillen", date(2026, 10, 8)),
    ("rob", "Transport Gebr. Mulders", "chauffeurs en laders", date(2026, 6, 17)),
)  # fmt: skip
WORDS = {
    "Gemeente Lindervoort": {
        "registered": "melding", "intake": "eerste gesprek", "bridging": "voortraject", "exited": "uitstroom",
    },
    "UWV Lindevallei": {"registered": "inschrijving", "intake": "werkoriëntatiegesprek", "job_search": "bemiddeling"},
    "Lindecollege": {"intake": "kennismaking", "pre_apprenticeship": "instroomklas", "apprenticeship": "BBL-opleiding"},
    "Vennenwerk": {"intake": "startgesprek", "post_placement_support": "nazorg door de jobcoach"},
}  # fmt: skip
ASKED_ON = date(2026, 5, 18)


def build_memory(stage: Stage) -> None:
    keepers = {**stage.partners.staff, "rob": _who_left(stage)}
    for mailbox, employer, topic, spoken_on in TIES:
        organisation = stage.employers.named(employer)
        contact = stage.employers.contacts[organisation.pk]
        note_tie(
            actor=actor_of(keepers[mailbox], at=stage.actor(spoken_on).at), organisation=organisation, name=contact.name,
            topic=topic, last_contact_on=spoken_on,
        )  # fmt: skip
    for name, words in WORDS.items():
        name_steps(actor=stage.actor(), organisation=stage.partners[name], words=words)
    for number, member in enumerate(stage.partners.staff.values()):
        values = [3 + (number + question) % 3 - (question == 3) for question in range(5)]
        answer_pulse(actor=actor_of(member, at=stage.actor(ASKED_ON).at), values=values, on=ASKED_ON)


def _who_left(stage: Stage) -> Membership:
    """An account manager who left in September; what he knew stays with the work centre."""
    user = User.objects.create(email=f"rob@{MAIL}", name="Rob Vermeulen", password="!", is_active=False)
    return Membership.objects.create(
        user=user, organisation=stage.partners["Werkcentrum Lindevallei"], role=Role.ACCOUNT_MANAGER, valid_from=SINCE,
        valid_until=LEFT_ON,
    )  # fmt: skip
