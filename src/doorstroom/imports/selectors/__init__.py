"""Reads of this app: for checking a file, for comparing it, for its pages and for the command line."""

from doorstroom.imports.selectors.context import (
    activities,
    concept_of,
    file_context,
    occupation_finder,
    people_context,
    students,
)
from doorstroom.imports.selectors.deliveries import latest_applied, latest_delivery, told_before
from doorstroom.imports.selectors.finding import (
    applied_before,
    find_batch,
    find_list,
    find_member,
    find_partner,
    find_round,
)
from doorstroom.imports.selectors.kinds import register_for
from doorstroom.imports.selectors.places_register import place_values
from doorstroom.imports.selectors.registers import Register, Standing, columns_of
from doorstroom.imports.selectors.shown import (
    acts_on,
    batches,
    beside_earlier,
    overview,
    shown_differences,
    shown_problems,
    shown_rows,
)

__all__ = [
    "Register",
    "Standing",
    "activities",
    "acts_on",
    "applied_before",
    "batches",
    "beside_earlier",
    "columns_of",
    "concept_of",
    "file_context",
    "find_batch",
    "find_list",
    "find_member",
    "find_partner",
    "find_round",
    "latest_applied",
    "latest_delivery",
    "occupation_finder",
    "overview",
    "people_context",
    "place_values",
    "register_for",
    "shown_differences",
    "shown_problems",
    "shown_rows",
    "students",
    "told_before",
]
