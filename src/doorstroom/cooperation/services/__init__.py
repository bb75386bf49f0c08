"""The only writes of what partners keep together."""

from doorstroom.cooperation.services.board import finish_action, give_idea, plan_action, record_decision, settle_idea
from doorstroom.cooperation.services.experiments import decide_experiment, start_experiment
from doorstroom.cooperation.services.lessons import apply_lesson, write_lesson

__all__ = [
    "apply_lesson",
    "decide_experiment",
    "finish_action",
    "give_idea",
    "plan_action",
    "record_decision",
    "settle_idea",
    "start_experiment",
    "write_lesson",
]
