"""Vandaag: one row a person, with the plain reason and what is expected; then what others have to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import opens_to, staff_page
from doorstroom.intake.selectors.referrals import ReferralLine
from doorstroom.kernel.actor import Actor
from doorstroom.portals.staff.today_table import table_lines, table_page, things_asked
from doorstroom.rounds.access import REFERRING
from doorstroom.rounds.domain.course import TAKES_PEOPLE
from doorstroom.rounds.models import Nomination
from doorstroom.rounds.selectors import RoundRow, rounds_to_start
from doorstroom.signals.access import AT_THE_TABLE
from doorstroom.signals.domain.messages import ON_ONE_DAY, WHY_THIS_ORDER
from doorstroom.signals.selectors import (
    AnswerAsked,
    Appointment,
    PromisedPlace,
    ReferrerBehind,
    Table,
    Today,
    TodayRow,
    Waiting,
    choices_awaited,
    own_row,
    referrers_behind,
    rounds_short,
    todays_list,
    todays_table,
)
from doorstroom.signals.selectors.rounds import ShortRound
from doorstroom.signals.selectors.situations import model_of
from doorstroom.signals.wording import Told, in_words, named, told
from doorstroom.trajectories.access import RECORDING_ROLES
from doorstroom.ui.addresses import from_today

HAVE_PEOPLE = (
    Role.CASEWORKER, Role.JOB_COACH, Role.ACCOUNT_MANAGER, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER,
)  # fmt: skip
AT_ONCE, PER_PAGE, BESIDE = 6, 30, 8
BY_PHONE = frozenset(
    {"call_today", "talk_about_attendance", "make_contact", "ask_dismissal_date", "find_out", "ask_return"}
)
NEW_STEP = frozenset({"make_plan", "choose_next_step", "talk_about_what_next"})
OWN_PAGE = {
    "contract_ending": ("contract_next", "contract"), "see_handover": ("referral", "referral"),
    "review_sheet": ("offer_sheet", "placement"), "see_instrument": ("placement", "placement"),
}  # fmt: skip
"""Of a signal or an act the page on which it is settled, and what the signal knows of it."""


@dataclass(frozen=True)
class Line:
    """A row as the page shows it; `also` are the other things about the same person, `phone` is whom to call."""

    name: str
    url: str
    meta: str
    phone: str
    main: Told
    also: Sequence[Told]
    act_url: str
    act: str
    primary: bool
    later_url: str


@dataclass(frozen=True)
class Beside:
    """A line in the rail: what, about whom, and the rest in soft words."""

    title: str
    url: str
    text: str
    soft: str = ""
    urgent: bool = False


@staff_page(*HAVE_PEOPLE, *AT_THE_TABLE)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    if actor.role not in HAVE_PEOPLE:
        return table_page(request)
    asked = request.GET.get("pagina", "")
    member = own_row(actor)
    found, table = todays_list(actor, rows=_rows_until(asked), member=member), todays_table(actor, member)
    page = Paginator(range(found.number), PER_PAGE).get_page(asked)
    lines = [_line(found.rows[place], actor, first=place == 0) for place in page.object_list]
    with_rounds = actor.role in (Role.PROGRAMME_MANAGER, Role.ACCOUNT_MANAGER)
    rounds = rounds_to_start(actor) if with_rounds else []
    short = rounds_short(rounds, actor, promises=table.promises)
    context = {
        "found": found, "page": page, "lines": lines[:AT_ONCE], "rest": lines[AT_ONCE:],
        "sentence": _sentence(found, short), "asked": things_asked(len(table.rows)),
        "lead": _lead(found, actor),
        "rounds": [_short(each) for each in short], "desk": [_arrived(each, actor.on) for each in found.desk[:BESIDE]],
        "waiting": _waiting(found, actor, rounds, table),
        "appointments": [_appointment(each) for each in found.appointments],
        "table": table_lines(table, actor), "why": f"{_(WHY_THIS_ORDER)} {_(ON_ONE_DAY)}",
        "may_note": actor.role in RECORDING_ROLES,
    }  # fmt: skip
    return render(request, "portals/today.html", context)


def _rows_until(page: str) -> int | None:
    """Rows on this page and on those before it; all of them for a page before the first, which shows the last."""
    try:
        number = int(page)
    except ValueError:
        number = 1
    return number * PER_PAGE if number > 0 else None


def _lead(found: Today, actor: Actor) -> str:
    people = ngettext("%(count)s person in your care", "%(count)s people in your care", found.people)
    return f"{date_format(actor.on, 'l j F').capitalize()} · {people % {'count': found.people}}"


def _sentence(found: Today, short: Sequence[ShortRound]) -> str:
    """What the list means, in one breath."""
    number, last = found.number, found.ends_today
    parts = [_("Nobody needs something from you today that was not done.")]
    if number:
        who = ngettext(
            "One person needs something from you today.",
            "%(count)s people need something from you today.",
            number,
        )
        parts = [who % {"count": in_words(number).capitalize()}]
    if last:
        parts.append(
            ngettext("For one person the agreed day is today.", "For %(count)s the agreed day is today.", last)
            % {"count": in_words(last)}
        )
    if short:
        seats = sum(each.signal.params["short"] for each in short)
        parts.append(
            ngettext("One place is still to be found.", "%(count)s places are still to be found.", seats)
            % {"count": in_words(seats).capitalize()}
        )
    return " ".join(parts)


def _line(row: TodayRow, actor: Actor, *, first: bool) -> Line:
    person, signal = row.trajectory.person, row.signals[0]
    main, *also = (told(each, row.model, on=actor.on) for each in row.signals)
    url = reverse("person", args=[person.pk])
    act_url, act = _act(row, main, actor, url)
    programme = str(row.trajectory.round or row.trajectory.programme)
    return Line(
        name=person.full_name,
        url=url,
        meta=" · ".join(filter(None, [programme, row.where(actor.on)])),
        phone=row.phone if signal.expected_act in BY_PHONE else "",
        main=main,
        also=also,
        act_url=_and_back(act_url, url),
        act=act,
        primary=first and signal.same_day,
        later_url=reverse("signal_later", args=[person.pk, signal.code]),
    )


def _and_back(act_url: str, person_url: str) -> str:
    """A form leads back to the list; a call and the person's own page do not."""
    is_form = not act_url.startswith("tel:") and act_url.partition("#")[0] != person_url
    return from_today(act_url) if is_form else act_url


