"""Three learning workplaces with 18, 12 and 10 stations, and the stations in care where round 8 practises."""

from __future__ import annotations

from datetime import timedelta

from doorstroom.accounts.models import Organisation
from doorstroom.demand.models import Station, WorkProcess
from doorstroom.demo.region.history import Stage
from doorstroom.demo.region.work_processes import QUALIFICATION
from doorstroom.placements.models import Placement
from doorstroom.placements.services import book_station, open_station

SITES = (
    ("logistics", 18, "Orderpickplaats", "Logistiek medewerker", ("B1-K1-W1", "Verzamelt een order")),
    ("technology", 12, "Werkbank", "Assistent technische uitvoering", ("B1-K1-W1", "Bewerkt materiaal aan de bank")),
    ("services", 10, "Keukenplek", "Assistent horeca", ("B1-K1-W1", "Bereidt eenvoudige gerechten")),
)
CARE = (("Huiskamer", 3, (0, 1, 3)), ("Zorg aan bed", 2, (2, 4, 5)), ("Linnenkamer", 1, (0,)))
WEEKS = 6


def build_stations(stage: Stage) -> None:
    actor = stage.actor()
    for sector, number, name, qualification, (code, said) in SITES:
        process = WorkProcess.objects.create(qualification=qualification, code=code, name=said, level=1)
        site = stage.employers.sites[workplace_in(stage, sector).pk]
        for position in range(1, number + 1):
            open_station(actor=actor, site=site, name=f"{name} {position:02}", capacity=1, processes=[process])
    _care(stage)


def workplace_in(stage: Stage, sector: str) -> Organisation:
    """The employer that has the learning workplace of this sector."""
    return stage.employers.by_sector.get(sector, stage.employers.by_sector["care"])[1]


def _care(stage: Stage) -> None:
    """Everybody of round 8 at Zorgkring Oost takes turns; the linen room is full on each day that somebody works."""
    site = stage.employers.sites[stage.employers.named("Zorgkring Oost").pk]
    parts = list(WorkProcess.objects.filter(qualification=QUALIFICATION))
    made = [
        open_station(actor=stage.actor(), site=site, name=name, capacity=room, processes=[parts[n] for n in taught])
        for name, room, taught in CARE
    ]
    seats = [station for station in made for _ in range(station.capacity)]
    people = Placement.objects.filter(site=site, trajectory__round__name="ronde 8", state=Placement.State.ACTIVE)
    for placement, station in zip(people.order_by("pk"), seats, strict=False):
        _book(stage, placement, station)


def _book(stage: Stage, placement: Placement, station: Station) -> None:
    last = stage.today + timedelta(weeks=WEEKS, days=4)
    book_station(
        actor=stage.actor(), placement=placement, station=station, first=max(placement.starts_on, stage.today),
        last=min(last, placement.ends_on or last), weekdays=placement.weekdays,
    )  # fmt: skip
