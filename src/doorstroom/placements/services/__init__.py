"""The only writes of placements."""

from doorstroom.placements.services.answers import WeekAnswer, record_week_answers
from doorstroom.placements.services.arranging import (
    activate_placement,
    agree_placement,
    cancel_placement,
    end_placement,
    introduce_placement,
    propose_placement,
    say_yes_as_guide,
)
from doorstroom.placements.services.links import issue_employer_link, open_employer_link, revoke_employer_links
from doorstroom.placements.services.next_path import agree_next_path
from doorstroom.placements.services.recording import (
    NewPlacement,
    record_apprenticeship,
    record_job,
    record_placements,
)
from doorstroom.placements.services.stations import book_station, close_station, leave_station, open_station

__all__ = [
    "NewPlacement",
    "WeekAnswer",
    "activate_placement",
    "agree_next_path",
    "agree_placement",
    "book_station",
    "cancel_placement",
    "close_station",
    "end_placement",
    "introduce_placement",
    "issue_employer_link",
    "leave_station",
    "open_employer_link",
    "open_station",
    "propose_placement",
    "record_apprenticeship",
    "record_job",
    "record_placements",
    "record_week_answers",
    "revoke_employer_links",
    "say_yes_as_guide",
]
