"""Reads for the day of one member, in a fixed number of queries."""

from doorstroom.signals.selectors.rounds import AnswerAsked, PromisedPlace, answers_asked, places_promised, rounds_short
from doorstroom.signals.selectors.today import Appointment, Today, TodayRow, Waiting, snoozable, todays_list

__all__ = [
    "AnswerAsked",
    "Appointment",
    "PromisedPlace",
    "Today",
    "TodayRow",
    "Waiting",
    "answers_asked",
    "places_promised",
    "rounds_short",
    "snoozable",
    "todays_list",
]
