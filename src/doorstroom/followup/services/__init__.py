"""The writes of this app, by subject."""

from doorstroom.followup.services.observations import (
    Answer,
    end_after_re_entry,
    record_answers,
    record_known,
    record_unknown,
    schedule_after_exit,
    schedule_observations,
    show_left_alone,
)
from doorstroom.followup.services.samples import draw_sample

__all__ = [
    "Answer",
    "draw_sample",
    "end_after_re_entry",
    "record_answers",
    "record_known",
    "record_unknown",
    "schedule_after_exit",
    "schedule_observations",
    "show_left_alone",
]
