"""The only writes about trajectories."""

from doorstroom.trajectories.services.bulk import ContactLine, History, Step, bulk_histories, bulk_start
from doorstroom.trajectories.services.guards import (
    pass_guard,
    record_fact,
    settle_guards,
    tick_item,
    untick_item,
)
from doorstroom.trajectories.services.holders import add_team_member, end_team_member, hand_to
from doorstroom.trajectories.services.leaving import exit_trajectory, re_enter
from doorstroom.trajectories.services.left_alone import show_left_alone
from doorstroom.trajectories.services.moves import (
    enter_phase,
    leave_phase,
    move_to_selection,
    move_to_waiting,
    resume_trajectory,
    set_dismissal_date,
    start_trajectory,
    suspend_trajectory,
)
from doorstroom.trajectories.services.notes import add_task, complete_task, reopen_task, take_over_task, write_note
from doorstroom.trajectories.services.registration import (
    IntakeTalk,
    Newcomer,
    hold_intake,
    join_round,
    register_newcomer,
    register_trajectory,
)

__all__ = [
    "ContactLine",
    "History",
    "IntakeTalk",
    "Newcomer",
    "Step",
    "add_task",
    "add_team_member",
    "bulk_histories",
    "bulk_start",
    "complete_task",
    "end_team_member",
    "enter_phase",
    "exit_trajectory",
    "hand_to",
    "hold_intake",
    "join_round",
    "leave_phase",
    "move_to_selection",
    "move_to_waiting",
    "pass_guard",
    "re_enter",
    "record_fact",
    "register_newcomer",
    "register_trajectory",
    "reopen_task",
    "resume_trajectory",
    "set_dismissal_date",
    "settle_guards",
    "show_left_alone",
    "start_trajectory",
    "suspend_trajectory",
    "take_over_task",
    "tick_item",
    "untick_item",
    "write_note",
]
