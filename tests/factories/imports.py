"""Deliveries of files, through the service that takes them in."""

from datetime import datetime

from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Membership, Organisation
from doorstroom.imports.models import Batch
from doorstroom.imports.services import stage_file
from doorstroom.placements.models import SendingList
from doorstroom.rounds.models import Round
from doorstroom.taxonomy.services import load_own_vocabulary

PEOPLE = """Klantnr;Naam;Geboortedatum;Telefoon;Postcode;Niveau Nederlands;Uitkering
V-1;Vries, Fatma de;31-05-1990;06-41558228;5501EA;B1;bijstand
V-2;el Amrani, Samira;01-02-1985;06-41558229;55O1CL;A2;ww
V-3;Bos, Jan;31-04-1990;06-41558230;5502AB;B1;bijstand
"""


def staged(
    member: Membership, *, at: datetime, kind: str = "participants", content: str | bytes = PEOPLE,
    partner: Organisation | None = None, round: Round | None = None, file_name: str = "kandidaten.csv",
    sending: SendingList | None = None,
) -> Batch:  # fmt: skip
    load_own_vocabulary()
    batch, _checked = stage_file(
        actor=actor_of(member, at=at), kind=kind, partner=partner or member.organisation, round=round,
        content=content.encode() if isinstance(content, str) else content, file_name=file_name, at=at,
        sending=sending,
    )  # fmt: skip
    return batch
