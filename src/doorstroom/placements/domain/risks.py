"""Who bears what when something goes wrong at work: rules of the Netherlands with the day from which they hold.

A rule speaks of a kind of work, not of a person: whether somebody falls under the no-risk cover says something about
her health, so an employer may only ask it two months after the start, and it is never kept here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ON_BENEFIT = frozenset({"work_experience", "trial"})
EMPLOYED = frozenset({"apprenticeship", "job"})
ALL = ON_BENEFIT | EMPLOYED


@dataclass(frozen=True)
class Rule:
    """`risk`, `bearer` and `todo` are codes with a sentence in `wording`; the law says it from `valid_from`."""

    code: str
    risk: str
    kinds: frozenset[str]
    bearer: str
    source: str
    valid_from: date
    valid_until: date | None = None
    country: str = "nl"


RULES = (
    Rule("ill_on_benefit", "illness", ON_BENEFIT, "payer", "BW art. 7:610, 7:629", date(2015, 1, 1)),
    Rule("ill_employed", "illness", EMPLOYED, "employer", "BW art. 7:629", date(2004, 1, 1)),
    Rule("ill_no_risk", "illness", EMPLOYED, "uwv", "Ziektewet art. 29b, 38b", date(2016, 1, 1)),
    Rule("accident", "accident", ALL, "employer", "BW art. 7:658", date(1999, 1, 1)),
    Rule("damage", "damage", ALL, "employer", "BW art. 6:170", date(1992, 1, 1)),
    Rule("stop_on_benefit", "stopping", ON_BENEFIT, "nobody", "BW art. 7:610", date(2015, 1, 1)),
    Rule("stop_contract", "stopping", EMPLOYED, "employer", "BW art. 7:668, 7:673", date(2020, 1, 1)),
    Rule("stop_school", "school", frozenset({"apprenticeship"}), "employer", "WEB art. 7.2.8", date(1996, 1, 1)),
)


COUNTRIES = ("nl", "be", "se")
"""Where partners of the product work. Of a country without rules here it is said that none are known, never assumed."""


def rules_for(kind: str, on: date, country: str = "nl") -> tuple[Rule, ...]:
    """What holds for this kind of work on this day, in the order in which an employer asks; empty: not known here."""
    return tuple(
        rule for rule in RULES
        if rule.country == country and kind in rule.kinds
        and rule.valid_from <= on and (rule.valid_until is None or on < rule.valid_until)
    )  # fmt: skip
