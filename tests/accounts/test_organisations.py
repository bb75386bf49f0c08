"""Two organisations become one: who held somebody does, what was open is, and what was signed reads as signed."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db.models import ManyToOneRel
from django.urls import reverse

from doorstroom.accounts.domain.errors import OrganisationRefused
from doorstroom.accounts.models import Organisation, OrganisationKind, OrganisationName, Role
from doorstroom.accounts.selectors import FOLLOWS_ITSELF, STAYS
from doorstroom.accounts.services import merge_organisations, rename_organisation
from doorstroom.accounts.wording import REFUSALS
from doorstroom.agreements.models import AgreementParty
from doorstroom.database.scope import scope
from doorstroom.monitoring.models import TrajectoryFact
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import ExternalReference, IncomeSituation
from doorstroom.trajectories.models import Note
from doorstroom.trajectories.services import hand_to, write_note
from doorstroom.ui.wording import sentence
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import AgreementFactory
from factories.trajectories import acting, colleague, in_intake, moment, programme_with_model, registered, system_on

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


@pytest.fixture
def work(as_system):
    """Samira of Vennenwerk holds Abel, Noor came to its desk; it signed an agreement with De Schakelaar."""
    former, into = (
        OrganisationFactory(name=name, kind=OrganisationKind.WORK_COMPANY) for name in ("Vennenwerk", "De Schakelaar")
    )
    samira, femke = colleague(organisation=former), colleague(Role.PROGRAMME_MANAGER, organisation=into)
    programme = programme_with_model(desk=former)
    abel, noor = in_intake(samira, programme, given_name="Abel"), registered(samira, programme, given_name="Noor")
    agreement = AgreementFactory()
    for organisation in (former, into):
        agreement.parties.create(organisation=organisation, capacity="implementer", signed_as=organisation.name)
    return former, into, samira, femke, abel, noor, agreement


def seen_by(member):
    with scope(acting(member, ON), nested=True):
        return sorted(visible_people(acting(member, ON)).values_list("given_name", flat=True))


def merged(former, into):
    return merge_organisations(actor=system_on(ON), former=former, into=into, on=ON)


def test_whoever_held_somebody_holds_her_and_the_desk_goes_on(work, check_constraints):
    former, into, samira, _, abel, noor, _ = work
    with scope(acting(samira, ON), nested=True):
        write_note(actor=acting(samira, ON), person=abel.person, channel="phone", text="Gebeld", on=ON)
    facts = TrajectoryFact.objects.filter(guided_by="Vennenwerk")
    assert (facts.count(), seen_by(samira)) == (1, ["Abel", "Noor"])
    moved = merged(former, into)
    check_constraints()
    samira.refresh_from_db()
    assert (samira.organisation, seen_by(samira)) == (into, ["Abel", "Noor"])
    assert abel.holder_terms.get(ended_at=None).member == samira
    noor.refresh_from_db()
    assert noor.desk == into
    assert seen_by(colleague(organisation=into)) == ["Abel", "Noor"]  # both came to what is their desk now
    assert (moved["accounts.Membership.organisation"], moved["trajectories.Trajectory.desk"]) == (1, 2)
    assert Note.objects.get().organisation == former
    assert list(TrajectoryFact.objects.exclude(guided_by="").values_list("guided_by", flat=True)) == ["De Schakelaar"]
    karin = colleague(organisation=into)
    with scope(acting(samira, ON), nested=True):
        hand_to(actor=acting(samira, ON), trajectory=abel, member=karin, at=moment(ON), reason="ruil")
    assert seen_by(karin) == ["Abel", "Noor"]


def test_nothing_points_at_the_former_but_what_is_read_as_of_then(work):
    """Also where there is no way back from the organisation (`related_name="+"`)."""
    former, into, _, _, abel, _, _ = work
    income = IncomeSituation.objects.create(
        person=abel.person, source="social_assistance", valid_from=date(2026, 1, 1), payer=former
    )
    number = ExternalReference.objects.create(person=abel.person, organisation=former, reference="1001")
    merged(former, into)
    left = {
        relation.related_model._meta.label
        for relation in Organisation._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel)
        and relation.related_model._base_manager.filter(**{relation.field.name: former}).exists()
    }
    assert left - FOLLOWS_ITSELF - STAYS == {"agreements.AgreementParty"}  # both are party: each signed for itself
    income.refresh_from_db()
    number.refresh_from_db()
    assert (income.payer, number.organisation) == (into, former)
    former.refresh_from_db()
    assert former.merged_into == into
    assert list(into.former_names.values_list("name", "valid_until")) == [("Vennenwerk", ON)]


def test_an_agreement_stays_readable_under_the_name_of_then(work, sign_in):
    former, into, _, femke, _, _, agreement = work
    agreement.parties.filter(organisation=into).delete()
    agreement.parties.update(signed_on=date(2025, 1, 1), signed_by="directeur")
    merged(former, into)
    assert AgreementParty.objects.get().organisation == into
    page = sign_in(femke).get(reverse("agreement_detail", args=[agreement.pk])).content.decode()
    assert "De Schakelaar" in page
    assert "als Vennenwerk" in page


def test_merged_twice_all_of_them_lead_to_the_last(work):
    former, into, *_ = work
    last = OrganisationFactory(name="Werk Lindevallei", kind=OrganisationKind.WORK_COMPANY)
    merged(former, into)
    merged(into, last)
    assert set(Organisation.objects.exclude(merged_into=None).values_list("merged_into", flat=True)) == {last.pk}
    assert set(last.former_names.values_list("name", flat=True)) == {"Vennenwerk", "De Schakelaar"}


def test_somebody_who_works_at_both_keeps_one_of_the_two(work):
    former, into, samira, *_ = work
    kept = MembershipFactory(user=samira.user, organisation=into, role=samira.role, valid_from=samira.valid_from)
    merged(former, into)
    samira.refresh_from_db()
    kept.refresh_from_db()
    assert (samira.organisation, samira.valid_until, kept.valid_until) == (former, ON, None)


def test_a_renamed_organisation_is_found_and_counted_under_both_names(work):
    former, *_ = work
    rename_organisation(actor=system_on(ON), organisation=former, name="Vennenwerk Oost", on=ON)
    former.refresh_from_db()
    assert former.name == "Vennenwerk Oost"
    assert OrganisationName.objects.get().name == "Vennenwerk"
    assert TrajectoryFact.objects.exclude(guided_by="").values_list("guided_by", flat=True)[0] == "Vennenwerk Oost"


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("organisation_not_yours", lambda former, into, samira: merge_organisations(
            actor=acting(samira, ON), former=former, into=into, on=ON)),
        ("merge_two_that_stand", lambda former, into, samira: merged(former, former)),
        ("merge_of_one_kind", lambda former, into, samira: merged(former, OrganisationFactory(kind="school"))),
        ("name_needed", lambda former, into, samira: rename_organisation(
            actor=system_on(ON), organisation=former, name=" ", on=ON)),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(work, code, act):
    former, into, samira, *_ = work
    with pytest.raises(OrganisationRefused) as caught:
        act(former, into, samira)
    assert caught.value.code == code
    assert sentence(caught.value)
    assert code in REFUSALS


def test_the_command_merges_by_name_and_says_what_it_does_not_know(work, capsys):
    with pytest.raises(CommandError, match="No organisation is called “Vennewerk”"):
        call_command("organisation", "merge", "Vennewerk", "De Schakelaar")
    call_command("organisation", "merge", "vennenwerk", "De Schakelaar")
    assert "accounts.Membership.organisation" in capsys.readouterr().out
    assert Organisation.objects.get(name="Vennenwerk").merged_into.name == "De Schakelaar"
