"""What people in the region said about places, and the words in which an account manager may read of them."""

from __future__ import annotations

from functools import partial

from doorstroom.accounts.access import actor_of
from doorstroom.database.scope import scope
from doorstroom.demo.region.history import Stage
from doorstroom.matching.access import people_looking
from doorstroom.matching.domain.assessment import Group
from doorstroom.matching.models import Willingness
from doorstroom.matching.selectors import places_of_person
from doorstroom.matching.services import approve_wordings, make_fairness_report, say_word

Side = Willingness.Side
OWN_WORDS = {
    "days": "Ik werk graag op vaste dagen.",
    "language": "Ik spreek Nederlands met collega's. Schrijven leer ik nog.",
    "travel": "Ik kom met de fiets of de bus.",
}
SPEAKERS = 8


def build_words(stage: Stage) -> None:
    """Of the first people whom Samira guides and who look for a place: two got both yes, the others one side."""
    samira = actor_of(stage.member("samira"), at=stage.at)
    with scope(samira, nested=True):
        people = list(people_looking(samira).order_by("registered_on", "pk").values_list("pk", flat=True)[:SPEAKERS])
        for number, person in enumerate(people):
            approve_wordings(actor=samira, person_id=person, texts=OWN_WORDS, on=stage.today)
            found = places_of_person(samira, person)
            fitting = [place for place, each in found.found if each.group is not Group.NOT_YET] if found else []
            for place in fitting[:1]:
                say = partial(say_word, actor=samira, person_id=person, place_id=place.pk, at=stage.at, willing=True)
                say(side=Side.PERSON, reason="Dit werk ken ik van vroeger.")
                if number < 2:
                    say(side=Side.CASEWORKER, reason="De werkgever leert zelf mensen in.")
    make_fairness_report(actor=stage.actor())
