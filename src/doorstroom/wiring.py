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
from doorstroom.intake.services.referral_clocks import end_with_trajectory, follow_holder, follow_merger
from doorstroom.intake.services.routes import wait_after_intake
from doorstroom.intake.services.talks import note_intake
from doorstroom.kernel.events import Effect, Fact, connect
from doorstroom.matching.privacy import answers_past_term, let_go_of_plan_lines, plan_lines_past_term, reduce_answers
from doorstroom.monitoring.services import follow_name, refresh_on
from doorstroom.oversight.privacy import (
    let_go_of_helpdesk,
    let_go_of_requests,
    questions_to_nobody,
    requests_past_term,
)
from doorstroom.oversight.selectors.letting_go import files_to_let_go
from doorstroom.oversight.services.letting_go import let_go_of_files
from doorstroom.placements.selectors import placement_active
from doorstroom.rounds.services.outcomes import note_started
from doorstroom.stories.privacy import let_go_of_stories, stories_past_term
from doorstroom.trajectories.selectors.facts import FACTS as TRAJECTORY_FACTS


@dataclass(frozen=True)
class Retention:
    """`due(on=…)` gives the rows past their term, `let_go(actor=…, on=…)` erases them with all that hangs on them.

    Which data and for how long stands in words in `oversight.wording.KEPT`, under `kind`.
    """

    kind: str
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
    "trajectory_act_undone",
    "trajectory_regrouped",
    "placement_activated",
    "placement_ended",
    "placements_recorded",
    "awards_recorded",
    "observation_recorded",
)

EFFECTS: list[tuple[str, Effect]] = [
    ("words_linked", adopt_words),
    ("trajectory_intake_held", note_intake),
    ("trajectory_intake_held", wait_after_intake),
    ("trajectory_started", note_started),
    ("trajectory_exited", schedule_after_exit),
    ("trajectory_exited", end_with_trajectory),
    ("trajectory_holder_changed", follow_holder),
    ("trajectory_act_undone", follow_holder),
    ("trajectory_re_entered", end_after_re_entry),
    ("organisations_merged", follow_merger),
    ("organisations_merged", follow_name),
    ("organisation_renamed", follow_name),
    # The fact row comes last, so that what follows from the same event is in it.
    *((name, refresh_on) for name in CHANGES_FACTS),
]

FACTS: dict[str, Fact] = {
    **TRAJECTORY_FACTS,
    "placement_active": placement_active,
}

RETENTION: list[Retention] = [
    Retention(
        kind="file",
        source="docs/adr/0006-retention-of-a-persons-file.md",
        due=files_to_let_go,
        let_go=let_go_of_files,
    ),
    Retention(
        kind="typed",
        source="src/doorstroom/drafts/README.md",
        due=typed_past_term,
        let_go=let_go_of_typed,
    ),
    Retention(
        kind="delivery",
        source="docs/adr/0006-retention-of-a-persons-file.md",
        due=batches_past_term,
        let_go=let_go_of_batches,
    ),
    Retention(
        kind="employer_question",
        source="src/doorstroom/demand/README.md",
        due=questions_past_term,
        let_go=let_go_of_questions,
    ),
    Retention(
        kind="idea_name",
        source="src/doorstroom/cooperation/README.md",
        due=names_past_term,
        let_go=let_go_of_names,
    ),
    Retention(
        kind="match_answer",
        source="docs/adr/0008-matching-answers-live-and-kept-a-year.md",
        due=answers_past_term,
        let_go=reduce_answers,
    ),
    Retention(
        kind="file_request",
        source="src/doorstroom/oversight/privacy.py",
        due=requests_past_term,
        let_go=let_go_of_requests,
    ),
    Retention(
        kind="helpdesk_question",
        source="src/doorstroom/oversight/privacy.py",
        due=questions_to_nobody,
        let_go=let_go_of_helpdesk,
    ),
    Retention(
        kind="round_plan",
        source="docs/adr/0008-matching-answers-live-and-kept-a-year.md",
        due=plan_lines_past_term,
        let_go=let_go_of_plan_lines,
    ),
    Retention(
        kind="story",
        source="src/doorstroom/stories/README.md",
        due=stories_past_term,
        let_go=let_go_of_stories,
    ),
]


def wire() -> None:
    connect(effects=EFFECTS, facts=FACTS)
