"""The only writes about employers: what they offer, the contact with them, and their questions."""

from doorstroom.demand.services.contact import name_account_manager, note_talk, write_plan
from doorstroom.demand.services.places import (
    PlaceDetails,
    Requirement,
    adopt_words,
    change_address,
    change_contact,
    change_place,
    details_of,
    number_place,
    offer_place,
    register_contact,
    register_employer,
    register_site,
    withdraw_place,
    withdraw_places,
)
from doorstroom.demand.services.processes import ask_processes, write_processes
from doorstroom.demand.services.questions import Question, answer_question, ask_question
from doorstroom.demand.services.vacancies import (
    behind,
    change_vacancy,
    describe_vacancy,
    follow_vacancy,
    take_share,
    withdraw_vacancy,
)

__all__ = [
    "PlaceDetails",
    "Question",
    "Requirement",
    "adopt_words",
    "answer_question",
    "ask_processes",
    "ask_question",
    "behind",
    "change_address",
    "change_contact",
    "change_place",
    "change_vacancy",
    "describe_vacancy",
    "details_of",
    "follow_vacancy",
    "name_account_manager",
    "note_talk",
    "number_place",
    "offer_place",
    "register_contact",
    "register_employer",
    "register_site",
    "take_share",
    "withdraw_place",
    "withdraw_places",
    "withdraw_vacancy",
    "write_plan",
    "write_processes",
]
