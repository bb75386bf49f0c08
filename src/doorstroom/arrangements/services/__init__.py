"""The only writes about arrangements."""

from doorstroom.arrangements.services.recording import change_arrangement, end_arrangement, record_arrangement
from doorstroom.arrangements.services.types import TypeRules, change_type, set_up_type

__all__ = [
    "TypeRules",
    "change_arrangement",
    "change_type",
    "end_arrangement",
    "record_arrangement",
    "set_up_type",
]
