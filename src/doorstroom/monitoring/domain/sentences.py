"""What a figure says in plain words: a code, the numbers that fill it, and the English source text.

The rules for when which sentence is said stand here; the translations stand in the catalogues. A sentence
with a percentage carries its counts and its interval; with fewer than ten people there is no percentage.
Nothing is called an effect, and chance is never ruled out, only called improbable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from doorstroom.monitoring.domain.comparison import ArmResult, Comparison, Verdict, people_needed
from doorstroom.monitoring.domain.definitions import Definition, Unit
from doorstroom.monitoring.domain.forecast_people import PeopleForecast, StartsNeeded
from doorstroom.monitoring.domain.goals import GoalProgress
from doorstroom.monitoring.domain.proportions import SMALLEST_DENOMINATOR, Proportion, whole_percent
from doorstroom.monitoring.domain.strata import Adjusted

Value = int | float | str | date | None


@dataclass(frozen=True)
class Sentence:
    """`params` are raw numbers and days; whoever renders it writes them the way of the reader's language."""

    code: str
    params: Mapping[str, Value]


def gettext_noop(text: str) -> str:
    """Marks a text for the catalogues; translating it is the caller's."""
    return text


ENGLISH: Mapping[str, str] = {
    "share.stopped.weeks": gettext_noop(
        "With {arm}, {numerator} of {denominator} people stopped in the first {count} weeks"
        " ({percent}%, between {low} and {high}%)."
    ),
    "share.stopped.weeks.few": gettext_noop(
        "With {arm}, {numerator} of {denominator} people stopped in the first {count} weeks:"
        " too few people for a percentage."
    ),
    "share.reached.weeks": gettext_noop(
        "With {arm}, {numerator} of {denominator} people reached this within {count} weeks"
        " ({percent}%, between {low} and {high}%)."
    ),
    "share.reached.weeks.few": gettext_noop(
        "With {arm}, {numerator} of {denominator} people reached this within {count} weeks:"
        " too few people for a percentage."
    ),
    "share.reached.months": gettext_noop(
        "With {arm}, {numerator} of {denominator} people reached this within {count} months"
        " ({percent}%, between {low} and {high}%)."
    ),
    "share.reached.months.few": gettext_noop(
        "With {arm}, {numerator} of {denominator} people reached this within {count} months:"
        " too few people for a percentage."
    ),
    "share.other_arm": gettext_noop(
        "With {arm} it was {numerator} of {denominator} ({percent}%, between {low} and {high}%)."
    ),
    "share.other_arm.few": gettext_noop(
        "With {arm} it was {numerator} of {denominator}: too few people for a percentage."
    ),
    "share.nobody_yet": gettext_noop("With {arm} nobody has been followed long enough yet."),
    "share.running": gettext_noop("{running} people with {arm} have not come that far and are not counted."),
    "share.unknown": gettext_noop(
        "With {arm} the outcome of {unknown} people is unknown; the percentage counts them as not reached,"
        " and the upper end as reached."
    ),
    "difference.too_few": gettext_noop("There are too few people to say whether that is a difference."),
    "difference.probably_not_chance.same_time": gettext_noop(
        "That difference is probably not chance; the rounds were at the same time."
    ),
    "difference.probably_not_chance.partly_same_time": gettext_noop(
        "That difference is probably not chance; the rounds were only partly at the same time."
    ),
    "difference.probably_not_chance.not_same_time": gettext_noop(
        "That difference is probably not chance; the rounds were not at the same time."
    ),
    "difference.may_be_chance.same_time": gettext_noop(
        "That difference may be chance: with so many people only a gap of about {gap} percentage points shows."
    ),
    "difference.may_be_chance.partly_same_time": gettext_noop(
        "That difference may be chance: with so many people only a gap"
        " of about {gap} percentage points shows."
        " The rounds were only partly at the same time."
    ),
    "difference.may_be_chance.not_same_time": gettext_noop(
        "That difference may be chance: with so many people only a gap"
        " of about {gap} percentage points shows."
        " The rounds were not at the same time."
    ),
    "difference.depends_on_unknown": gettext_noop(
        "Whether that is a difference depends on the people whose outcome is unknown; find these out first."
    ),
    "mix.nobody": gettext_noop("The education of too few people is known to take their mix into account."),
    "mix.expected": gettext_noop(
        "Had people with {arm} stopped as often as people of the same education did with {other},"
        " {expected} of {people} would have stopped; it was {observed}."
    ),
    "mix.fewer": gettext_noop(
        "With the same mix of people that is {low} to {high} percentage points fewer:"
        " the difference is not only one of mix."
    ),
    "mix.more": gettext_noop(
        "With the same mix of people that is {low} to {high} percentage points more:"
        " the difference is not only one of mix."
    ),
    "mix.may_be_chance": gettext_noop(
        "With the same mix of people that may be chance: anything from {low} to {high} percentage points fits."
    ),
    "mix.without": gettext_noop(
        "{without} people with {arm} are not in this: their education is not known,"
        " or too few with it took part before."
    ),
    "power": gettext_noop(
        "How large a difference must be to show: with so many people about {gap} percentage points."
        " A rise from 60 to 70% takes {needed} people with each version."
    ),
    "goal.standing": gettext_noop("{done} of {quantity} on {as_of}; {remaining} to go until {deadline}."),
    "goal.reached": gettext_noop("The goal of {quantity} is reached: {done} on {as_of}."),
    "goal.missed": gettext_noop(
        "The deadline {deadline} has passed with {done} of {quantity}; {remaining} are missing."
    ),
    "goal.too_early": gettext_noop("It is too early for a forecast."),
    "goal.pace": gettext_noop(
        "In the last {weeks} weeks the pace was {pace} a week; {needed} a week are needed from now on."
    ),
    "goal.pace.day": gettext_noop("At that pace alone the goal would be reached around {day}."),
    "goal.people": gettext_noop(
        "Counted from the people themselves – who is on the way, and who will still start at the rate of the last"
        " year – it is {low} to {high} of {quantity} by {deadline} in 8 cases out of 10."
    ),
    "goal.chance": gettext_noop("The chance to reach the goal in time is about {percent} in 100."),
    "goal.chance.none": gettext_noop("The chance to reach the goal in time is less than 1 in 100."),
    "goal.chance.sure": gettext_noop("The chance to reach the goal in time is more than 99 in 100."),
    "goal.starts_needed": gettext_noop(
        "To reach it in 8 cases out of 10 {needed} people a week would have to start from now on;"
        " in the last year it was {rate} a week."
    ),
    "goal.starts_too_late": gettext_noop(
        "More starts no longer make it 8 cases out of 10: too little time is left for whoever starts now."
    ),
    "goal.inflow_changed": gettext_noop(
        "The inflow has changed: {earlier} starts in the first half of the last year, {later} in the second half."
        " The forecast may be wrong."
    ),
}

