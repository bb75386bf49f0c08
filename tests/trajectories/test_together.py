"""One act on several people: what the preview says is what happens, and taking back brings back exactly what was."""

from datetime import timedelta
from random import Random

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.participants.models import PersonRelation
from doorstroom.programmes.models import ProgrammePartner
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.models import HolderTerm, JointAct, JointActLine, PhaseEpisode, TeamMember, Trajectory
from doorstroom.trajectories.selectors.together import choice_for
from doorstroom.trajectories.services import suspend_trajectory
from doorstroom.trajectories.services.together import Wanted, act_together, try_together, undo_together
from factories.accounts import MembershipFactory
from factories.trajectories import acting, colleague, in_intake, programme_with_model, under_way

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
TABLES = (Trajectory, HolderTerm, TeamMember, PhaseEpisode, PersonRelation)


@pytest.fixture
def samira(as_system):
    return colleague()


@pytest.fixture
def programme(samira):
    return programme_with_model(desk=samira.organisation)


@pytest.fixture
def coach(programme):
    """A coach who works in the programme, and so may be asked to help or to coordinate."""
    found = colleague(Role.JOB_COACH)
    ProgrammePartner.objects.create(programme=programme, organisation=found.organisation, role=found.role)
    return found


@pytest.fixture
def three(samira, programme):
    return [under_way(samira, programme, given_name=name, family_name="Kaya") for name in ("Abel", "Bo", "Cas")]


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in TABLES}


def doing(member, service, **kwargs):
    """As this member, with both layers of access; the day is today."""
    actor = actor_of(member, at=NOW + timedelta(minutes=5))
    with scope(actor, nested=True):
        return service(actor=actor, on=TODAY, **kwargs)


def team(coach):
    return Wanted(JointAct.Kind.TEAM, "Vaste coach van de groep", member=coach)


def codes(outcomes):
    return [outcome.refusal.code if outcome.refusal else None for outcome in outcomes]


def test_the_preview_says_for_whom_it_goes_and_leaves_everything_as_it_was(samira, three, coach, system):
    doing(samira, act_together, trajectories=three[:1], wanted=team(coach))
    before, logged = everything(), Entry.objects.count()
    found = doing(samira, try_together, trajectories=three, wanted=team(coach))
    assert codes(found) == ["already_in_team", None, None]
    assert (everything(), Entry.objects.count()) == (before, logged)


def test_what_the_preview_says_is_what_happens(samira, three, coach):
    wanted = Wanted(JointAct.Kind.PHASE, "Klaar met de proefplek", phase="les")
    suspend_trajectory(
        actor=acting(samira, TODAY), trajectory=three[2], on=TODAY, reason="health",
        expected_back_on=TODAY + timedelta(days=30),
    )  # fmt: skip
    previewed = codes(doing(samira, try_together, trajectories=three, wanted=wanted))
    act, found = doing(samira, act_together, trajectories=three, wanted=wanted)
    assert codes(found) == previewed
    assert JointActLine.objects.filter(act=act).count() == previewed.count(None)


@pytest.mark.parametrize("seed", range(4))
def test_taking_back_brings_back_exactly_what_was(samira, three, coach, seed):
    """Some people, some act, more than once: the rows afterwards are those of before, to the microsecond."""
    random = Random(seed)
    wanted = [
        team(coach), Wanted(JointAct.Kind.HOLDER, "Samira is weg", member=coach),
        Wanted(JointAct.Kind.PHASE, "Verder", phase="steun"),
    ]  # fmt: skip
    before, done = everything(), 0
    for kind in random.sample(wanted, 3):
        people = random.sample(three, random.randint(1, 3))
        act, found = doing(samira, act_together, trajectories=people, wanted=kind)
        done += codes(found).count(None)
        assert (everything() != before) == (None in codes(found))
        assert set(codes(doing(samira, undo_together, act=act))) <= {None}
        assert everything() == before
    assert done >= 2


