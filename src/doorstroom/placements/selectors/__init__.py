"""Reads of work, stations and lists of sending employers, each in a fixed number of queries."""

from doorstroom.placements.selectors.job_to_job import (
    ListRow,
    OfferRow,
    list_rows,
    offers_of,
    sending_lists,
    what_a_no_entails,
)
from doorstroom.placements.selectors.work import (
    SHOWN,
    Sheet,
    StationWeek,
    WorkingWeek,
    active_placements,
    load_of,
    placement_active,
    placements_behind,
    placements_of,
    sheet_of,
    station_weeks,
    stations_in_use,
    usable_link,
    working_weeks,
)

__all__ = [
    "SHOWN",
    "ListRow",
    "OfferRow",
    "Sheet",
    "StationWeek",
    "WorkingWeek",
    "active_placements",
    "list_rows",
    "load_of",
    "offers_of",
    "placement_active",
    "placements_behind",
    "placements_of",
    "sending_lists",
    "sheet_of",
    "station_weeks",
    "stations_in_use",
    "usable_link",
    "what_a_no_entails",
    "working_weeks",
]
