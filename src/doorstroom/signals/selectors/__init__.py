"""Reads for the day of one member, in a fixed number of queries."""

from doorstroom.signals.selectors.own_row import own_row
from doorstroom.signals.selectors.rounds import (
    AnswerAsked,
    PromisedPlace,
    ReferrerBehind,
    choices_awaited,
    referrers_behind,
    rounds_short,
)
from doorstroom.signals.selectors.table import Table, TableRow, todays_table
from doorstroom.signals.selectors.today import Appointment, Today, TodayRow, Waiting, snoozable, todays_list

__all__ = [
    "AnswerAsked",
    "Appointment",
    "PromisedPlace",
    "ReferrerBehind",
    "Table",
    "TableRow",
    "Today",
    "TodayRow",
    "Waiting",
    "choices_awaited",
    "own_row",
    "referrers_behind",
    "rounds_short",
    "snoozable",
    "todays_list",
    "todays_table",
]