def _act(row: TodayRow, main: Told, actor: Actor, person_url: str) -> tuple[str, str]:
    """Where the expected act is done and written down: the note, the step, the papers, or the person's page."""
    person, expected = row.trajectory.person, row.signals[0].expected_act
    recording = actor.role in RECORDING_ROLES
    if expected == "ask_dismissal_date" and recording:
        return reverse("trajectory_dismissal", args=[person.pk, row.trajectory.pk]), main.act
    if expected in BY_PHONE and row.phone:
        url = _answer_url(row, actor) or f"tel:{row.phone.replace(' ', '')}"
        return url, _("Call %(name)s") % {"name": person.given_name}
    if settled := OWN_PAGE.get(main.code) or OWN_PAGE.get(expected):
        page, about = settled
        return reverse(page, args=[row.signals[0].params[about]]), main.act
    if expected == "hold_talk":
        return reverse("progress", args=[person.pk, row.trajectory.pk]), main.act
    if expected == "complete_checklist":
        return f"{person_url}#papieren", main.act
    if recording and row.trajectory.notes_open and expected in NEW_STEP:
        return reverse("task_new", args=[person.pk]), main.act
    if expected == "reassign":
        return reverse("trajectory_hand_over", args=[person.pk, row.trajectory.pk]), main.act
    return (_answer_url(row, actor) if expected in BY_PHONE else "") or person_url, main.act


def _answer_url(row: TodayRow, actor: Actor) -> str:
    """Where one writes what was said on the phone; empty for who writes nothing down about people."""
    trajectory: Any = row.trajectory
    if actor.role not in RECORDING_ROLES:
        return ""
    point = row.signals[0].params.get("observation")
    moment = next((each["id"] for each in trajectory.to_ask if each["point"] == point), None)
    if moment and opens_to(actor.role, url := reverse("observation", args=[trajectory.person_id, moment])):
        return url
    return f"{reverse('note')}?person={trajectory.person_id}" if trajectory.notes_open else ""


def _short(each: ShortRound) -> Beside:
    message = told(each.signal, None, on=each.signal.due_on)
    soft = _("Due %(day)s. Asked %(asked)s people, nominated %(nominated)s.") % {
        "day": date_format(each.signal.due_on, "j F"),
        "asked": each.asked,
        "nominated": each.nominated,
    }
    return Beside(str(each.round), reverse("round_detail", args=[each.round.pk]), message.says, soft)


