"""The figures' sentences and definitions in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from doorstroom.kernel.errors import Reason
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.monitoring.domain.sentences import ENGLISH, Sentence, Value
from doorstroom.programmes.domain.route_model import FarGroup
from doorstroom.programmes.wording import CHOICES

REFUSALS = {
    "may_not_lock": _(
        "Recording what is known is for a programme manager or researcher of a partner. Ask one of them."
    ),
    "lock_needs_name": _("Give it a name by which others will know it, such as “annual report 2026”."),
    "lock_name_taken": _("“%(name)s” exists already and is never changed. Choose another name."),
    "may_not_record_costs": _("Costs are written down by a project controller or programme manager of a partner."),
    "cost_period_in_order": _(
        "Choose days in order: the last start, and the day until which is counted, not before %(first_start)s."
    ),
    "cost_not_spent_yet": _(
        "An amount is counted until %(today)s or an earlier day: what is still to come is not spent yet."
        " Choose such a day."
    ),
    "may_not_publish": _("Publishing is for a programme manager of a partner in this programme. Ask her."),
    "gives_people_away": _("This table would give a few people away, so it was not published. Below it says where."),
    "published_today": _("The table of today is published already. A new one can follow on another day."),
    "too_few_to_export": _(
        "Fewer than %(k)s people have started, so a file for research would point at them. Wait until there are more."
    ),
    "export_needs_ground": _(
        "No agreement in force lets your organisation use this for research. Ask the privacy officer."
    ),
    "may_not_object_for": _("You do not see this person's trajectory, so you cannot record this. Ask the case holder."),
    "may_not_export": _("Files for research are for a researcher or programme manager of a partner in this programme."),
    "esf_may_not_record": _(
        "You cannot record this: your organisation has no access to the profile of this person. Ask the case holder."
    ),
    "esf_no_operation": _(
        "This programme has no ESF+ project in which this person started. A project controller can add one."
    ),
    "esf_not_started": _("This person has not started yet. The state at the start is recorded from the first day on."),
    "esf_entry_stands": _("The state at the start was recorded already and is never changed."),
    "esf_no_entry": _("The state at the start is missing. Record that first."),
    "esf_not_left": _("This person has not left, so there is no state on leaving yet."),
    "esf_not_due": _("Six months after leaving is %(due_on)s. Record the state from that day on."),
    "esf_before_leaving": _("The state on leaving is one from %(left_on)s on, the day of leaving."),
    "esf_in_the_future": _("A state can be recorded for today or earlier."),
    "esf_needs_method": _("Say how the number was estimated, or leave the number empty: not collected."),
}
"""Refusals, by code."""

EXITS = {
    "stopped": _("Stopped before the end"),
    "job": _("Went to work"),
    "education": _("Went to a course or apprenticeship"),
    "other": _("Left in another way"),
    "unknown": _("Left, nobody knows where to"),
}
SITUATIONS = EXITS | {"here": _("Still taking part")}

WHAT_IS_COUNTED = _(
    "Everybody who ever took part counts once, in the year in which she started. It says how things stood on the day of"
    " the table: left for work, for a course or apprenticeship, stopped before the end, left in another way, left and"
    " nobody knows where to, or still taking part."
)
PERCENTAGES = _(
    "Percentages are of the people of that row, from the rounded numbers, and only where these are 25 or more; behind"
    " each stands how far chance may have moved it, 95 times in 100."
)


def how_printed(withheld: int, threshold: int, base: int) -> str:
    """How the numbers of a published table were rounded and withheld, and what its percentages are of."""
    told = ngettext(
        "Numbers are rounded to %(base)s. %(withheld)s number is withheld: it stands for fewer than %(threshold)s "
        "people, or another could be worked out from it.",
        "Numbers are rounded to %(base)s. %(withheld)s numbers are withheld: they stand for fewer than %(threshold)s "
        "people, or another could be worked out from them.",
        withheld,
    ) % {"withheld": withheld, "threshold": threshold, "base": base}
    return f"{told} {PERCENTAGES}"


OBSTACLES = {
    "too_few_to_publish": _("Fewer than %(threshold)s people have started in all."),
    "older_than_published": _("A table of %(as_of)s is published already; an older one cannot follow it."),
    "cell_given_away": _("Beside the table of %(as_of)s a withheld number could be worked out: %(cell)s."),
    "difference_of_a_few": _(
        "Between the table of %(as_of)s and this one only a few people changed, and everybody could see how: %(cell)s. "
        "Wait until more has changed."
    ),
}


def obstacles_in_words(reasons: Iterable[Reason]) -> list[str]:
    """Each obstacle once, with the cell as people call it."""
    return list(dict.fromkeys(str(OBSTACLES[r.code]) % _named_cell(r.params) for r in reasons))


def _named_cell(params: dict[str, Any]) -> dict[str, Any]:
    named = dict(params)
    if "as_of" in named:
        named["as_of"] = date_format(named["as_of"], "j F Y")
    if "cell" in named:
        parts = [part.partition("=")[2] for part in named["cell"]]
        named["cell"] = ", ".join(str(SITUATIONS.get(part, part)) for part in parts) or gettext("everybody")
    return named


ESF_INDICATORS = {
    "EECO01": _("Participants"),
    "EECO02": _("Unemployed, long-term unemployed among them"),
    "EECO03": _("Long-term unemployed"),
    "EECO04": _("Not working and not looking for work"),
    "EECO05": _("At work, self-employed among them"),
    "EECO06": _("Younger than 18"),
    "EECO07": _("18 to 29 years"),
    "EECO08": _("55 years and older"),
    "EECO09": _("Lower education (ISCED 0-2)"),
    "EECO10": _("Middle education (ISCED 3-4)"),
    "EECO11": _("Higher education (ISCED 5-8)"),
    "EECR01": _("Looking for work on leaving"),
    "EECR02": _("In education or training on leaving"),
    "EECR03": _("Got a qualification on leaving"),
    "EECR04": _("At work on leaving"),
    "EECR05": _("At work six months after leaving"),
    "EECR06": _("In better work six months after leaving"),
}
ESF_STATED = {
    "EECO12": _("Participants with disabilities"),
    "EECO13": _("Third-country nationals"),
    "EECO14": _("Participants with a foreign background"),
    "EECO15": _("Minorities"),
    "EECO16": _("Homeless or housed badly"),
    "EECO17": _("From rural areas"),
    "EECO18": _("Public bodies supported"),
    "EECO19": _("Small and medium enterprises supported"),
}
ESF_GENDERS = {"women": _("women"), "men": _("men"), "non_binary": _("non-binary"), "total": _("total")}
ESF_TO_DO = {
    "gender": _("the state at the start"),
    "birth_date": _("the state at the start"),
    "status": _("the state at the start"),
    "education": _("the state at the start"),
    "leaving": _("the state on leaving"),
    "later": _("the state six months after leaving"),
}


def say(sentence: Sentence) -> str:
    return gettext(ENGLISH[sentence.code]).format(**{name: _written(v) for name, v in sentence.params.items()})


def say_all(sentences: Iterable[Sentence]) -> str:
    return " ".join(say(sentence) for sentence in sentences)


def _written(value: Value) -> str:
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return number_format(value, 1) if isinstance(value, float) else str(value)


def share_in_words(share: Proportion) -> tuple[str, str]:
    """The share with its interval, as the component for percentages says it; and who is not in it yet or unknown."""
    counts = {"part": share.numerator, "whole": share.denominator}
    if not share.denominator:
        waiting = gettext("Nobody has been followed long enough yet; %(n)s people are still within the term.")
        said = waiting % {"n": share.running}
    elif share.percent is None or share.percent_interval is None:
        said = gettext("%(part)s of %(whole)s (fewer than 10 people, so no percentage)") % counts
    else:
        low, high = share.percent_interval
        within = counts | {"percent": share.percent, "low": low, "high": high}
        if share.mostly_bounds:
            text = gettext(
                "%(part)s of %(whole)s (somewhere between %(low)s and %(high)s%%, because of too many nothing is known)"
            )
        else:
            text = gettext("%(part)s of %(whole)s (%(percent)s%%, between %(low)s and %(high)s%%)")
        said = text % within
    beside = {"running": share.running, "unknown": share.unknown, "day": date_format(share.as_of, "j F Y")}
    return said, gettext("Still under way: %(running)s. Unknown: %(unknown)s. As of %(day)s.") % beside


CLOCKS = {
    "started": _("the first day of taking part"),
    "registered": _("the day of the offer or sign-up"),
    "dismissed": _("the last day of the old job"),
    "exited": _("the day of leaving"),
    "first_job": _("the first day of work"),
    "goal": _("the first day of the goal's term"),
    "stage": _("the first day in the step"),
    "none": _("none: a count on the day of the page"),
}
"""From which day the months are counted, by the code of the clock."""

ENDS = {
    "job": _("went to work"),
    "education": _("went to a course or apprenticeship"),
    "dropout": _("stopped before the end"),
    "moved": _("moved to another place"),
    "care": _("illness or care"),
    "other": _("left in another way"),
    "unknown": _("left, nobody knows where to"),
    "not_started": _("never started"),
}
"""How an episode ended, by its cause."""


def far_marks(group: FarGroup) -> list[str]:
    """What makes somebody far from work, in words."""
    found = []
    if group.education is not None:
        level = CHOICES[group.education.value]
        found.append(gettext("education at most %(level)s") % {"level": level})
    if group.language is not None:
        found.append(gettext("Dutch at most %(level)s, by the lowest skill") % {"level": group.language.value})
    if group.benefit_months is not None:
        months = gettext("%(months)s months and more on a benefit when registered") % {"months": group.benefit_months}
        found.append(months)
    return found
