"""Agreements through their services: signing in any order, versions, promises, the data annex."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.domain.errors import AgreementError
from doorstroom.agreements.models import AgreementParty, Category, DataLine, LegalGround, Purpose
from doorstroom.agreements.selectors.agreements import (
    agreement_row,
    agreements,
    agreements_ending,
    commitments_to_talk_about,
)
from doorstroom.agreements.services import (
    Line,
    Promised,
    add_lines,
    add_party,
    amend_agreement,
    approve_lines,
    draft_agreement,
    move_agreement,
    record_progress,
    sign_agreement,
    terminate_agreement,
)
from doorstroom.agreements.wording import REFUSALS
from doorstroom.audit.models import Entry
from factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
ON = NOW.date()
CAPACITIES = ["implementer"] * 5 + ["payer"] * 2 + ["supporter"] * 10


def charter(actor, capacities=("implementer", "implementer"), **kwargs):
    parties = [(OrganisationFactory(), capacity) for capacity in capacities]
    values = {"valid_from": ON, "valid_until": ON + timedelta(days=1096), **kwargs}
    return draft_agreement(actor=actor, title="Charter", purpose="Samen.", parties=parties, **values)


def to_sign(actor, agreement):
    for move in ("submit", "open_signing"):
        move_agreement(actor=actor, agreement=agreement, move=move, on=ON)


def sign_all(actor, agreement, on=ON):
    to_sign(actor, agreement)
    for party in agreement.parties.select_related("organisation"):
        sign_agreement(actor=actor, agreement=agreement, organisation=party.organisation, signed_by="bestuurder", on=on)
    agreement.refresh_from_db()
    return agreement


def state(actor, agreement, on=ON):
    return agreement_row(agreements(actor).get(pk=agreement.pk), on).state


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(order=st.permutations(range(17)))
def test_seventeen_parties_sign_in_any_order(as_system, order):
    """In force exactly when the last of the seven that carry out or pay has signed."""
    with transaction.atomic():
        agreement = charter(as_system, CAPACITIES)
        to_sign(as_system, agreement)
        parties = list(agreement.parties.select_related("organisation").order_by("pk"))
        last_required = max(order.index(number) for number in range(7))
        for place, number in enumerate(order):
            agreement = sign_agreement(
                actor=as_system, agreement=agreement, organisation=parties[number].organisation, signed_by="x", on=ON
            )
            assert agreement.status == ("in_force" if place >= last_required else "signing")
        transaction.set_rollback(True)


def test_signing_begins_after_reading(as_system):
    agreement = charter(as_system)
    party = agreement.parties.first()
    with pytest.raises(AgreementError) as refused:
        sign_agreement(actor=as_system, agreement=agreement, organisation=party.organisation, signed_by="x", on=ON)
    assert refused.value.code == "no_signature_expected"


def test_one_party_is_no_agreement(as_system):
    agreement = charter(as_system, ["implementer"])
    with pytest.raises(AgreementError) as refused:
        move_agreement(actor=as_system, agreement=agreement, move="submit", on=ON)
    assert refused.value.code == "lacks_second_party"
    add_party(actor=as_system, agreement=agreement, organisation=OrganisationFactory(), capacity="payer")
    assert move_agreement(actor=as_system, agreement=agreement, move="submit", on=ON).status == "review"


def test_sent_back_it_loses_its_signatures(as_system):
    agreement = charter(as_system)
    to_sign(as_system, agreement)
    party = agreement.parties.first()
    sign_agreement(actor=as_system, agreement=agreement, organisation=party.organisation, signed_by="x", on=ON)
    move_agreement(actor=as_system, agreement=agreement, move="send_back", reason="Bedrag klopt niet.", on=ON)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.step_reason) == ("draft", "Bedrag klopt niet.")
    assert agreement.parties.exclude(signed_on=None).count() == 0


class TestWhoSigns:
    @pytest.fixture
    def world(self, as_system):
        lead, partner = OrganisationFactory(), OrganisationFactory()
        agreement = draft_agreement(
            actor=as_system, title="Charter", purpose="x", valid_from=ON, valid_until=None, lead=lead,
            parties=[(lead, "implementer"), (partner, "implementer")],
        )  # fmt: skip
        to_sign(as_system, agreement)
        return lead, partner, agreement

    def sign(self, member, agreement, organisation, **kwargs):
        return sign_agreement(
            actor=actor_of(member, at=NOW), agreement=agreement, organisation=organisation, signed_by="x", on=ON,
            **kwargs,
        )  # fmt: skip

    def test_with_a_mandate_for_ones_own_organisation(self, world):
        _lead, partner, agreement = world
        coach = MembershipFactory(organisation=partner, role=Role.JOB_COACH)
        with pytest.raises(AgreementError) as refused:
            self.sign(coach, agreement, partner)
        assert refused.value.code == "signs_only_for_own_organisation"
        board = MembershipFactory(organisation=partner, role=Role.BOARD_MEMBER)
        self.sign(board, agreement, partner)
        assert agreement.parties.get(organisation=partner).signed_on == ON

    def test_the_lead_records_paper_and_says_where_it_is(self, world):
        lead, partner, agreement = world
        femke = MembershipFactory(organisation=lead, role=Role.PROGRAMME_MANAGER)
        with pytest.raises(AgreementError) as refused:
            self.sign(femke, agreement, partner)
        assert refused.value.code == "paper_kept_nowhere"
        self.sign(femke, agreement, partner, kept_at="archief 2026/14")
        assert agreement.parties.get(organisation=partner).kept_at == "archief 2026/14"

    def test_another_partner_signs_for_nobody_else(self, world):
        lead, partner, agreement = world
        board = MembershipFactory(organisation=partner, role=Role.BOARD_MEMBER)
        with pytest.raises(AgreementError) as refused:
            self.sign(board, agreement, lead, kept_at="x")
        assert refused.value.code == "signs_only_for_own_organisation"


class TestDataAnnex:
    def test_consent_is_no_ground(self, as_system):
        agreement = charter(as_system)
        a, b = (party.organisation for party in agreement.parties.all())
        line = Line(a, b, Purpose.GUIDANCE, (Category.CORE,), "Toestemming van de deelnemer")
        with pytest.raises(AgreementError) as refused:
            add_lines(actor=as_system, agreement=agreement, line=line)
        assert refused.value.code == "consent_is_no_ground"
        assert agreement.data_lines.count() == 0
        assert "consent" not in LegalGround.values

    def test_the_database_knows_no_such_ground_either(self, as_system):
        agreement = charter(as_system)
        a, b = (party.organisation for party in agreement.parties.all())
        with pytest.raises(IntegrityError), transaction.atomic():
            DataLine.objects.create(
                agreement=agreement, controller=a, recipient=b, purpose="guidance", category="core", ground="consent",
                legal_basis="x",
            )  # fmt: skip

    def test_only_a_privacy_officer_of_a_party_approves(self, as_system):
        agreement = charter(as_system)
        party = agreement.parties.first().organisation
        line = Line(party, party, Purpose.GUIDANCE, (Category.CORE,), "Participatiewet art. 7")
        add_lines(actor=as_system, agreement=agreement, line=line)
        stranger = MembershipFactory(role=Role.PRIVACY_OFFICER)
        manager = MembershipFactory(organisation=party, role=Role.PROGRAMME_MANAGER)
        for member in (stranger, manager):
            with pytest.raises(AgreementError) as refused:
                approve_lines(actor=actor_of(member, at=NOW), agreement=agreement, approver=member.user, on=ON)
            assert refused.value.code == "only_privacy_officer_approves"
        erik = MembershipFactory(organisation=party, role=Role.PRIVACY_OFFICER)
        assert approve_lines(actor=actor_of(erik, at=NOW), agreement=agreement, approver=erik.user, on=ON) == 1


class TestVersions:
    @pytest.fixture
    def first(self, as_system):
        """In force for 300 days, with one approved line, one that waits, and a promise with progress."""
        agreement = charter(as_system, valid_from=ON - timedelta(days=65), valid_until=ON + timedelta(days=300))
        a, b = (party.organisation for party in agreement.parties.order_by("pk"))
        for category in (Category.CORE, Category.PROGRESS):
            line = Line(a, b, Purpose.GUIDANCE, (category,), "Participatiewet art. 7")
            add_lines(actor=as_system, agreement=agreement, line=line)
        DataLine.objects.filter(category="core").update(approved_on=ON, approved_by=UserFactory())
        agreement.commitments.create(
            owner=a, text="40 plekken", measure="lijst", target=40, starts_on=agreement.valid_from,
            due_on=agreement.valid_until,
        )  # fmt: skip
        return sign_all(as_system, agreement)

    def test_a_change_is_a_new_version_and_the_old_stays_readable(self, as_system, first):
        begins = ON + timedelta(days=30)
        second = amend_agreement(actor=as_system, agreement=first, valid_from=begins, valid_until=None)
        assert (second.version, second.status, str(second)) == (2, "draft", "Charter v2")
        assert second.parties.count() == first.parties.count() == 2
        assert list(second.data_lines.order_by("pk").values_list("category", "approved_on")) == [
            ("core", ON),
            ("progress", None),
        ]
        record_progress(actor=as_system, commitment=first.commitments.get(), value=12, on=ON)
        sign_all(as_system, second)
        first.refresh_from_db()
        assert first.valid_until == begins
        assert [state(as_system, v, begins) for v in (first, second)] == ["renewed", "in_force"]
        assert [progress.value for progress in second.commitments.get().progress.all()] == [12]

    def test_the_old_version_holds_until_the_new_is_signed(self, as_system, first):
        amend_agreement(actor=as_system, agreement=first, valid_from=ON, valid_until=None)
        first.refresh_from_db()
        assert first.valid_until == ON + timedelta(days=300)

    def test_signed_after_its_first_day_the_old_one_ends_on_the_day_of_signing(self, as_system, first):
        second = amend_agreement(actor=as_system, agreement=first, valid_from=ON - timedelta(days=9), valid_until=None)
        sign_all(as_system, second)
        first.refresh_from_db()
        assert first.valid_until == ON

    def test_one_next_version_at_a_time(self, as_system, first):
        second = amend_agreement(actor=as_system, agreement=first, valid_from=ON, valid_until=None)
        with pytest.raises(AgreementError) as refused:
            amend_agreement(actor=as_system, agreement=first, valid_from=ON, valid_until=None)
        assert refused.value.code == "amended_already"
        terminate_agreement(actor=as_system, agreement=second, reason="Toch niet.", on=ON)
        assert amend_agreement(actor=as_system, agreement=first, valid_from=ON, valid_until=None).version == 2

    def test_what_is_signed_stays_as_it_is(self, as_system, first):
        with pytest.raises(AgreementError) as refused:
            add_party(actor=as_system, agreement=first, organisation=OrganisationFactory(), capacity="payer")
        assert refused.value.code == "only_drafts_change"


class TestCommitments:
    """S1.15: each has measure, owner, date and progress; expiry shows from 120 days before."""

    def test_lagging_and_expiry_show_when_they_should(self, as_system):
        agreement = charter(as_system, valid_from=ON - timedelta(days=245), valid_until=ON + timedelta(days=120))
        owner = agreement.parties.first().organisation
        for text, target in (("A", 40), ("B", 40), ("C", 40)):
            agreement.commitments.create(
                owner=owner, text=text, measure="lijst", target=target, starts_on=agreement.valid_from,
                due_on=agreement.valid_until,
            )  # fmt: skip
        sign_all(as_system, agreement)
        stands = {"A": 13, "B": 14}  # 40 × 245/365 is 26.8: less than half of that lags
        for text, value in stands.items():
            record_progress(actor=as_system, commitment=agreement.commitments.get(text=text), value=value, on=ON)
        found = [(row.commitment.text, row.standing.value) for row in commitments_to_talk_about(as_system)]
        assert found == [("A", "lagging"), ("C", "unknown")]
        (row,) = agreements_ending(as_system)
        assert (row.days_left, row.state) == (120, "evaluating")

    def test_progress_is_the_owners(self, as_system):
        agreement = charter(as_system)
        a, b = (party.organisation for party in agreement.parties.order_by("pk"))
        promised = Promised(a, "40 plekken", "lijst", 40, ON, ON + timedelta(days=100))
        agreement.commitments.create(**promised.__dict__)
        sign_all(as_system, agreement)
        commitment = agreement.commitments.get()
        for place, role in ((b, Role.ACCOUNT_MANAGER), (a, Role.CASEWORKER)):
            other = actor_of(MembershipFactory(organisation=place, role=role), at=NOW)
            with pytest.raises(AgreementError) as refused:
                record_progress(actor=other, commitment=commitment, value=1, on=ON)
            assert refused.value.code == "may_not_record"
        own = actor_of(MembershipFactory(organisation=a, role=Role.ACCOUNT_MANAGER), at=NOW)
        with pytest.raises(AgreementError) as refused:
            record_progress(actor=own, commitment=commitment, value=1, on=ON + timedelta(days=1))
        assert refused.value.code == "progress_day_out_of_range"
        assert record_progress(actor=own, commitment=commitment, value=1, on=ON).value == 1
        assert Entry.objects.filter(subject="commitment_progress", user_id=own.user_id).count() == 1


def test_every_fact_of_the_table_has_a_sentence():
    from doorstroom.agreements.domain.course import TABLE

    by_people = ("submit", "send_back", "open_signing", "terminate")
    facts = {guard.fact for name in by_people for guard in TABLE[name].guards}
    assert {f"lacks_{fact}" for fact in facts} <= set(REFUSALS)


def test_dates_the_wrong_way_round_are_refused(as_system):
    with pytest.raises(AgreementError) as refused:
        charter(as_system, valid_until=date(2026, 1, 1))
    assert refused.value.code == "ends_before_start"
    assert AgreementParty.objects.count() == 0