STOPPED = "stopped"
"""The outcome code whose sentence speaks of stopping; every other outcome is something reached."""


def comparison_sentences(comparison: Comparison, definition: Definition) -> tuple[Sentence, ...]:
    """The newer arm is named first, by giving it as the first of the comparison."""
    first, second = comparison.first, comparison.second
    said = [_first_share(first, definition, comparison.outcome), _second_share(second)]
    if first.share.denominator and second.share.denominator:
        said.append(_difference(comparison))
    for arm in (first, second):
        if arm.share.unknown:
            said.append(Sentence("share.unknown", {"arm": arm.label, "unknown": arm.share.unknown}))
        if arm.share.running:
            said.append(Sentence("share.running", {"arm": arm.label, "running": arm.share.running}))
    return tuple(said)


def _first_share(arm: ArmResult, definition: Definition, outcome: str) -> Sentence:
    span, stopped = definition.horizon, outcome == STOPPED
    unit = Unit.MONTHS if span.unit is Unit.MONTHS and not stopped else Unit.WEEKS
    count = span.count if span.unit is unit else span.days // 7
    kind = f"share.{STOPPED if stopped else 'reached'}.{unit}"
    return _share(kind, arm.label, arm.share, {"count": count})


def _second_share(arm: ArmResult) -> Sentence:
    return _share("share.other_arm", arm.label, arm.share, {})


def _share(code: str, arm: str, share: Proportion, extra: Mapping[str, Value]) -> Sentence:
    if not share.denominator:
        return Sentence("share.nobody_yet", {"arm": arm})
    params: dict[str, Value] = {
        "arm": arm,
        "numerator": share.numerator,
        "denominator": share.denominator,
        **extra,
    }
    if share.percent_interval is None:
        return Sentence(f"{code}.few", params)
    low, high = share.percent_interval
    return Sentence(code, {**params, "percent": share.percent, "low": low, "high": high})


def _difference(comparison: Comparison) -> Sentence:
    verdict, timing = comparison.verdict, comparison.timing
    if verdict in {Verdict.TOO_FEW, Verdict.DEPENDS_ON_UNKNOWN}:
        return Sentence(f"difference.{verdict}", {})
    gap: dict[str, Value] = {} if verdict is Verdict.NOT_CHANCE else {"gap": whole_percent(comparison.visible_gap or 0)}
    return Sentence(f"difference.{verdict}.{timing}", gap)


