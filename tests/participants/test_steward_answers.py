"""What a steward's work leaves behind: questions, answers and log entries, row by row; and what it refuses."""

from datetime import date

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import AgreementStatus
from doorstroom.audit.selectors import entries_about
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.models import DuplicateQuestion, Person, PersonMerge, StewardMandate
from doorstroom.participants.selectors import described_as
from doorstroom.participants.services import (
    answer_question,
    ask_about_unseen,
    end_mandate,
    give_mandate,
    look_for_doubles,
    set_contact,
    undo_merge,
)
from factories.accounts import MembershipFactory
from factories.agreements import AgreementFactory, open_everything
from factories.participants import person_of

pytestmark = pytest.mark.django_db
ON, BORN = NOW.date(), date(1990, 5, 1)
EARLIER, LATER = date(2026, 3, 2), date(2026, 9, 7)
COLUMNS = ("first", "second", "grounds", "asked_on", "answer", "answered_by", "answered_on")


@pytest.fixture
def steward(wendy):
    return actor_of(wendy, at=NOW)


def refused(code):
    return pytest.raises(ParticipantError, match=f"^{code}")


def known(member, system, given_name="Abel", on=EARLIER, born=BORN):
    person = person_of(member, given_name=given_name, on=on)
    set_contact(actor=system, person_id=person.pk, birth_date=born, phone="+31612345678")
    return person


def in_order(*people):
    return tuple(sorted(person.pk for person in people))


def logged(actor, person):
    """What this actor did about questions in which this person stands, newest first."""
    rows = entries_about(person.pk).filter(user_id=actor.user_id, subject="duplicate_question")
    return list(rows.values_list("action", "subject_id", "fields"))


def asked(steward, *people):
    assert look_for_doubles(actor=steward, on=ON) == 1
    return DuplicateQuestion.objects.get(first__in=people, second__in=people)


def test_everybody_is_compared_once_and_a_pair_stands_in_one_order(samira, steward, as_system):
    people = [known(samira, as_system, name) for name in ("Abel", "Able", "Abele")]
    known(samira, as_system, "Abel", born=date(1961, 12, 24))
    assert look_for_doubles(actor=steward, on=ON) == 3
    pairs = {in_order(one, other) for one in people for other in people if one != other}
    found = list(DuplicateQuestion.objects.values_list(*COLUMNS))
    assert {row[:2] for row in found} == pairs
    assert {(tuple(row[2]), *row[3:]) for row in found} == {(("name", "birth_date", "phone"), ON, "open", None, None)}
    assert look_for_doubles(actor=steward, on=date(2026, 12, 1)) == 0, "a pair is asked about once"
    late = known(samira, as_system, "Abell")
    assert look_for_doubles(actor=steward, on=date(2026, 12, 1)) == 3, "only what is new counts"
    fresh = DuplicateQuestion.objects.filter(asked_on=date(2026, 12, 1))
    assert set(fresh.values_list("first", "second")) == {in_order(late, each) for each in people}


def test_who_went_into_another_file_is_compared_with_nobody(samira, steward, as_system):
    abel, able = known(samira, as_system), known(samira, as_system, "Able")
    answer_question(actor=steward, question=asked(steward, abel, able), same=True, reason="gebeld")
    DuplicateQuestion.objects.all().delete()
    assert look_for_doubles(actor=steward, on=ON) == 0


@pytest.mark.parametrize("newest_first", [False, True])
def test_one_person_keeps_the_file_that_was_opened_first(samira, steward, as_system, newest_first):
    days = (LATER, EARLIER) if newest_first else (EARLIER, LATER)
    people = [known(samira, as_system, name, on) for name, on in zip(("Abel", "Able"), days, strict=True)]
    oldest, newest = people[::-1] if newest_first else people
    question = asked(steward, *people)
    merge = answer_question(actor=steward, question=question, same=True, reason="gebeld")
    assert (merge.kept_id, merge.absorbed_id, merge.reason) == (oldest.pk, newest.pk, "gebeld")
    assert (merge.merged_by_id, merge.merged_at) == (steward.membership_id, NOW)
    assert Person.objects.get(pk=newest.pk).merged_into_id == oldest.pk


def test_of_two_files_of_one_day_the_one_with_the_lower_key_stays(samira, steward, as_system):
    people = [known(samira, as_system, name) for name in ("Abel", "Able")]
    merge = answer_question(actor=steward, question=asked(steward, *people), same=True)
    assert (merge.kept_id, merge.absorbed_id, merge.reason) == (*in_order(*people), "")


@pytest.mark.parametrize(("same", "answer"), [(True, "same"), (False, "different")])
def test_an_answer_stands_on_the_question_and_in_the_log_of_both(samira, steward, as_system, same, answer):
    people = known(samira, as_system), known(samira, as_system, "Able")
    question = asked(steward, *people)
    merge = answer_question(actor=steward, question=question, same=same)
    assert (merge is not None, PersonMerge.objects.count()) == (same, int(same))
    told = DuplicateQuestion.objects.values_list("answer", "answered_by", "answered_on").get(pk=question.pk)
    assert told == (answer, steward.membership_id, ON)
    assert [logged(steward, person) for person in people] == [[("change", str(question.pk), ["answer"])]] * 2