def test_who_hands_over_loses_sight_and_still_takes_it_back(coach, programme, three, samira):
    ruud = colleague(Role.JOB_COACH, organisation=coach.organisation)
    wanted = Wanted(JointAct.Kind.HOLDER, "Groep van Ruud", member=ruud)
    doing(samira, act_together, trajectories=three, wanted=Wanted(JointAct.Kind.HOLDER, "x", member=coach))
    act, found = doing(coach, act_together, trajectories=three, wanted=wanted)
    assert codes(found) == [None] * 3
    assert set(HolderTerm.objects.filter(ended_at=None).values_list("member", flat=True)) == {ruud.pk}
    assert codes(doing(coach, undo_together, act=act)) == [None] * 3
    assert set(HolderTerm.objects.filter(ended_at=None).values_list("member", flat=True)) == {coach.pk}


def test_who_was_changed_since_stays_and_the_others_go_back(samira, three, coach):
    act, _ = doing(samira, act_together, trajectories=three, wanted=team(coach))
    TeamMember.objects.filter(trajectory=three[1], member=coach).update(valid_until=TODAY)
    assert codes(doing(samira, undo_together, act=act)) == [None, "changed_since", None]
    assert list(TeamMember.objects.filter(member=coach).values_list("trajectory", flat=True)) == [three[1].pk]


def test_it_is_taken_back_once_by_who_did_it_on_the_day_itself(samira, three, coach):
    act, _ = doing(samira, act_together, trajectories=three, wanted=team(coach))

    def refused(member, days=0):
        actor = actor_of(member, at=NOW + timedelta(days=days))
        with pytest.raises(TrajectoryError) as error, scope(actor, nested=True):
            undo_together(actor=actor, act=act, on=TODAY + timedelta(days=days))
        return error.value.code

    assert refused(coach) == "undone_already"
    assert refused(samira, days=1) == "undo_too_late"
    doing(samira, undo_together, act=act)
    assert refused(samira) == "undone_already"


def test_a_stranger_and_an_unknown_phase_are_named_as_reasons(samira, programme, three, as_system):
    stranger = MembershipFactory(role=Role.JOB_COACH)
    assert codes(doing(samira, try_together, trajectories=three[:1], wanted=team(stranger))) == ["not_a_colleague"]
    wrong = Wanted(JointAct.Kind.PHASE, "x", phase="nergens")
    assert codes(doing(samira, try_together, trajectories=three[:1], wanted=wrong)) == ["phase_not_in_model"]
    there = Wanted(JointAct.Kind.PHASE, "x", phase="les")
    assert codes(doing(samira, try_together, trajectories=three[:1], wanted=there)) == ["stands_there_already"]


def test_on_the_page_one_chooses_sees_does_and_takes_back(samira, three, coach, sign_in, system):
    def helped():
        """A page closed its own scope; read as the system."""
        with scope(system, nested=True):
            return TeamMember.objects.filter(member=coach).count()

    client, page = sign_in(samira), reverse("together")
    asked = {"people": [each.pk for each in three], "kind": "team", "member": coach.pk, "reason": "Vaste coach"}
    nobody = client.post(page, asked | {"people": []})
    assert nobody.context["form"].errors["people"] == ["Kies ten minste één persoon."]
    preview = client.post(page, asked)
    assert [each.person.given_name for each in preview.context["going"]] == ["Abel", "Bo", "Cas"]
    assert helped() == 0
    assert client.post(page, asked | {"stap": "doe"}).status_code == 302
    assert helped() == 3
    (act,) = client.get(page).context["acts"]
    assert not client.get(page).context["choice"].cut
    assert (act.get_kind_display(), act.subject) == ("iemand aan het team toevoegen", coach.user.name)
    assert client.post(reverse("together_undo"), {"act": act.pk}).status_code == 302
    assert helped() == 0


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(samira, programme, sign_in, statements, people):
    for number in range(people):
        in_intake(samira, programme, given_name=f"Deelnemer {number}")
    assert statements(sign_in(samira), reverse("together")) == 10


def test_a_colleague_is_asked_for_once_whatever_the_number_of_people(samira, programme, three, coach):
    """Nothing takes doubles out afterwards: rows that were multiplied by the people chosen would stand here twice."""
    actor = actor_of(samira, at=NOW)
    with scope(actor, nested=True):
        found = list(choice_for(actor, round_id=None).members)
    assert sorted(member.pk for member in found) == sorted((samira.pk, coach.pk))
