"""The figures' sentences and definitions in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.kernel.errors import Reason
from doorstroom.monitoring.domain.sentences import ENGLISH, Sentence, Value

REFUSALS = {
    "may_not_lock": _("Recording what is known is for a programme manager or researcher of a partner. Ask one of them."),
    "lock_needs_name": _("Give it a name by which others will know it, such as “annual report 2026”."),
    "lock_name_taken": _("“%(name)s” exists already and is never changed. Choose another name."),
    "may_not_publish": _("Publishing is for a programme manager of a partner in this programme. Ask her."),
    "gives_people_away": _("This table would give a few people away, so it was not published. Below it says where."),
    "published_today": _("The table of today is published already. A new one can follow on another day."),
    "too_few_to_export": _(
        "Fewer than %(k)s people have started, so a file for research would point at them. Wait until there are more."
    ),
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


DEFINITIONS = (
    {
        "code": "first_exits/1",
        "name": _("Stopped in the first weeks"),
        "numerator": _("People who left within the length of the approach, before anything else ended it, for a reason "
                       "other than work, a course, completing, moving house or a rule that ended."),
        "denominator": _("Everybody who started at least that long ago, whether still there or not. People with an "
                         "unknown outcome stay in."),
        "clock": _("The first day of taking part."),
        "source": _("Length of the approach: its route model. Interval: Wilson 1927. Curves: Aalen and Johansen 1978."),
    },
    {
        "code": "job_in_time/1",
        "name": _("A job in time"),
        "numerator": _("People whose first job since their first day of taking part began within the term."),
        "denominator": _("Everybody who took part and started at least that long ago."),
        "clock": _("The first day of taking part."),
        "source": _("What counts as success, and within which term: its route model. Interval: Wilson 1927."),
    },
    {
        "code": "finished/1",
        "name": _("Finished the programme"),
        "numerator": _("Trajectories that ended by completing the programme, each once, on the day they ended."),
        "denominator": _("None: a goal is a number, not a share."),
        "clock": _("The first day of the goal's term."),
        "source": _("The programme's own goal."),
    },
    {
        "code": "job/1",
        "name": _("Started a job"),
        "numerator": _("People with a job that began on or after their first day of taking part, each once."),
        "denominator": _("None: a goal is a number, not a share."),
        "clock": _("The first day of the goal's term."),
        "source": _("The programme's own goal."),
    },
    {
        "code": "sustained/1",
        "name": _("Lasting job"),
        "numerator": _("People employed for 6 months from the first day of work, for 12 hours a week or more, with "
                       "gaps of at most 31 days in all. Days of which nobody knows do not count."),
        "denominator": _("None: a goal is a number, not a share."),
        "clock": _("The first day of work."),
        "source": _("The programme's own goal."),
    },
    {
        "code": "looked_back/1",
        "name": _("In work some time after leaving"),
        "numerator": _("People of whom somebody knows that they were in work at that moment, by asking them or their "
                       "employer. An apprenticeship is work."),
        "denominator": _("Everybody who left and for whom that moment is at least 30 days ago; whoever could not be "
                         "found stays in as unknown."),
        "clock": _("The day of leaving."),
        "source": _("The moments that the route model names."),
    },
    {
        "code": "stages/1",
        "name": _("Steps of the approach"),
        "numerator": _("People who ever came to this step, counted once from the first day."),
        "denominator": _("Everybody registered for this version of the approach."),
        "clock": _("None: a count on the day of the page."),
        "source": _("The steps that the route model names."),
    },
)  # fmt: skip


def definition(code: str) -> str:
    """The sentence that stands beside a figure."""
    return next((str(each["numerator"]) for each in DEFINITIONS if each["code"] == code), code)


CLOCKS = {
    "started": _("the first day of taking part"),
    "registered": _("the day of the offer or sign-up"),
    "dismissed": _("the last day of the old job"),
}
"""From which day the months are counted, by the code of the clock."""

ENDS = {
    "job": _("went to work"),
    "education": _("went to a course or apprenticeship"),
    "dropout": _("stopped before the end"),
    "moved": _("moved house"),
    "care": _("illness or care"),
    "other": _("left in another way"),
    "unknown": _("left, nobody knows where to"),
    "not_started": _("never started"),
}
"""How an episode ended, by its cause."""