def mix_sentences(found: Adjusted | None, arm: str, other: str) -> tuple[Sentence, ...]:
    """What became of people with `arm`, beside what became of people of the same groups with `other`."""
    if found is None or found.people < SMALLEST_DENOMINATOR:
        return (Sentence("mix.nobody", {}),)
    low, high = (round(100 * end) for end in (found.difference.low, found.difference.high))
    if found.difference.high < 0:
        said = Sentence("mix.fewer", {"low": -high, "high": -low})
    elif found.difference.low > 0:
        said = Sentence("mix.more", {"low": low, "high": high})
    else:
        said = Sentence("mix.may_be_chance", {"low": low, "high": high})
    counts = {"expected": round(found.expected), "people": found.people, "observed": found.observed}
    first = Sentence("mix.expected", {"arm": arm, "other": other, **counts})
    rest = [Sentence("mix.without", {"without": found.without, "arm": arm})] if found.without else []
    return (first, said, *rest)


def power_sentence(comparison: Comparison) -> Sentence | None:
    """Always beside a comparison: what so many people can show, and what it takes to show a usual rise."""
    if comparison.visible_gap is None:
        return None
    return Sentence("power", {"gap": whole_percent(comparison.visible_gap), "needed": people_needed(0.6, 0.7)})


def goal_sentences(
    progress: GoalProgress, forecast: PeopleForecast | None, needed: StartsNeeded | None = None
) -> tuple[Sentence, ...]:
    """Standing, what the people make likely, the starts it takes, and the pace beside it as an explanation.

    A goal reached or past its day needs one sentence only; without a forecast it is too early for one.
    """
    goal = progress.goal
    standing: dict[str, Value] = {
        "done": progress.done,
        "quantity": goal.quantity,
        "as_of": progress.as_of,
        "remaining": progress.remaining,
        "deadline": goal.deadline,
    }
    if not progress.remaining:
        return (Sentence("goal.reached", standing),)
    if not progress.weeks_left:
        return (Sentence("goal.missed", standing),)
    ahead = _people(progress, forecast, needed) if forecast else [Sentence("goal.too_early", {})]
    return (Sentence("goal.standing", standing), *ahead, *_pace(progress))


def pace_sentences(progress: GoalProgress) -> tuple[Sentence, ...]:
    """Standing and pace alone, for a place that makes no forecast."""
    return tuple(each for each in goal_sentences(progress, None) if each.code != "goal.too_early")


def _people(progress: GoalProgress, forecast: PeopleForecast, needed: StartsNeeded | None) -> list[Sentence]:
    """The range and the chance that the people themselves give; a chance near nought or one is not drawn finer."""
    goal = progress.goal
    low, high = forecast.numbers.range()
    said = [
        Sentence("goal.people", {"low": low, "high": high, "quantity": goal.quantity, "deadline": goal.deadline}),
        _chance(forecast.numbers.at_least(goal.quantity)),
    ]
    if needed:
        said.append(_starts(needed, forecast))
    if forecast.drifted:
        earlier, later = forecast.inflow.halves
        said.append(Sentence("goal.inflow_changed", {"earlier": earlier, "later": later}))
    return said


def _starts(needed: StartsNeeded, forecast: PeopleForecast) -> Sentence:
    if needed.per_week is None:
        return Sentence("goal.starts_too_late", {})
    return Sentence("goal.starts_needed", {"needed": needed.per_week, "rate": round(forecast.inflow.per_week, 1)})


def _chance(chance: float) -> Sentence:
    if chance < 0.01:
        return Sentence("goal.chance.none", {})
    if chance > 0.99:
        return Sentence("goal.chance.sure", {})
    return Sentence("goal.chance", {"percent": whole_percent(chance)})


def _pace(progress: GoalProgress) -> list[Sentence]:
    pace = progress.pace
    if pace is None or not pace.done:
        return []
    numbers = {"weeks": pace.weeks, "pace": round(pace.per_week, 1), "needed": progress.needed_per_week}
    said = [Sentence("goal.pace", numbers)]
    if progress.at_pace_on:
        said.append(Sentence("goal.pace.day", {"day": progress.at_pace_on}))
    return said


def in_english(sentences: tuple[Sentence, ...]) -> str:
    """For reports at the command line and for tests; pages translate."""
    return " ".join(ENGLISH[s.code].format(**s.params) for s in sentences)
