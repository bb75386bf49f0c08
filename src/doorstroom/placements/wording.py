"""What the refusals of this app say, and how what was written down reads."""

from __future__ import annotations

from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.placements.domain.job_to_job import Standing
from doorstroom.placements.models import Placement

REFUSALS = {
    "not_visible": _(
        "This placement is not open to you. Ask the coordinating holder of the person to add you to the team."
    ),
    "may_not_arrange": _(
        "Account managers, job coaches and programme managers arrange placements. Ask one of them, or act in that role."
    ),
    "may_not_record": _("Your role does not record work. Ask the job coach or the caseworker to do it."),
    "site_missing": _("Choose a place, or the site of an employer."),
    "ends_before_start": _("The last day (%(ends_on)s) is before the first day (%(starts_on)s). Change one of them."),
    "agreed_after_start": _("The yes (%(agreed_on)s) comes before the first day (%(starts_on)s). Change one of them."),
    "permanent_has_no_end": _("A permanent contract has no end date. Leave %(ends_on)s out, or choose “fixed term”."),
    "end_date_missing": _(
        "This contract needs an end date. Ask the person or the employer; choose “not known yet” until you know it."
    ),
    "offer_needs_both": _("Write down what both sides promise. One promise alone is no offer sheet."),
    "offer_needs_name": _("Write down who of the employer said so."),
    "offer_not_written": _("Nothing was promised in writing here yet. The account manager writes it down first."),
    "offer_not_confirmed": _("Looking back comes after both sides confirmed what they promise."),
    "offer_after_end": _(
        "This placement is “%(state)s”. What was promised stays readable and does not change any more."
    ),
    "review_to_come": _("Both look back from %(on)s, four weeks after the start."),
    "review_needs_words": _("Write down what is not done yet, and who does it when."),
    "may_not_keep_lists": _(
        "Account managers, caseworkers and programme managers keep lists of sending employers. Ask one of them."
    ),
    "may_not_offer": _(
        "Caseworkers and job coaches put people on a list and write down their answer. Ask one of them."
    ),
    "list_to_come": _("The list cannot come after today (%(today)s). Correct the day."),
    "not_registered_there": _("This person is not registered for %(programme)s. Register her or him first."),
    "offer_answered": _(
        "The answer was written down on %(on)s: %(answer)s. Register the person anew for another offer."
    ),
    "no_needs_reason": _("This approach asks why somebody says no. Write it in the person's own words."),
    "no_end_to_prepare": _("This placement has no last day ahead. Only what ends needs a word about afterwards."),
    "reason_missing": _("Write why it stops. The next round learns from it."),
    "weekday_taken": _(
        "This person already works or learns elsewhere on one of these days. Choose other days, or end the other"
        " placement first."
    ),
    "introduce_not_possible": _(
        "This placement is “%(state)s”. Only a proposed placement still needs a first meeting."
    ),
    "agree_not_possible": _("This placement is “%(state)s”. A yes is recorded before it is agreed."),
    "activate_not_possible": _(
        "This placement is “%(state)s”. It can start when the participant and the employer both said yes."
    ),
    "guide_yes_missing": _(
        "Who guides the participant has not said yes yet. Ask the caseworker or the job coach to do so on this page."
    ),
    "guide_yes_not_possible": _("This placement is “%(state)s”. A yes is given before it starts."),
    "may_not_guide": _("Only the caseworker or the job coach of the participant says yes for who guides her."),
    "end_not_possible": _(
        "This placement is “%(state)s”. Only an active placement ends; cancel it when it has not started."
    ),
    "cancel_not_possible": _("This placement is “%(state)s”. End it with its last day and the reason."),
    "already_over": _("The last day (%(ends_on)s) is over. Propose a new placement with other dates."),
    "last_day_not_in_term": _(
        "The last day lies between the first day (%(starts_on)s) and today (%(today)s). Correct it."
    ),
    "too_many_days": _("%(days)s days were filled in, but this person works %(most)s days a week with you."),
    "may_not_open_station": _(
        "Account managers, job coaches and programme managers write down stations. Ask one of them."
    ),
    "station_without_room": _("At least 1 and at most 99 people fit in at a station. Change %(number)s."),
    "station_is_booked_for_more": _(
        "On its busiest day %(number)s people are booked at this station. Move somebody first."
    ),
    "station_is_booked": _("People are booked at this station until %(last)s. Move them first, or choose a later day."),
    "station_needs_placement": _("This placement is “%(state)s”. Somebody with a placement has room at a station."),
    "station_days_reversed": _(
        "From %(first)s to %(last)s is not possible: the last day comes after the first, within a year."
    ),
    "station_outside_placement": _("The placement runs from %(first)s to %(last)s. Choose days within it."),
    "station_without_days": _("Choose at least one weekday that falls between the first and the last day."),
    "station_on_other_days": _("This person does not work there on one of these days. Choose days of the placement."),
    "station_of_another_employer": _("This station is of %(employer)s. Choose one of the employer of this placement."),
    "station_closed": _("This station is out of use from %(day)s. Choose an earlier last day or another station."),
    "booked_at_another_station": _(
        "This person is booked at a station already, first on %(day)s. End that booking or choose other days."
    ),
    "station_full": _(
        "There is no room on %(day)s (%(days)s of these days are full; %(number)s people fit in). Choose other days or"
        " another station."
    ),
    "term_before_start": _(
        "The day (%(due_on)s) is before the first day of the placement (%(starts_on)s). Correct the day."
    ),
    "term_of_cancelled": _("This placement was cancelled, so nothing is asked for it any more."),
    "next_term_not_later": _("The next day comes after %(due_on)s. Correct it, or leave it empty when this was all."),
    "link_does_not_open": _("This link and code do not fit together. Ask your contact for a new link."),
}

