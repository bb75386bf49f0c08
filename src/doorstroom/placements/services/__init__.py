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
from doorstroom.placements.services.instruments import note_instrument_term, settle_instrument_term
from doorstroom.placements.services.job_to_job import (
    accept_offer,
    decline_offer,
    offer_guidance,
    open_sending_list,
    put_on_list,
    set_clock,
)
from doorstroom.placements.services.links import issue_employer_link, open_employer_link, revoke_employer_links
from doorstroom.placements.services.next_path import agree_next_path
from doorstroom.placements.services.offer_sheet import confirm_offer, review_offer, write_offer_sheet
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
    "accept_offer",
    "activate_placement",
    "agree_next_path",
    "agree_placement",
    "book_station",
    "cancel_placement",
    "close_station",
    "confirm_offer",
    "decline_offer",
    "end_placement",
    "introduce_placement",
    "issue_employer_link",
    "leave_station",
    "note_instrument_term",
    "offer_guidance",
    "open_employer_link",
    "open_sending_list",
    "open_station",
    "propose_placement",
    "put_on_list",
    "record_apprenticeship",
    "record_job",
    "record_placements",
    "record_week_answers",
    "review_offer",
    "revoke_employer_links",
    "say_yes_as_guide",
    "set_clock",
    "settle_instrument_term",
    "write_offer_sheet",
]
