"""Invents people. Names, schooling, income and home are drawn apart from each other: nothing follows from a name."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import yaml

from doorstroom.accounts.models import Organisation, OrganisationKind, Role
from doorstroom.agreements.models import Purpose
from doorstroom.demo.region.geography import TOWNS, Town
from doorstroom.demo.region.partners import PARTICIPATION_ACT, SUWI, WORK_COMPANY_TOWNS, Partners
from doorstroom.participants.services import RelationSpec
from doorstroom.participants.services.bulk import NewPerson

T = TypeVar("T")
WORDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "names.yaml").read_text())
AGES = {(18, 26): 24, (27, 34): 25, (35, 44): 23, (45, 54): 18, (55, 64): 10}
EDUCATION = {"none": 22, "lower": 33, "middle": 27, "higher": 10, "foreign_unrated": 8}
INCOME = {"social_assistance": 55, "unemployment_benefit": 14, "none": 9, "incapacity_benefit": 8, "wage": 14}
LEVELS = {"A1": 12, "A2": 21, "B1": 17, "B2": 50}
LEVELS_ENTRY_COURSE = {"A1": 28, "A2": 37, "B1": 20, "B2": 15}
ADJUSTMENTS = ("fixed_times", "build_up", "fixed_person", "short_steps", "light_loads", "extra_breaks")
SKILLS = ("listening", "speaking", "reading", "writing")
CITY_RATE, OTHER_RATE = 1.6, 0.7  # benefit rate, relative: more people per inhabitant in the centre town
STEPS = ("A1", "A2", "B1", "B2")


def apportion(total: int, shares: Mapping[T, float]) -> list[T]:
    """`total` items in these proportions, by largest remainder: the counts come out, not only on average."""
    weight = sum(shares.values())
    exact = {key: total * share / weight for key, share in shares.items()}
    counts = {key: int(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: counts[key] - exact[key])
    for key in by_remainder[: total - sum(counts.values())]:
        counts[key] += 1
    return [key for key, count in counts.items() for _ in range(count)]


class Population:
    """Gives one new invented person after another; the same seed gives the same people."""

    def __init__(self, partners: Partners, random: Random) -> None:
        self._partners, self._random = partners, random
        pairs = [(given, family) for given in WORDS["given"] for family in WORDS["family"]]
        random.shuffle(pairs)
        self._names = deque(pairs)
        self._phone = 30_000_000

    def several(self, number: int, **wishes: Any) -> list[NewPerson]:
        """`number` people whose attributes follow the shares of the region."""
        shares = {
            "income": wishes.pop("income", INCOME),
            "level": wishes.pop("levels", LEVELS),
            "education": wishes.pop("education", EDUCATION),
            "ages": AGES,
        }
        columns = {name: self._shuffled(apportion(number, each)) for name, each in shares.items()}
        return [self.one(**{name: column[i] for name, column in columns.items()}, **wishes) for i in range(number)]

    def one(
        self, *, on: date, name: tuple[str, str] | None = None, referrer: Organisation | None = None,
        town: Town | None = None, income: str = "social_assistance", level: str = "B1", education: str = "lower",
        ages: tuple[int, int] = (27, 34), goal: str = "", references: Mapping[int, str] | None = None,
        born: date | None = None,
    ) -> NewPerson:  # fmt: skip
        random = self._random
        given, family = name or self._names.popleft()
        home = town or self.home(referrer)
        infix, family = self._split(family)
        known_by = self.known_by(home, referrer, income)
        return NewPerson(
            given_name=given, infix=infix, family_name=family, registered_on=on,
            relation=self.relation(known_by), language=random.choice(WORDS["languages"]) if level < "B2" else "nl",
            contact=self._contact(home, born or on - timedelta(days=random.randint(ages[0] * 366, ages[1] * 365 + 360))),
            profile=self._profile(education), levels=self._levels(level),
            income=self._income(income, known_by, on), own_goal=goal or random.choice(WORDS["goals"]),
            adjustments=[random.choice(ADJUSTMENTS)] if random.random() < 0.2 else [], references=references or {},
        )  # fmt: skip

    def home(self, referrer: Organisation | None) -> Town:
        """Where somebody lives who was sent by this organisation; municipalities send their own people."""
        named = [town for town in TOWNS if referrer and referrer.name == f"Gemeente {town.name}"]
        if named:
            return named[0]
        towns = [t for t in TOWNS if referrer is None or referrer.name != "Vennenwerk" or t.name in WORK_COMPANY_TOWNS]
        weights = [t.thousands * (CITY_RATE if t.name == "Lindervoort" else OTHER_RATE) for t in towns]
        return self._random.choices(towns, weights)[0]

    def known_by(self, home: Town, referrer: Organisation | None, income: str) -> Organisation:
        """Who has the statutory task: the sender, else the public employment service or the town's own office."""
        if referrer is not None and referrer.kind != OrganisationKind.SOCIAL_ORGANISATION:
            return referrer
        if income in ("unemployment_benefit", "incapacity_benefit", "wage"):
            return self._partners["UWV Lindevallei"]
        office = "Vennenwerk" if home.name in WORK_COMPANY_TOWNS else f"Gemeente {home.name}"
        return self._partners[office]

    @staticmethod
    def relation(organisation: Organisation) -> RelationSpec:
        basis = SUWI if organisation.kind == OrganisationKind.PES else PARTICIPATION_ACT
        return RelationSpec(
            organisation_id=organisation.pk, role=Role.CASEWORKER, purpose=Purpose.GUIDANCE, basis=basis,
            source=f"register:{organisation.pk}",
        )  # fmt: skip

    def _shuffled(self, items: Sequence[T]) -> list[T]:
        return self._random.sample(items, len(items))

    @staticmethod
    def _split(family: str) -> tuple[str, str]:
        infix = next((each for each in WORDS["infixes"] if family.startswith(f"{each} ")), "")
        return infix, family.removeprefix(f"{infix} ") if infix else family

    def _contact(self, home: Town, born: date) -> dict[str, Any]:
        self._phone += 1
        letters = "".join(self._random.choices("ABCDEGHJKLMNPRSTVWXZ", k=2))
        return {
            "birth_date": born, "phone": f"06-{self._phone}",
            "street": f"{self._random.choice(WORDS['streets'])} {self._random.randint(1, 160)}",
            "postcode": f"{self._random.choice(home.postcodes)}{letters}", "place": home.name,
        }  # fmt: skip

    def _profile(self, education: str) -> dict[str, Any]:
        draw = self._random.random()
        ways = ["car"] if draw < 0.31 else ["public_transport"] if draw < 0.65 else ["bike", "public_transport"]
        licence = draw < 0.31 or self._random.random() < 0.1  # 38% in all, everyone with a car among them
        return {
            "education": education, "licences": ["B"] if licence else [], "weekdays": [0, 1, 2, 3, 4],
            "hours_minimum": 16, "hours_maximum": self._random.choice([24, 28, 32, 36]), "travel_modes": ways,
            "travel_minutes": self._random.choice([30, 40, 45, 60]),
        }  # fmt: skip

    def _levels(self, level: str) -> dict[str, str]:
        """Speaking and listening as asked; reading and writing the same, or one lower."""
        lower = STEPS[max(0, STEPS.index(level) - 1)]
        return {skill: self._random.choice([level, lower]) if skill in SKILLS[2:] else level for skill in SKILLS}

    def _income(self, source: str, payer: Organisation, on: date) -> dict[str, Any]:
        if source in ("none", "wage"):
            return {"source": source}
        months = min(120, round(self._random.lognormvariate(3.0, 0.9)))  # median 20 months on benefit
        return {
            "source": source, "payer": payer, "valid_from": on - timedelta(days=30 * months),
            "benefit_kept_decision": "besluit behoud uitkering", "benefit_kept_from": on,
        }  # fmt: skip
