"""What the partnership asks: the whole page of who has no people in care, and a card beside the people of others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import opens_to
from doorstroom.kernel.actor import Actor
from doorstroom.signals.domain.messages import WHY_THIS_ORDER
from doorstroom.signals.domain.signal import SubjectKind
from doorstroom.signals.selectors import Table, TableRow, todays_table
from doorstroom.signals.wording import Told, in_words, title_of, told

SHOWN = 30
LINKS: Mapping[SubjectKind, str] = {
    SubjectKind.COMMITMENT: "commitment",
    SubjectKind.AGREEMENT: "agreement_detail",
    SubjectKind.ISSUE: "issue_detail",
    SubjectKind.ACTION: "action",
    SubjectKind.VACANCY: "vacancy",
    SubjectKind.PROJECT: "esf_operation",
    SubjectKind.LOG_REVIEW: "log_review",
    SubjectKind.FILE_REQUEST: "file_request",
}
BY_ACT: Mapping[str, str] = {
    "judge_annex": "agreement_annex", "review_criteria": "result_access", "find_outcomes": "result_course",
}  # fmt: skip
KINDS: Mapping[SubjectKind, Promise] = {
    SubjectKind.COMMITMENT: gettext_lazy("Promise"),
    SubjectKind.AGREEMENT: gettext_lazy("Agreement"),
    SubjectKind.ISSUE: gettext_lazy("Issue"),
    SubjectKind.ACTION: gettext_lazy("Action"),
    SubjectKind.TIE: gettext_lazy("Who knows whom"),
    SubjectKind.VACANCY: gettext_lazy("Vacancy"),
    SubjectKind.PROGRAMME: gettext_lazy("Programme"),
    SubjectKind.PROJECT: gettext_lazy("ESF+ project"),
}
PLACES: Mapping[str, Sequence[tuple[str, Promise]]] = {
    Role.BOARD_MEMBER: (
        ("results", gettext_lazy("Goals and results")), ("agreement_list", gettext_lazy("Agreements and promises")),
        ("cooperation", gettext_lazy("Issues and approaches")),
    ),
    Role.PRIVACY_OFFICER: (
        ("agreement_list", gettext_lazy("Who gives which data to whom, by which law")),
        ("log_reviews", gettext_lazy("Reviews of the log")),
        ("file_requests", gettext_lazy("Files outside one's view")),
        ("duplicate_list", gettext_lazy("Mandates for doubles")),
    ),
    Role.FUNCTIONAL_ADMINISTRATOR: (
        ("cooperation", gettext_lazy("Approaches, their versions and drafts")),
        ("duplicate_list", gettext_lazy("Doubles")), ("batch_list", gettext_lazy("Files of partners")),
    ),
    Role.RESEARCHER: (
        ("results", gettext_lazy("Goals and results")), ("result_definitions", gettext_lazy("Definitions")),
        ("datalab", gettext_lazy("Data lab")),
    ),
    Role.PROJECT_CONTROLLER: (
        ("esf_operations", gettext_lazy("ESF+ projects")), ("results", gettext_lazy("Goals and results")),
    ),
}  # fmt: skip
"""Where the work of a role goes on; only what opens to it is shown."""


@dataclass(frozen=True)
class TableLine:
    title: str
    url: str
    meta: str
    main: Told
    also: Sequence[Told]
    act_url: str
    later_url: str
    first: bool


def table_page(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    table = todays_table(actor)
    context = {
        "lines": table_lines(table, actor), "table": table, "sentence": _sentence(table, actor),
        "lead": date_format(actor.on, "l j F").capitalize(), "why": _(WHY_THIS_ORDER),
        "issues": [(each, reverse("issue_detail", args=[each.id])) for each in table.issues],
        "places": [
            (url, name) for page, name in PLACES.get(actor.role, ()) if opens_to(actor.role, url := reverse(page))
        ],
    }  # fmt: skip
    return render(request, "portals/today_table.html", context)


def table_lines(table: Table, actor: Actor) -> list[TableLine]:
    return [_line(row, actor, first=place == 0) for place, row in enumerate(table.rows[:SHOWN])]


def _line(row: TableRow, actor: Actor, *, first: bool) -> TableLine:
    main, *also = (told(each, None, on=actor.on) for each in row.signals)
    signal = row.signals[0]
    url = _url(row, signal.expected_act)
    return TableLine(
        title=title_of(row.kind, row.title), url=url,
        meta=" · ".join(filter(None, [str(KINDS.get(row.kind, "")), _due(row, actor)])),
        main=main, also=also, act_url=url, first=first,
        later_url=reverse("table_later", args=[row.kind.value, row.id, signal.code]),
    )  # fmt: skip


def _due(row: TableRow, actor: Actor) -> str:
    due = row.signals[0].due_on
    return "" if due == actor.on else _("due %(day)s") % {"day": date_format(due, "j F Y")}


def _url(row: TableRow, act: str) -> str:
    if row.kind is SubjectKind.DOUBLES:
        return reverse("duplicate_list")
    if row.kind is SubjectKind.TIE:
        return f"{reverse('tie_list')}?slapend=1"
    return reverse(BY_ACT.get(act) or LINKS[row.kind], args=[row.id])


def _sentence(table: Table, actor: Actor) -> str:
    """What the page means, in one breath."""
    parts = []
    if actor.role == Role.BOARD_MEMBER and table.issues:
        alone = sum(len(each.owners) < 2 for each in table.issues)
        parts.append(_many(len(table.issues), _one_issue))
        parts.append(_many(alone, _one_alone) if alone else _("Each has two owners at least."))
    parts.append(things_asked(len(table.rows)) if table.rows else _("Nothing waits for you today."))
    return " ".join(parts)


def things_asked(number: int) -> str:
    """So many things of the partnership, in a sentence."""
    return _many(number, _one_thing)


def _many(number: int, words: Callable[[int], str]) -> str:
    return words(number) % {"count": in_words(number).capitalize()}


def _one_issue(number: int) -> str:
    return ngettext("One issue.", "%(count)s issues.", number)


def _one_alone(number: int) -> str:
    return ngettext("One has no second owner yet.", "%(count)s have no second owner yet.", number)


def _one_thing(number: int) -> str:
    return ngettext("One thing waits for you.", "%(count)s things wait for you.", number)
