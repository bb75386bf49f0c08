"""What two people and an employer tell: Abel and the employer said yes, Selam has not read hers back yet."""

from __future__ import annotations

from datetime import timedelta

from doorstroom.accounts.access import actor_of
from doorstroom.database.scope import scope
from doorstroom.demo.region.history import Stage
from doorstroom.stories.domain.consent import Side
from doorstroom.stories.models import Story
from doorstroom.stories.services import Text, record_consent, write_story
from doorstroom.trajectories.models import Trajectory

ABEL = (
    "Elke morgen iemand die op mij wacht",
    "Ik zat lang thuis en dacht: wie wil mij nog hebben? Op de afdeling moest ik eerst meekijken. De tweede week mocht"
    " ik zelf koffie schenken en een praatje maken.\n\nNu weet ik wie er suiker wil. Ik leer nog veel Nederlands, maar"
    " lachen gaat al goed.",
)
SELAM = (
    "Ik kan weer vooruitkijken",
    "Ik heb lang gewacht. Nu zoek ik met hulp een plek waar ik kan koken voor anderen.",
)
EMPLOYER = (
    "Eerst een kop koffie, dan pas papieren",
    "Wij waren bang voor gedoe. Er kwam iemand langs die eerst vroeg wat wij nodig hadden. Toen het een keer niet liep,"
    " werd er dezelfde dag gebeld. Wij doen weer mee.",
)


def build_told(stage: Stage, abel: Trajectory, selam: Trajectory) -> None:
    samira, employer = actor_of(stage.member("samira"), at=stage.at), stage.employers.named("Zorgkring Oost")
    with scope(samira, nested=True):
        for trajectory, (title, text) in ((abel, ABEL), (selam, SELAM)):
            told = Text(
                title=title, text=text, first_name=trajectory.person.given_name, places=Story.Where.values,
                until=stage.today + timedelta(days=365),
            )  # fmt: skip
            story = write_story(actor=samira, programme=trajectory.programme, person=trajectory.person, text=told)
            if trajectory == abel:
                record_consent(actor=samira, story=story, side=Side.PERSON, given_on=stage.today)
        of_employer = write_story(actor=samira, programme=abel.programme, text=Text(
            title=EMPLOYER[0], text=EMPLOYER[1], first_name="Joost", places=Story.Where.values, employer=employer,
            until=stage.today + timedelta(days=365),
        ))  # fmt: skip
        record_consent(
            actor=samira, story=of_employer, side=Side.EMPLOYER, given_on=stage.today, given_by="Joost Hermans"
        )
