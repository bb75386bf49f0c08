"""The verdict in words that match the gate, in Dutch and English.

The first words are fixed, so that a reader learns them. Without the gate there is no number at all; an interval
that holds 0 is "no demonstrable difference" with the range that fits, never "no effect". What decides is the
interval, so the range and not the point is what is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from doorstroom.monitoring.domain.impact.gate import Check, Verdict
from doorstroom.monitoring.domain.impact.study import Evaluation
from doorstroom.monitoring.domain.proportions import Interval

LANGUAGES = ("nl", "en")

WORDS: Mapping[str, Mapping[str, str]] = {
    "no_statement": {
        "nl": "Oordeel: geen uitspraak mogelijk. {reasons}",
        "en": "Verdict: no statement possible. {reasons}",
    },
    "no_demonstrable_difference": {
        "nl": "Oordeel: geen aantoonbaar verschil; een effect tussen {range} past bij deze gegevens.",
        "en": "Verdict: no demonstrable difference; an effect between {range} fits these data.",
    },
    "effect": {
        "nl": "Oordeel: een effect tussen {range} past bij deze gegevens; nul past er niet bij.",
        "en": "Verdict: an effect between {range} fits these data; zero does not fit.",
    },
    "compared.ATT": {
        "nl": "Vergeleken zijn {treated} van {total} mensen die meededen met een gewogen groep uit {comparison}"
        " anderen.",
        "en": "Compared were {treated} of {total} people who took part with a weighted group out of {comparison}"
        " others.",
    },
    "compared.ITT": {
        "nl": "Vergeleken zijn {treated} van {total} mensen die werden uitgenodigd, of zij begonnen of niet, met een"
        " gewogen groep uit {comparison} anderen.",
        "en": "Compared were {treated} of {total} people who were invited, whether they started or not, with a"
        " weighted group out of {comparison} others.",
    },
    "unmeasured": {
        "nl": "Dit geldt alleen als beide groepen niet ook verschillen in iets dat niet is gemeten.",
        "en": "This holds only if the groups do not also differ in something that was not measured.",
    },
    "treated_people": {
        "nl": "De groep telt {value} mensen met een bekende uitkomst; er zijn er minstens {limit} nodig.",
        "en": "The cohort has {value} people with a known outcome; at least {limit} are needed.",
    },
    "too_few_started": {
        "nl": "Oordeel: geen uitspraak mogelijk. Er zijn {value} mensen begonnen; minstens {limit} zijn er nodig.",
        "en": "Verdict: no statement possible. {value} people have started; at least {limit} are needed.",
    },
    "share_on_support": {
        "nl": "Maar {value} van de groep lijkt op iemand uit de vergelijkingsgroep; {limit} is nodig.",
        "en": "Only {value} of the cohort resembles anybody in the comparison group; {limit} is needed.",
    },
    "share_on_support.none": {
        "nl": "De kenmerken houden de twee groepen volledig uit elkaar; niemand is te vergelijken. Zoek een"
        " vergelijkingsgroep die op de deelnemers lijkt, of laat het kenmerk weg dat alleen in één groep voorkomt.",
        "en": "The covariates tell the two groups apart completely; nobody can be compared. Find a comparison group"
        " that resembles the participants, or leave out the covariate that occurs in one group only.",
    },
    "largest_difference": {
        "nl": "Ook na weging verschillen de groepen vooraf nog {value} standaarddeviatie; hoogstens {limit} mag.",
        "en": "Even after weighting the groups differ by {value} standard deviations beforehand; at most {limit} is"
        " allowed.",
    },
    "effective_comparison_people": {
        "nl": "De gewogen vergelijkingsgroep is zoveel waard als {value} mensen; er zijn er {limit} nodig.",
        "en": "The weighted comparison group is worth {value} people; {limit} are needed.",
    },
    "placebo_covers_zero": {
        "nl": "De groepen verschilden al voordat iemand begon, ook na weging.",
        "en": "The groups already differed before anybody began, even after weighting.",
    },
    "placebo_covers_zero.none": {
        "nl": "Er is geen uitkomst van vóór het begin gegeven om de vergelijking aan te toetsen (placebo).",
        "en": "No outcome from before the start was given to test the comparison with (placebo).",
    },
    "outcome_known_treated": {
        "nl": "Van {value} van de groep is de uitkomst bekend; {limit} is nodig.",
        "en": "The outcome of {value} of the cohort is known; {limit} is needed.",
    },
    "outcome_known_comparison": {
        "nl": "Van {value} van de vergelijkingsgroep is de uitkomst bekend; {limit} is nodig.",
        "en": "The outcome of {value} of the comparison group is known; {limit} is needed.",
    },
    "outcome_registered": {
        "nl": "De uitkomst was niet vastgelegd voordat iemand de resultaten zag.",
        "en": "The outcome was not fixed before anybody saw the results.",
    },
    "range": {"nl": "{low} en {high}", "en": "{low} and {high}"},
    "points": {"nl": "{value} procentpunt", "en": "{value} percentage points"},
}

PERCENTS = {"share_on_support", "outcome_known_treated", "outcome_known_comparison"}


def verdict_text(found: Evaluation, language: str) -> str:
    if found.verdict is Verdict.NO_STATEMENT or found.adjusted is None:
        reasons = " ".join(reason(check, language) for check in reasons_of(found))
        return WORDS["no_statement"][language].format(reasons=reasons)
    said = [
        WORDS[found.verdict][language].format(range=between(found.adjusted.interval, language, points=found.shares)),
        WORDS[f"compared.{found.estimand}"][language].format(**_people(found, language)),
        WORDS["unmeasured"][language],
    ]
    return " ".join(said)


def _people(found: Evaluation, language: str) -> dict[str, str]:
    counts = {"treated": found.n_treated, "total": found.total_treated, "comparison": found.n_comparison}
    return {name: localised(f"{n:,}", language) for name, n in counts.items()}


def reasons_of(found: Evaluation) -> tuple[Check, ...]:
    """Without any overlap the other figures of the weighting do not exist, and only that is said."""
    if found.adjusted is not None:
        return found.failed
    follow = {"largest_difference", "effective_comparison_people", "placebo_covers_zero"}
    return tuple(check for check in found.failed if check.check not in follow)


def reason(check: Check, language: str) -> str:
    """Why a check of the gate does not hold."""
    nothing = check.value is None or (check.check == "share_on_support" and check.value == 0.0)
    code = f"{check.check}.none" if nothing and f"{check.check}.none" in WORDS else check.check
    return WORDS[code][language].format(value=_written(check, language), limit=_limit(check, language))


def _written(check: Check, language: str) -> str:
    if isinstance(check.value, bool) or check.value is None:
        return ""
    return figure(check.check, check.value, language)


def _limit(check: Check, language: str) -> str:
    return "" if isinstance(check.limit, bool) else figure(check.check, check.limit, language)


def figure(check: str, value: float, language: str) -> str:
    """Rounded to the wrong side of the limit, so that a failing figure never reads as a passing one."""
    if check in PERCENTS:
        return f"{int(value * 100 + 1e-9)}%"
    if check == "largest_difference":
        return localised(f"{ceil(value * 1000 - 1e-9) / 1000:g}", language)
    return localised(f"{value:.0f}" if value == int(value) else f"{int(value * 10) / 10:g}", language)


def between(interval: Interval, language: str, *, points: bool) -> str:
    """Both ends, the unit once: "1.9 and 19.4 percentage points"."""
    low, high = (amount(end, language, points=points) for end in (interval.low, interval.high))
    said = WORDS["range"][language].format(low=low, high=high)
    return WORDS["points"][language].format(value=said) if points else said


def amount(value: float, language: str, *, points: bool) -> str:
    """A difference with three significant digits, or in percentage points with one decimal."""
    if points:
        return localised(f"{value * 100:.1f}", language)
    size = f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"
    return localised(size, language)


def localised(figure: str, language: str) -> str:
    """Decimal comma and point between thousands in Dutch; a real minus sign."""
    if language == "nl":
        figure = figure.translate(str.maketrans(",.", ".,"))
    return figure.replace("-", "−")
