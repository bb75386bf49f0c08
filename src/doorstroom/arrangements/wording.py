"""What is said of conditions and standings, and what the refusals of this app say."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.arrangements.domain.eligibility import AGE, Answer
from doorstroom.arrangements.domain.standing import Standing
from doorstroom.programmes.domain.entry import Judgement, Outcome

STANDINGS = {
    Standing.TO_BEGIN: _("begins later"),
    Standing.RUNNING: _("running"),
    Standing.ENDED: _("ended"),
    Standing.CALLED_OFF: _("called off"),
}
ANSWERS = {
    Answer.YES: _("is for this person"),
    Answer.NO: _("is not for this person"),
    Answer.UNKNOWN: _("not known yet"),
}
FIGURES = {
    "planned": _("planned"),
    "begun": _("begun"),
    "arrangements": _("recorded"),
    "people": _("people"),
    "employers": _("employers"),
    "young": _("young"),
    "adult": _("adult"),
    "age_unknown": _("age not known"),
}
AGES = {"young": _("young"), "adult": _("adult"), "unknown": _("age not known")}
BOUNDS = {
    "age_at_least": _("%(least)s or older"),
    "age_at_most": _("%(most)s or younger"),
    "age_between": _("%(least)s to %(most)s years old"),
}
REFUSALS = {
    "not_visible": _(
        "This person or arrangement is not open to you. Ask the coordinating holder to add you to the team."
    ),
    "may_not_record": _(
        "Caseworkers, job coaches, account managers and programme managers record arrangements. Ask one of them."
    ),
    "may_not_keep_types": _("Programme managers and functional administrators set up what a programme gives. Ask one."),
    "not_your_programme": _(
        "Your organisation does not work in %(programme)s. Ask its programme manager to record it, or to add you."
    ),
    "ages_crossed": _("The youngest age (%(least)s) is above the oldest (%(most)s). Change one of them."),
    "type_stands_then": _("“%(name)s” stands from %(day)s already. Choose a later first day, or another name."),
    "type_ends_before_start": _("It is given from %(first)s. Choose a later day on which it ends."),
    "stands_already": _(
        "“%(type)s” from %(day)s stands with this person already, with other facts. Open that one and change it."
    ),
    "ends_before_start": _("The last day (%(ends_on)s) is before the first day (%(starts_on)s). Change one of them."),
    "type_not_then": _(
        "“%(type)s” is not given on %(day)s. Choose another first day, or ask the programme manager to set it up."
    ),
    "employer_needed": _("“%(type)s” goes together with an employer. Choose which one."),
    "not_for_this_person": _("This is not for this person: %(what)s. Correct what is wrong, or choose something else."),
    "not_known_yet": _("Not known yet: %(what)s. Ask it, or write why it goes ahead without knowing."),
    "reason_missing": _("Write why it ends earlier or is called off."),
    "last_day_outside": _("Choose a last day from %(first)s to %(last)s, or leave it empty when it never began."),
    "called_off": _("This was called off on %(on)s. Record it anew when it goes ahead after all."),
}


def told(judgement: Judgement, conditions: tuple[str, ...], minimum: int | None, maximum: int | None) -> str:
    """One condition in words: what is asked, and of an age what was found."""
    if judgement.criterion != AGE:
        return conditions[int(judgement.criterion.rpartition("_")[2])]
    if judgement.outcome is Outcome.UNKNOWN:
        code = "age_at_least" if maximum is None else "age_at_most" if minimum is None else "age_between"
        bounds = str(BOUNDS[code]) % {"least": minimum, "most": maximum}
        return gettext("the birth date, because it is for people of %(bounds)s") % {"bounds": bounds}
    params = judgement.reason.params
    said = {"age": params["age"], "day": date_format(params["on"], "j F Y")}
    bounds = str(BOUNDS[judgement.reason.code]) % params
    return gettext("%(age)s years old on %(day)s; for people of %(bounds)s") % {**said, "bounds": bounds}
