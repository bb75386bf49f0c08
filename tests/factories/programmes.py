from datetime import date
from pathlib import Path

import factory

import doorstroom
from doorstroom.accounts.access import system_actor
from doorstroom.programmes.models import Programme, RouteModel, SchoolHoliday
from doorstroom.programmes.selectors import approach_of
from doorstroom.programmes.services import load_model
from factories.accounts import OrganisationFactory


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    name = factory.Sequence(lambda n: f"Programma {n}")
    receiving_desk = factory.SubFactory(OrganisationFactory)


class SchoolHolidayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SchoolHoliday

    region = "Lindevallei"
    name = "voorjaarsvakantie"
    starts_on = date(2027, 2, 22)
    ends_on = date(2027, 3, 1)
    source = "test"


def model_of(programme: Programme, name: str = "welthuis-v2") -> RouteModel:
    """One of the approaches that the demo brings, in this programme; this process has read it, whoever comes first."""
    from conftest import NOW

    text = (Path(doorstroom.__file__).parent / "demo" / "models" / f"{name}.yaml").read_text()
    model = load_model(
        actor=system_actor(at=NOW, purpose="test"), text=text, programme=programme, on=date(2026, 1, 5)
    )  # fmt: skip
    approach_of(model)
    return model