COUNTRY_NAMES = {"nl": _("the Netherlands"), "be": _("Flanders (Belgium)"), "se": _("Sweden")}
RISKS = {
    "illness": _("What if somebody falls ill?"),
    "accident": _("What if there is an accident at work?"),
    "damage": _("What if somebody damages something of another?"),
    "stopping": _("What if it does not work out?"),
    "school": _("What if somebody stops with school?"),
}
BEARERS = {
    "payer": _("who pays the benefit"),
    "employer": _("you, the employer"),
    "uwv": _("UWV, when the no-risk cover holds"),
    "nobody": _("nobody: there is no contract to end"),
}
# What the rule says, and what to do about it before the start.
RISK_RULES = {
    "ill_on_benefit": (
        _("There is no employment contract, so you pay no wage. The benefit goes on."),
        _("Report it to the coach on the first day; the phone number stands on your week page."),
    ),
    "ill_employed": (
        _("You pay at least 70% of the wage, for at most 104 weeks, as for any employee."),
        _("Look whether your absence insurance counts a new employee from the first day."),
    ),
    "ill_no_risk": (
        _("For some groups UWV pays the sick pay instead: the no-risk cover."),
        _(
            "You may ask the employee about it from two months after the start, and never about health. Report an"
            " illness to UWV in time."
        ),
    ),
    "accident": (
        _("You see to safe work for everybody who works with you, also without a contract."),
        _("Tell your insurer that somebody comes to learn with you, and give safety instruction on the first day."),
    ),
    "damage": (
        _("You are liable for the mistakes of people who work under your direction."),
        _("Look whether your liability insurance counts people without a contract."),
    ),
    "stop_on_benefit": (
        _("Either side may stop. There is no notice and no payment on leaving."),
        _("Call the coach first: often another task or other days are enough."),
    ),
    "stop_contract": (
        _(
            "A fixed-term contract ends by itself. From six months on you say a month before whether it goes on;"
            " a payment on leaving is due from the first day."
        ),
        _("Put the date of the notice in your calendar; your contact sees it twelve weeks before a contract ends."),
    ),
    "stop_school": (
        _("The practice agreement ends; the employment contract does not, unless it says so."),
        _("Agree before the start what happens with the work when school stops."),
    ),
}

STANDINGS = {
    Standing.IN_TIME: _("other work in time"),
    Standing.LATER: _("other work, later"),
    Standing.RUNNING: _("still within the time"),
    Standing.NO_WORK: _("the time is over, no other work known"),
    Standing.NOT_BEGUN: _("the time has not begun"),
    Standing.CLOSED: _("work is not open to you"),
}


def offered_there(placement: Placement) -> str:
    """What the employer offers as far as it stands at the workplace and its place: an offer sheet begins with it."""
    place = placement.place
    hours = placement.hours_per_week or (place.hours_per_week if place else None)
    work = [
        placement.occupation or (place.occupation if place else ""),
        ", ".join(str(WEEKDAYS[day]) for day in placement.weekdays),
        gettext("%(hours)s hours a week") % {"hours": number_format(hours.normalize())} if hours else "",
    ]
    guides = gettext("%(name)s guides.") % {"name": placement.trainer.name} if placement.trainer else ""
    return "\n".join(filter(None, ["; ".join(filter(None, work)), guides, place.conditions if place else ""]))