@pytest.mark.parametrize(("first", "then"), [(False, True), (True, False), (False, False)])
def test_what_was_answered_is_not_answered_again(samira, steward, as_system, first, then):
    question = asked(steward, known(samira, as_system), known(samira, as_system, "Able"))
    answer_question(actor=steward, question=question, same=first)
    before = list(DuplicateQuestion.objects.values_list(*COLUMNS)), PersonMerge.objects.count()
    with refused("question_answered"):
        answer_question(actor=steward, question=question, same=then)
    assert (list(DuplicateQuestion.objects.values_list(*COLUMNS)), PersonMerge.objects.count()) == before


def test_taken_apart_they_are_two_and_only_their_own_question_says_so(samira, steward, as_system):
    abel, able, abele = (known(samira, as_system, name) for name in ("Abel", "Able", "Abele"))
    look_for_doubles(actor=steward, on=ON)
    own = DuplicateQuestion.objects.get(first__in=[abel, able], second__in=[abel, able])
    merge = answer_question(actor=steward, question=own, same=True)
    undo_merge(actor=steward, merge=merge)
    answers = dict(DuplicateQuestion.objects.values_list("pk", "answer"))
    assert answers == {pk: "different" if pk == own.pk else "open" for pk in answers}
    assert (len(answers), Person.objects.filter(merged_into=None).count()) == (3, 3)
    twice = [("change", str(own.pk), ["answer"])] * 2
    assert [logged(steward, person) for person in (abel, able, abele)] == [twice, twice, []]


@pytest.mark.parametrize("call", ["look", "answer", "undo"])
def test_without_a_mandate_nothing_is_compared_answered_or_taken_apart(samira, steward, as_system, call):
    people = known(samira, as_system), known(samira, as_system, "Able")
    question = asked(steward, *people)
    merge = answer_question(actor=steward, question=question, same=True) if call == "undo" else None
    end_mandate(actor=as_system, mandate=StewardMandate.objects.get(), on=ON)
    calls = {
        "look": lambda: look_for_doubles(actor=steward, on=ON),
        "answer": lambda: answer_question(actor=steward, question=question, same=True),
        "undo": lambda: undo_merge(actor=steward, merge=merge),
    }
    before = list(DuplicateQuestion.objects.values_list(*COLUMNS)), list(PersonMerge.objects.values_list("undone_at"))
    with refused("no_mandate"):
        calls[call]()
    after = list(DuplicateQuestion.objects.values_list(*COLUMNS)), list(PersonMerge.objects.values_list("undone_at"))
    assert after == before


def test_who_registers_asks_about_those_she_does_not_see_and_never_about_herself(samira, as_system):
    elsewhere = MembershipFactory()
    open_everything(elsewhere.organisation)
    seen, unseen = known(samira, as_system), known(elsewhere, as_system, "Able")
    new = known(samira, as_system, "Abele")
    described = described_as(new, new.contact)
    ask_about_unseen(actor=actor_of(samira, at=NOW), person=new, described=described, on=ON)
    (question,) = DuplicateQuestion.objects.all()
    assert (question.first_id, question.second_id) == in_order(unseen, new)
    assert (question.asked_on, seen.pk in in_order(unseen, new)) == (ON, False)


@pytest.mark.parametrize("status", [each for each in AgreementStatus if each != AgreementStatus.IN_FORCE])
def test_an_agreement_that_is_not_in_force_is_no_ground_for_a_mandate(samira, as_system, status):
    member = MembershipFactory(organisation=samira.organisation, role=Role.FUNCTIONAL_ADMINISTRATOR)
    with refused("no_ground_for_mandate"):
        give_mandate(actor=as_system, member=member, agreement=AgreementFactory(status=status), on=ON)
    assert StewardMandate.objects.count() == 0


@pytest.mark.parametrize("role", [role for role in Role if role != Role.FUNCTIONAL_ADMINISTRATOR])
def test_a_mandate_is_for_a_functional_administrator(samira, as_system, role):
    member = MembershipFactory(organisation=samira.organisation, role=role)
    with refused("no_ground_for_mandate"):
        give_mandate(actor=as_system, member=member, agreement=AgreementFactory(), on=ON)
    assert StewardMandate.objects.count() == 0


def test_a_mandate_that_goes_on_is_not_given_twice_and_one_that_ended_stays_ended(steward, as_system):
    mandate, later = StewardMandate.objects.get(), date(2026, 12, 7)
    assert (mandate.valid_from, mandate.valid_until, mandate.given_by) == (ON, None, None)
    again = give_mandate(actor=as_system, member=mandate.member, agreement=AgreementFactory(), on=later)
    assert (again, again.valid_from, again.agreement) == (mandate, ON, mandate.agreement)
    end_mandate(actor=as_system, mandate=mandate, on=ON)
    end_mandate(actor=as_system, mandate=mandate, on=later)
    fresh = give_mandate(actor=as_system, member=mandate.member, agreement=AgreementFactory(), on=later)
    terms = StewardMandate.objects.order_by("pk").values_list("pk", "valid_from", "valid_until")
    assert list(terms) == [(mandate.pk, ON, ON), (fresh.pk, later, None)]


def test_ending_one_mandate_leaves_that_of_a_colleague(samira, steward, as_system):
    colleague = MembershipFactory(organisation=samira.organisation, role=Role.FUNCTIONAL_ADMINISTRATOR)
    other = give_mandate(actor=as_system, member=colleague, agreement=AgreementFactory(), on=ON)
    end_mandate(actor=as_system, mandate=StewardMandate.objects.get(member=steward.membership_id), on=ON)
    assert list(StewardMandate.objects.filter(valid_until=None)) == [other]
