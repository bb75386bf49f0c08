"""Who bears what: every rule has its sentences, every kind of work an answer to the three questions of an employer."""

from datetime import date

import pytest

from doorstroom.placements.domain.risks import RULES, rules_for
from doorstroom.placements.models import Placement
from doorstroom.placements.wording import BEARERS, RISK_RULES, RISKS

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("kind", Placement.Kind.values)
def test_every_kind_of_work_answers_what_employers_ask(kind):
    assert {"illness", "accident", "damage", "stopping"} <= {rule.risk for rule in rules_for(kind, TODAY)}


def test_nobody_pays_wages_in_a_learning_place_and_an_employer_does_in_a_job():
    def ill(kind):
        return [rule.bearer for rule in rules_for(kind, TODAY) if rule.risk == "illness"]

    assert (ill("work_experience"), ill("job")) == (["payer"], ["employer", "uwv"])


def test_a_rule_holds_from_its_own_day():
    assert "stop_contract" not in {rule.code for rule in rules_for("job", date(2019, 12, 31))}
    assert "stop_contract" in {rule.code for rule in rules_for("job", date(2020, 1, 1))}


def test_every_code_has_its_words():
    assert {rule.code for rule in RULES} == set(RISK_RULES)
    assert {rule.risk for rule in RULES} == set(RISKS)
    assert {rule.bearer for rule in RULES} == set(BEARERS)
