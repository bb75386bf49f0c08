"""Twenty-one municipalities, their postcodes and school holidays: all invented. Distances are plausible for a
region of 40 by 30 kilometres."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from doorstroom.partners.models import Municipality, PostcodeArea
from doorstroom.programmes.models import SchoolHoliday

REGION = "Lindevallei"
SOURCE = "demo Lindevallei, verzonnen"
LATITUDE, LONGITUDE = 51.42, 5.30  # the middle of Lindervoort
KM_PER_DEGREE_LATITUDE, KM_PER_DEGREE_LONGITUDE = 111.2, 69.4


@dataclass(frozen=True)
class Town:
    """`east` and `north` in kilometres from the middle of the centre town; `thousands` of inhabitants."""

    name: str
    thousands: int
    postcodes: tuple[str, ...]
    east: float
    north: float
    sub_region: str = "Midden"


TOWNS = (
    Town("Lindervoort", 236, ("5501", "5502"), 0, 0),
    Town("Oosterwade", 94, ("5503", "5504"), 7, 2, "Oost"),
    Town("Kerkwoude", 48, ("5511",), -6, 4, "West"),
    Town("Harmelbeek", 44, ("5521",), 4, -6),
    Town("Brakelrode", 39, ("5531",), -9, -5, "West"),
    Town("Vennendal", 37, ("5541",), 11, -8, "Oost"),
    Town("Heiwijk", 33, ("5551",), 13, 6, "Oost"),
    Town("Molenrade-Zuid", 31, ("5561",), -3, -11),
    Town("Goorbeke", 29, ("5571",), 3, 9),
    Town("Rietakker", 27, ("5581",), -13, 2, "West"),
    Town("Zandwerve", 25, ("5591",), 16, -2, "Oost"),
    Town("Leenhout", 24, ("5601",), -8, 11, "West"),
    Town("Ravenslo", 22, ("5611",), 9, 12, "Oost"),
    Town("Wolfsheuvel", 21, ("5621",), -16, -9, "West"),
    Town("Ommerveen", 19, ("5631",), 18, 8, "Oost"),
    Town("Tiendhoven-Oost", 18, ("5641",), 6, -13),
    Town("Esdoornveld", 17, ("5651",), -11, -13, "West"),
    Town("Hoogmeer", 16, ("5661",), 14, -13, "Oost"),
    Town("Sint-Odrik", 15, ("5671",), -18, 8, "West"),
    Town("Duinbroek", 13, ("5681",), -2, 15),
    Town("Peelwijk", 12, ("5691",), 20, -9, "Oost"),
)

# (name, first day, first day of school again): two rounds of 2026 and 2027 fall in them.
SCHOOL_HOLIDAYS = (
    ("herfstvakantie", date(2026, 10, 19), date(2026, 10, 24)),
    ("kerstvakantie", date(2026, 12, 21), date(2027, 1, 2)),
    ("voorjaarsvakantie", date(2027, 2, 22), date(2027, 2, 27)),
    ("meivakantie", date(2027, 4, 26), date(2027, 5, 1)),
    ("zomervakantie", date(2027, 7, 24), date(2027, 9, 6)),
)
EARLIER_HOLIDAYS = (
    ("voorjaarsvakantie", 2, 20, 27),
    ("meivakantie", 4, 25, 30),
    ("zomervakantie", 7, 18, 31),
    ("herfstvakantie", 10, 17, 24),
)


def place_of(town: Town, part: int = 0) -> tuple[float, float]:
    """(latitude, longitude) of a postcode's middle; parts of one town lie two kilometres apart."""
    return (
        round(LATITUDE + town.north / KM_PER_DEGREE_LATITUDE, 5),
        round(LONGITUDE + (town.east + 2 * part) / KM_PER_DEGREE_LONGITUDE, 5),
    )


def build_geography() -> None:
    """Municipalities, postcode areas and holidays; reference data that an operator would load."""
    Municipality.objects.bulk_create(
        Municipality(name=t.name, inhabitants=t.thousands * 1000, sub_region=t.sub_region) for t in TOWNS
    )
    PostcodeArea.objects.bulk_create(
        PostcodeArea(
            code=code, place=town.name, municipality=town.name, latitude=place_of(town, part)[0],
            longitude=place_of(town, part)[1], source=SOURCE,
        )
        for town in TOWNS
        for part, code in enumerate(town.postcodes)
    )  # fmt: skip
    earlier = [
        (name, date(year, month, first), date(year, month, last))
        for year in range(2022, 2026)
        for name, month, first, last in EARLIER_HOLIDAYS
    ]
    SchoolHoliday.objects.bulk_create(
        SchoolHoliday(region=REGION, name=name, starts_on=first, ends_on=last, source=SOURCE)
        for name, first, last in [*earlier, *SCHOOL_HOLIDAYS]
    )
