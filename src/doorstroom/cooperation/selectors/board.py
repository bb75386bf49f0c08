"""The board of issues: ideas, decisions, actions and lessons, and how many people each issue reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, Prefetch, QuerySet

from doorstroom.cooperation.access import may_finish
from doorstroom.cooperation.domain.board import action_late, idea_waits
from doorstroom.cooperation.domain.rollup import Tally
from doorstroom.cooperation.models import Action, Decision, Idea, Lesson, LessonUse
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.models import Issue, Programme

PROGRAMME, ISSUE, ALL = 0, 1, 3  # the levels of doorstroom_issue_counts()


def ideas() -> QuerySet[Idea]:
    """Not decided first, the oldest of them first; then what was decided, the latest first."""
    related = Idea.objects.select_related("issue", "owner", "given_by__user", "given_by__organisation")
    return related.order_by(F("fate_on").desc(nulls_first=True), "given_on", "pk")


def own_ideas(actor: Actor) -> QuerySet[Idea]:
    """What this colleague gave, in whatever role."""
    return ideas().filter(given_by__user_id=actor.user_id or 0)


@dataclass(frozen=True)
class IdeaRow:
    idea: Idea
    waits: bool


def idea_row(idea: Idea, on: date) -> IdeaRow:
    return IdeaRow(idea, idea_waits(idea.given_on, idea.fate, on))


@dataclass(frozen=True)
class ActionRow:
    action: Action
    late: bool
    may_finish: bool


def action_row(action: Action, actor: Actor) -> ActionRow:
    return ActionRow(action, action_late(action.due_on, action.done_on, actor.on), may_finish(actor, action))


def actions() -> QuerySet[Action]:
    """What is to be done, the first due first; then what was done, the latest first."""
    related = Action.objects.select_related("decision__issue", "owner")
    return related.order_by(F("done_on").desc(nulls_first=True), "due_on", "pk")


def decisions_on(issue: Issue) -> QuerySet[Decision]:
    """With their actions; two queries."""
    return issue.decisions.select_related("idea").prefetch_related(
        Prefetch("actions", queryset=Action.objects.select_related("owner"))
    )


def lessons() -> QuerySet[Lesson]:
    """Lessons with what they stand on and where they were applied."""
    uses = LessonUse.objects.select_related("model")
    related = Lesson.objects.select_related("issue", "programme", "experiment", "written_by__user")
    return related.prefetch_related(Prefetch("uses", queryset=uses))


@dataclass(frozen=True)
class ProgrammeLine:
    programme: Programme
    people: int
    tally: Tally


@dataclass(frozen=True)
class IssueLine:
    """One issue (None: programmes that answer no issue yet) with its programmes; each person once per line."""

    issue: Issue | None
    people: int
    tally: Tally
    programmes: Sequence[ProgrammeLine]


@dataclass(frozen=True)
class PeoplePerIssue:
    lines: Sequence[IssueLine]
    people: int
    tally: Tally

    @property
    def adds_up(self) -> bool:
        """Every trajectory stands under exactly one line."""
        return sum((line.tally for line in self.lines), Tally()) == self.tally


def people_per_issue() -> PeoplePerIssue:
    """How many people each issue reaches, and what reaches people without an issue; three queries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doorstroom_issue_counts()")
        rows = cursor.fetchall()
    programmes = Programme.objects.in_bulk()
    issues = Issue.objects.in_bulk()
    under: dict[int | None, list[ProgrammeLine]] = {}
    for level, issue, programme, people, *counts in rows:
        if level == PROGRAMME:
            under.setdefault(issue, []).append(ProgrammeLine(programmes[programme], people, Tally(*counts)))
    lines = [
        IssueLine(issues.get(issue or 0), people, Tally(*counts), sorted(under[issue], key=lambda p: p.programme.name))
        for level, issue, _none, people, *counts in rows
        if level == ISSUE
    ]
    lines += [IssueLine(issue, 0, Tally(), ()) for pk, issue in issues.items() if pk not in under]
    lines.sort(key=lambda line: (line.issue is not None, line.issue.title if line.issue else ""))
    people, tally = next(((p, Tally(*counts)) for level, _i, _p, p, *counts in rows if level == ALL), (0, Tally()))
    return PeoplePerIssue(lines, people, tally)
