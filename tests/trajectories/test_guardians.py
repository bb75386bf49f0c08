"""Under eighteen: refused, or with the agreement of guardians recorded, as the approach says (S4.13)."""

from datetime import date

import pytest

from doorstroom.kernel.events import fact_holds
from doorstroom.participants.services import set_contact
from doorstroom.programmes.domain.versions import read_model
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.domain.guardians import guardian_refusal
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.services import (
    IntakeTalk,
    hold_intake,
    record_fact,
    register_trajectory,
    start_trajectory,
)
from factories.participants import person_of
from factories.trajectories import MODEL, acting, colleague, programme_with_model, system_on

ON = date(2026, 11, 23)
ADULT, MINOR = date(2008, 11, 23), date(2008, 11, 24)
RULE = """guards:
  - {code: ouders, move: start_phase, phase: proef, fact: guardian_agreed, unless: of_age, strength: law,
     name: Ouders of voogd zijn akkoord, supplied_by: [caseworker], source: BW 1}
"""
RULED = MODEL.replace("guards:\n", RULE)


@pytest.mark.parametrize(
    ("text", "born", "code"),
    [
        (MODEL, ADULT, None),
        (MODEL, MINOR, "guardian_rule_missing"),
        (RULED, MINOR, None),
        (RULED.replace("strength: law,\n     name: Ouders", "strength: norm,\n     name: Ouders"), MINOR,
         "guardian_rule_missing"),
    ],
)  # fmt: skip
def test_only_a_rule_of_strength_law_lets_somebody_under_age_in(text, born, code):
    refusal = guardian_refusal(read_model(text), born, ON)
    assert (refusal.code if refusal else None) == code


@pytest.fixture
def registered(as_system):
    def register(text, born):
        member = colleague()
        person = person_of(member, on=ON)
        set_contact(actor=as_system, person_id=person.pk, birth_date=born)
        programme = programme_with_model(member.organisation, text=text)
        return member, register_trajectory(
            actor=system_on(ON), person=person, programme=programme, source="test", on=ON
        )

    return register


@pytest.mark.django_db
def test_under_eighteen_needs_a_rule_for_guardians_or_is_refused(registered):
    with pytest.raises(TrajectoryError) as refused:
        registered(MODEL, MINOR)
    assert (refused.value.code, refused.value.params["age"]) == ("guardian_rule_missing", 17)
    assert Trajectory.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("born", "waits"), [(MINOR, True), (ADULT, False)])
def test_a_start_waits_for_the_agreement_of_guardians(registered, born, waits):
    member, trajectory = registered(RULED, born)
    actor = acting(member, ON)
    hold_intake(actor=actor, trajectory=trajectory, holder=member, on=ON, talk=IntakeTalk(own_goal="Een vak leren"))
    record_fact(actor=actor, trajectory=trajectory, fact="decision_there", on=ON)
    assert fact_holds("of_age", trajectory, ON) is not waits
    if waits:
        with pytest.raises(TrajectoryError):
            start_trajectory(actor=actor, trajectory=trajectory, on=ON)
        record_fact(actor=actor, trajectory=trajectory, fact="guardian_agreed", on=ON)
    assert start_trajectory(actor=actor, trajectory=trajectory, on=ON).started_on == ON
