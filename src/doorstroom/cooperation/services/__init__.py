"""The only writes of what partners keep together."""

from doorstroom.cooperation.services.board import finish_action, give_idea, plan_action, record_decision, settle_idea
from doorstroom.cooperation.services.closing import close_programme, confirm_transfer, name_next_owner, plan_closing
from doorstroom.cooperation.services.experiments import decide_experiment, start_experiment
from doorstroom.cooperation.services.lessons import apply_lesson, write_lesson
from doorstroom.cooperation.services.memory import keep_tie, note_tie
from doorstroom.cooperation.services.pulse import answer_pulse
from doorstroom.cooperation.services.rollup import make_part_of, make_project
from doorstroom.cooperation.services.steps import name_steps

__all__ = [
    "answer_pulse",
    "apply_lesson",
    "close_programme",
    "confirm_transfer",
    "decide_experiment",
    "finish_action",
    "give_idea",
    "keep_tie",
    "make_part_of",
    "make_project",
    "name_next_owner",
    "name_steps",
    "note_tie",
    "plan_action",
    "plan_closing",
    "record_decision",
    "settle_idea",
    "start_experiment",
    "write_lesson",
]
