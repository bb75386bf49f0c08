"""What goes upward, in plain lists and nothing else.

EFFECTS: when this happens, call these functions, in the same transaction.
FACTS: to know whether this holds for a trajectory on a day, ask this function.
RETENTION: for each kind of personal data its term, and what lets it go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from doorstroom.cooperation.privacy import let_go_of_names, names_past_term
from doorstroom.demand.privacy import let_go_of_questions, questions_past_term
from doorstroom.demand.services import adopt_words
from doorstroom.drafts.services import let_go_of_typed, typed_past_term
from doorstroom.followup.services import end_after_re_entry, schedule_after_exit
from doorstroom.imports.privacy import batches_past_term, let_go_of_batches
from doorstroom.intake.services.referral_clocks import end_with_trajectory, follow_holder
from doorstroom.intake.services.talks import note_intake
from doorstroom.kernel.events import Effect, Fact, connect
from doorstroom.matching.privacy import answers_past_term, let_go_of_plan_lines, plan_lines_past_term, reduce_answers
from doorstroom.monitoring.services import refresh_on
from doorstroom.oversight.privacy import let_go_of_requests, requests_past_term
from doorstroom.placements.selectors import placement_active
from doorstroom.rounds.services.outcomes import note_started
from doorstroom.trajectories.privacy import let_go_of_people, people_past_term
from doorstroom.trajectories.selectors.facts import FACTS as TRAJECTORY_FACTS


@dataclass(frozen=True)
class Retention:
    """`due(on=…)` gives the rows past their term, `let_go(actor=…, on=…)` erases them with all that hangs on them."""

    kind: str
    term: str
    source: str
    due: Callable[..., Any]
    let_go: Callable[..., int]


CHANGES_FACTS = (
    "trajectory_registered",
    "trajectory_intake_held",
    "trajectory_joined_round",
    "trajectory_started",
    "trajectory_phase_started",
    "trajectory_phase_ended",
    "trajectory_suspended",
    "trajectory_resumed",
    "trajectory_exited",
    "trajectory_re_entered",
    "placement_activated",
    "placement_ended",
    "placements_recorded",
    "awards_recorded",
    "observation_recorded",
)

EFFECTS: list[tuple[str, Effect]] = [
    ("words_linked", adopt_words),
    ("trajectory_intake_held", note_intake),
    ("trajectory_started", note_started),
    ("trajectory_exited", schedule_after_exit),
    ("trajectory_exited", end_with_trajectory),
    ("trajectory_holder_changed", follow_holder),
    ("trajectory_re_entered", end_after_re_entry),
    # The fact row comes last, so that what follows from the same event is in it.
    *((name, refresh_on) for name in CHANGES_FACTS),
]

FACTS: dict[str, Fact] = {
    **TRAJECTORY_FACTS,
    "placement_active": placement_active,
}

RETENTION: list[Retention] = [
    Retention(
        kind="a person and everything that hangs on her",
        term="24 months after the last exit, 12 months without a trajectory",
        source="docs/adr/0006-retention-of-a-persons-file.md",
        due=people_past_term,
        let_go=let_go_of_people,
    ),
    Retention(
        kind="what was typed and not saved",
        term="30 days after it was typed",
        source="src/doorstroom/drafts/README.md",
        due=typed_past_term,
        let_go=let_go_of_typed,
    ),
    Retention(
        kind="the rows of a delivered file",
        term="24 months after the delivery was made or applied",
        source="docs/adr/0006-retention-of-a-persons-file.md",
        due=batches_past_term,
        let_go=let_go_of_batches,
    ),
    Retention(
        kind="a question of an employer, with who asked it",
        term="24 months after it was asked",
        source="src/doorstroom/demand/README.md",
        due=questions_past_term,
        let_go=let_go_of_questions,
    ),
    Retention(
        kind="who said an idea without having an account",
        term="24 months after the idea; the idea and its fate stay",
        source="src/doorstroom/cooperation/README.md",
        due=names_past_term,
        let_go=let_go_of_names,
    ),
    Retention(
        kind="the inputs of an answer of the matching rule",
        term="12 months, or until somebody in it is let go; rule version and counts stay",
        source="docs/adr/0008-matching-answers-live-and-kept-a-year.md",
        due=answers_past_term,
        let_go=reduce_answers,
    ),
    Retention(
        kind="requests for a file that led to nobody",
        term="30 days without an answer; 12 months when declined",
        source="src/doorstroom/oversight/privacy.py",
        due=requests_past_term,
        let_go=let_go_of_requests,
    ),
    Retention(
        kind="people in a proposal for a round",
        term="12 months after the proposal; its figures stay",
        source="docs/adr/0008-matching-answers-live-and-kept-a-year.md",
        due=plan_lines_past_term,
        let_go=let_go_of_plan_lines,
    ),
]


def wire() -> None:
    connect(effects=EFFECTS, facts=FACTS)