def _arrived(each: ReferralLine, on: date) -> Beside:
    """A handover that nobody of the organisation has answered; its day is that of the step that is waited for."""
    row, due = each.row, each.due
    text = _("from %(organisation)s, for %(programme)s") % {
        "organisation": row.sender_organisation.name, "programme": row.programme.name,
    }  # fmt: skip
    soft = _("answer by %(day)s") % {"day": date_format(due.on, "j F")} if due else ""
    return Beside(row.name, reverse("referral", args=[row.pk]), text, soft, urgent=each.overdue)


def _waiting(found: Today, actor: Actor, rounds: Sequence[RoundRow], table: Table) -> list[Beside]:
    """What others have to do: employers and referrers where that is one's work, then for the own people."""
    lines = [_call_asked(each, actor.on) for each in table.asked]
    lines += [_promised(each, actor.on) for each in table.promised]
    if actor.role == Role.PROGRAMME_MANAGER:
        lines += [_behind(each, actor.on) for each in referrers_behind(rounds, on=actor.on)]
    if actor.role in REFERRING:
        lines += [_choice(each, actor.on) for each in choices_awaited(actor)]
    people = found.waiting[: max(BESIDE - len(lines), 0)]
    return [*lines[:BESIDE], *(_from_others(each, actor.on) for each in people)]


def _from_others(each: Waiting, on: date) -> Beside:
    person: Any = each.trajectory.person
    text = _("for %(name)s") % {"name": person.full_name}
    url = reverse("person", args=[person.pk])
    if each.code == "employer":
        return Beside(_("Answer of %(employer)s") % {"employer": each.what}, url, text, _day_of(each.since, None, on))
    if each.code == "handover":
        title = _("%(organisation)s takes over") % {"organisation": each.what}
        return Beside(title, url, text, _day_of(each.since, each.until, on))
    return Beside(named(each.what, model_of(each.trajectory)), url, text, _day_of(each.since, each.until, on))


def _day_of(since: date | None, until: date | None, on: date) -> str:
    if since is None:
        return ""
    days = (on - since).days + 1
    if until is None:
        return _("day %(days)s") % {"days": days}
    if until < on:
        late = (on - until).days
        return ngettext("day %(days)s, %(late)s day late", "day %(days)s, %(late)s days late", late) % {
            "days": days, "late": late,
        }  # fmt: skip
    return _("day %(days)s of %(all)s") % {"days": days, "all": (until - since).days + 1}


def _call_asked(each: AnswerAsked, on: date) -> Beside:
    text = _("asks to be called: %(contact)s %(phone)s") % {"contact": each.contact, "phone": each.phone}
    return Beside(
        each.employer, reverse("employer_detail", args=[each.employer_id]), text, _day_of(each.since, None, on)
    )


def _promised(each: PromisedPlace, on: date) -> Beside:
    text = ngettext(
        "%(count)s place promised by %(name)s, not signed", "%(count)s places promised by %(name)s, not signed",
        each.seats,
    ) % {"count": each.seats, "name": each.given_by}  # fmt: skip
    return Beside(
        each.employer, reverse("employer_detail", args=[each.employer_id]), text, _day_of(each.since, None, on)
    )


def _behind(each: ReferrerBehind, on: date) -> Beside:
    asked = each.request
    text = _("%(nominated)s of %(asked)s people put forward for %(round)s") % {
        "nominated": each.nominated, "asked": asked.asked, "round": each.round.name,
    }  # fmt: skip
    soft = _("asked before %(day)s") % {"day": date_format(asked.due_on, "j F")}
    return Beside(asked.organisation, f"{reverse('round_recruitment', args=[each.round.pk])}#verwijzers", text, soft)


def _choice(each: Nomination, on: date) -> Beside:
    """After the start nobody is chosen any more: then the act is to let the nomination go, or to try elsewhere."""
    begun = each.round.state not in TAKES_PEOPLE
    words = _("for %(name)s: the round began without a choice") if begun else _("for %(name)s")
    url = reverse("round_recruitment", args=[each.round_id]) if begun else reverse("person", args=[each.person_id])
    title = _("Choice of %(round)s") % {"round": each.round}
    return Beside(title, url, words % {"name": each.person.full_name}, _day_of(each.nominated_on, None, on))


def _appointment(each: Appointment) -> Beside:
    person: Any = each.trajectory.person
    hour = time_format(each.at) if each.at else _("today")
    return Beside(hour, reverse("person", args=[person.pk]), person.full_name, each.text)
