"""What happens when, as an approach says it: from the first recruiting week to the last look back, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext, ngettext

from doorstroom.programmes.domain.route_model import Observation, Phase, Start
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.wording import CHOICES


@dataclass(frozen=True)
class Moment:
    """`who` is empty where the approach names nobody."""

    when: str
    what: str
    who: str = ""


def moments(approach: Approach) -> list[Moment]:
    return [
        *_before(approach),
        *(moment for phase in approach.phases for moment in _in_phase(approach, phase)),
        *(_look_back(approach, each) for each in approach.observations),
    ]


def _before(approach: Approach) -> Iterator[Moment]:
    """What counts back from the start, the earliest first."""
    group, playbook = approach.group, approach.selection
    leads = [
        (group and group.recruit_weeks_before, gettext("recruiting begins"), ""),
        (group and group.places_weeks_before, gettext("the places are found"), ""),
        (group and group.confirm_weeks_before, gettext("the round is confirmed"), ""),
        *((step.weeks_before_start, step.name.text(_language()), _roles(approach, [step.owner]))
          for step in (playbook.steps if playbook else ())),
    ]  # fmt: skip
    dated = [(weeks, what, who) for weeks, what, who in leads if weeks]
    for weeks, what, who in sorted(dated, key=lambda lead: -lead[0]):
        when = ngettext("%(n)s week before the start", "%(n)s weeks before the start", weeks) % {"n": weeks}
        yield Moment(when, what, who)


def _in_phase(approach: Approach, phase: Phase) -> Iterator[Moment]:
    name = phase.name.text(_language())
    begins = gettext("%(phase)s begins") % {"phase": name}
    if phase.length_weeks:
        lasts = ngettext("%(n)s week", "%(n)s weeks", phase.length_weeks) % {"n": phase.length_weeks}
        begins = f"{begins} ({lasts})"
    yield Moment(_start(approach, phase.starts), begins)
    for norm in (norm for norm in approach.contacts if norm.phase == phase.code):
        every = ngettext("contact at least every week", "contact at least every %(n)s weeks", norm.every_weeks)
        yield Moment(name, every % {"n": norm.every_weeks}, _roles(approach, [norm.role]))
    for talk in (talk for talk in approach.milestones if talk.phase == phase.code):
        weeks = ", ".join(map(str, talk.weeks))
        when = gettext("%(phase)s, week %(weeks)s") % {"phase": name, "weeks": weeks}
        yield Moment(when, talk.name.text(_language()), _roles(approach, talk.roles))
    for listed in (listed for listed in approach.checklists if listed.phase == phase.code):
        words = {"phase": name, "first": listed.opens_week, "last": listed.due_week}
        suppliers = list(dict.fromkeys(role for item in listed.items for role in item.supplied_by))
        when = gettext("%(phase)s, week %(first)s to %(last)s") % words
        yield Moment(when, listed.name.text(_language()), _roles(approach, suppliers))


def _start(approach: Approach, start: Start) -> str:
    if start.week is not None:
        return gettext("Week %(week)s") % {"week": start.week}
    if start.event:
        when = gettext("At %(event)s") % {"event": event_in_words(start.event)}
    else:
        other = approach.phase(start.after or start.alongside or "").name.text(_language())
        sentence = gettext("After %(phase)s") if start.after else gettext("Together with %(phase)s")
        when = sentence % {"phase": other}
    if not start.offset_weeks:
        return when
    later = ngettext("%(n)s week later", "%(n)s weeks later", start.offset_weeks) % {"n": start.offset_weeks}
    return f"{when}, {later}"


def _look_back(approach: Approach, each: Observation) -> Moment:
    months = each.after_months is not None
    count = (each.after_months if months else each.after_weeks) or 0
    many = (
        ngettext("%(n)s month after %(event)s", "%(n)s months after %(event)s", count)
        if months
        else ngettext("%(n)s week after %(event)s", "%(n)s weeks after %(event)s", count)
    )
    when = many if count else gettext("At %(event)s")
    words = {"n": count, "event": event_in_words(each.event)}
    return Moment(when % words, each.name.text(_language()), _roles(approach, [each.owner]))


def event_in_words(code: str) -> str:
    return str(CHOICES.get(code, code.replace("_", " ")))


def _roles(approach: Approach, codes: Sequence[str]) -> str:
    return ", ".join(approach.role(code).name.text(_language()) for code in codes)


def _language() -> str:
    return get_language() or "nl"
