"""People with a profile and places with tasks, near each other in an invented region."""

from datetime import date
from decimal import Decimal

from doorstroom.demand.models import Place, PlaceRequirement, PlaceTask
from doorstroom.participants.models import LanguageLevel, Person, PersonProfile, WorkAdjustment
from doorstroom.participants.services import set_contact
from doorstroom.partners.models import PostcodeArea
from doorstroom.trajectories.models import Trajectory
from factories.demand import PlaceFactory, SiteFactory
from factories.trajectories import in_intake


def area(code: str, latitude: float, longitude: float = 5.0) -> PostcodeArea:
    return PostcodeArea.objects.create(
        code=code, place="Oosterwade", municipality="Oosterwade", latitude=latitude, longitude=longitude, source="test"
    )


def profile(person: Person, **brings) -> PersonProfile:
    """Someone who cycles at most half an hour, works Monday to Wednesday and has driving licence B."""
    known = {
        "weekdays": [0, 1, 2], "hours_minimum": 16, "hours_maximum": 24, "available_from": date(2026, 12, 1),
        "travel_modes": ["bike"], "travel_minutes": 30, "licences": ["B"], "education": "lower",
    }  # fmt: skip
    return PersonProfile.objects.create(person=person, **known | brings)


def seeker(member, programme, system, *, postcode: str = "9001 AB", level: str = "A2", **names) -> Trajectory:
    """A person in intake with an address, a profile and a speaking level."""
    trajectory = in_intake(member, programme, **names)
    person = trajectory.person
    set_contact(actor=system, person_id=person.pk, postcode=postcode)
    profile(person)
    LanguageLevel.objects.update_or_create(person=person, language="nl", skill="speaking", defaults={"level": level})
    return trajectory


def needs(person: Person, kind: str) -> WorkAdjustment:
    return WorkAdjustment.objects.create(person=person, kind=kind)


def place(postcode: str = "9001 AA", *, asks: dict[str, str] | None = None, employer: str = "Zorgkring Oost",
          **offer) -> Place:  # fmt: skip
    """Two days of eight hours from February, with one task that needs what is asked (kind: value)."""
    site = SiteFactory(organisation__name=employer, name=f"{employer} {postcode}", postcode=postcode)
    known = {"weekdays": [0, 1], "hours_per_week": Decimal(16), "starts_from": date(2027, 2, 1)}
    made = PlaceFactory(site=site, **known | offer)
    task = PlaceTask.objects.create(place=made, text="koffie schenken")
    for kind, value in (asks or {}).items():
        PlaceRequirement.objects.create(place=made, kind=kind, value=value, task=task)
    return made
