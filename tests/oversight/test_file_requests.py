"""Files outside one's view: opened in an emergency and judged, or asked for without telling who is known."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Agreement
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.oversight.domain.errors import ReviewRefused
from doorstroom.oversight.domain.file_requests import Known, judge_by, open_until
from doorstroom.oversight.models import FileRequest
from doorstroom.oversight.privacy import let_go_of_requests, requests_past_term
from doorstroom.oversight.services import answer_request, ask_for_file, judge_emergency, open_in_emergency
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import Person, PersonRelation
from doorstroom.participants.services import set_contact
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.participants import person_of

pytestmark = pytest.mark.django_db
ON = NOW.date()
BORN = date(1990, 5, 1)
REASON = "Zij staat huilend bij de balie en moet naar haar coach."
NOOR = Known("Noor", "Yılmaz", BORN)


@pytest.fixture
def world(as_system):
    """Samira and Erik at one municipality; Noor is with another. A lead partner with a privacy officer of its own."""
    own, lead = OrganisationFactory(), OrganisationFactory()
    for line in open_everything(own):
        Agreement.objects.filter(pk=line.agreement_id).update(lead=lead)
        line.agreement.parties.get_or_create(organisation=own, defaults={"capacity": "implementer"})
    other = MembershipFactory()
    open_everything(other.organisation)
    noor = person_of(other, given_name="Noor", family_name="Yılmaz")
    set_contact(actor=as_system, person_id=noor.pk, birth_date=BORN)
    return {
        "samira": MembershipFactory(organisation=own, role=Role.CASEWORKER),
        "erik": MembershipFactory(organisation=own, role=Role.PRIVACY_OFFICER),
        "lead": MembershipFactory(organisation=lead, role=Role.PRIVACY_OFFICER),
        "noor": noor,
    }


def acting(world, name, at=NOW):
    return actor_of(world[name], at=at)


def seen_by(actor) -> tuple[set[str], set[str]]:
    """By Python alone, and by the database alone."""
    by_python = set(visible_people(actor).values_list("given_name", flat=True))
    with scope(actor, nested=True):
        return by_python, set(Person.objects.values_list("given_name", flat=True))


def test_an_emergency_opens_for_one_day_in_both_layers(world):
    samira = acting(world, "samira")
    assert seen_by(samira) == (set(), set())
    with scope(samira, nested=True):
        made = open_in_emergency(actor=samira, known=NOOR, reason=REASON)
    assert (made.outcome, made.until, made.due_on) == ("opened", ON + timedelta(days=1), date(2026, 11, 30))
    assert seen_by(samira) == ({"Noor"}, {"Noor"})
    colleague = MembershipFactory(organisation=world["samira"].organisation, role=Role.CASEWORKER)
    assert seen_by(actor_of(colleague, at=NOW)) == (set(), set())
    assert seen_by(acting(world, "samira", NOW + timedelta(days=1))) == (set(), set())


def test_what_it_opens_is_told_to_the_log_of_the_person(world):
    samira = acting(world, "samira")
    open_in_emergency(actor=samira, known=NOOR, reason=REASON)
    told = Entry.objects.get(subject="file_request", user_id=samira.user_id)
    assert told.person_key is not None
    assert REASON not in f"{told.fields} {told.purpose} {told.subject_id}"


def logged(actor):
    """What this member did to requests, in order: acts, fields and purposes."""
    found = Entry.objects.filter(subject="file_request", user_id=actor.user_id).order_by("id")
    return list(found.values_list("action", "fields", "purpose"))


def test_each_act_on_a_request_stands_in_the_log_by_its_fields(world):
    samira, erik, lead = (acting(world, name) for name in ("samira", "erik", "lead"))
    asked = ask_for_file(actor=samira, known=NOOR, reason=REASON)
    answer_request(actor=lead, request_id=asked.pk, agreed=False, basis="Geen grond.")
    opened = open_in_emergency(actor=samira, known=NOOR, reason=REASON)
    judge_emergency(actor=erik, request_id=opened.pk, verdict="in_order", judgement="")
    assert logged(samira) == [
        ("create", ["given_name", "family_name", "birth_date"], ""), ("create", ["reason", "until"], opened.purpose),
    ]  # fmt: skip
    assert logged(lead) == [("change", ["outcome", "basis"], "")]
    assert logged(erik) == [("change", ["verdict", "judgement"], "")]


def test_an_emergency_in_order_stays_open_until_its_day_and_says_why(world):
    samira = acting(world, "samira")
    opened = open_in_emergency(actor=samira, known=NOOR, reason=REASON)
    judged = judge_emergency(actor=acting(world, "erik"), request_id=opened.pk, verdict="in_order", judgement="")
    assert (judged.until, judged.judged_by) == (ON + timedelta(days=1), world["erik"])
    assert FileRequest.objects.get(pk=opened.pk).verdict == "in_order"
    assert seen_by(samira) == ({"Noor"}, {"Noor"})
    assert PersonRelation.objects.get(source=opened.source).basis == REASON


def test_without_an_agreement_no_emergency_opens_anything(world):
    Agreement.objects.update(valid_until=ON)
    with pytest.raises(ReviewRefused) as refused:
        open_in_emergency(actor=acting(world, "samira"), known=NOOR, reason=REASON)
    assert refused.value.code == "no_line_for_files"
    assert FileRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("known", "reason", "code"),
    [(NOOR, "haast", "emergency_says_too_little"), (NOOR, "   ", "reason_needed")],
)
def test_an_emergency_says_what_is_happening(world, known, reason, code):
    with pytest.raises(ReviewRefused) as refused:
        open_in_emergency(actor=acting(world, "samira"), known=known, reason=reason)
    assert refused.value.code == code
    assert PersonRelation.objects.filter(source__startswith="file_request").count() == 0


def test_after_five_tries_it_stops_until_tomorrow(world):
    samira = acting(world, "samira")
    for given in "abcde":
        made = open_in_emergency(actor=samira, known=Known(given, "Yılmaz", BORN), reason=REASON)
        assert (made.outcome, made.given_name, made.person_id) == ("nobody", "", None)
    with pytest.raises(ReviewRefused) as refused:
        open_in_emergency(actor=samira, known=NOOR, reason=REASON)
    assert refused.value.code == "too_many_tries"
    tomorrow = acting(world, "samira", NOW + timedelta(days=1, minutes=1))
    assert open_in_emergency(actor=tomorrow, known=NOOR, reason=REASON).outcome == "opened"


def test_an_unlawful_emergency_closes_at_once(world):
    samira, erik = acting(world, "samira"), acting(world, "erik")
    made = open_in_emergency(actor=samira, known=NOOR, reason=REASON)
    for name in ("lead", "samira"):
        with pytest.raises(ReviewRefused):
            judge_emergency(actor=acting(world, name), request_id=made.pk, verdict="in_order", judgement="")
    with pytest.raises(ReviewRefused) as refused:
        judge_emergency(actor=erik, request_id=made.pk, verdict="unlawful", judgement=" ")
    assert refused.value.code == "reason_needed"
    with scope(erik, nested=True):
        judge_emergency(actor=erik, request_id=made.pk, verdict="unlawful", judgement="Nieuwsgierig.")
    assert seen_by(samira) == (set(), set())


class TestAsking:
    def test_the_answer_is_the_same_whether_the_person_is_known_or_not(self, world, sign_in, system):
        client, texts = sign_in(world["samira"]), []
        for given in ("Noor", "Niemand"):
            values = {"given_name": given, "family_name": "Yılmaz", "birth_date": BORN, "reason": REASON}
            texts.append(client.post(reverse("file_ask"), values, follow=True).content.decode().count("<tr>"))
        assert texts == [2, 3]  # the head and one row, then two: nothing else differs
        with scope(system):
            found = set(FileRequest.objects.values_list("outcome", "steward"))
        assert found == {("waiting", world["lead"].organisation_id)}

    def test_the_officer_of_the_lead_opens_with_a_ground_and_what_was_typed_is_forgotten(self, world):
        samira, lead = acting(world, "samira"), acting(world, "lead")
        made = ask_for_file(actor=samira, known=NOOR, reason=REASON)
        assert seen_by(samira) == (set(), set())
        with pytest.raises(ReviewRefused) as refused:
            answer_request(actor=lead, request_id=made.pk, agreed=True, basis="")
        assert refused.value.code == "basis_needed"
        with pytest.raises(ReviewRefused):
            answer_request(actor=acting(world, "erik"), request_id=made.pk, agreed=True, basis="x")
        with scope(lead, nested=True):
            made = answer_request(actor=lead, request_id=made.pk, agreed=True, basis="Wet SUWI art. 62", days=7)
        assert (made.given_name, made.family_name, made.birth_date, made.outcome) == ("", "", None, "opened")
        assert seen_by(samira) == ({"Noor"}, {"Noor"})
        assert seen_by(lead) == (set(), set())
        assert seen_by(acting(world, "samira", NOW + timedelta(days=7))) == (set(), set())

    def test_declined_nothing_opens(self, world):
        made = ask_for_file(actor=acting(world, "samira"), known=NOOR, reason=REASON)
        made = answer_request(actor=acting(world, "lead"), request_id=made.pk, agreed=False, basis="Geen taak.")
        assert (made.outcome, made.person_id) == ("declined", None)
        assert seen_by(acting(world, "samira")) == (set(), set())

    def test_nobody_answered_it_goes_after_thirty_days(self, world, as_system):
        made = ask_for_file(actor=acting(world, "samira"), known=NOOR, reason=REASON)
        assert made.due_on == ON + timedelta(days=30)
        assert requests_past_term(on=ON + timedelta(days=30)).count() == 0
        assert let_go_of_requests(actor=as_system, on=ON + timedelta(days=31)) == 1
        assert FileRequest.objects.count() == 0
        logged = Entry.objects.filter(action="delete").values_list("subject", "subject_id")
        assert list(logged) == [("file_request", str(made.pk))]


def test_strangers_see_no_request_in_either_layer(world):
    ask_for_file(actor=acting(world, "samira"), known=NOOR, reason=REASON)
    for name, there in (("samira", 1), ("erik", 1), ("lead", 1)):
        with scope(acting(world, name), nested=True):
            assert FileRequest.objects.count() == there
    for role in (Role.PRIVACY_OFFICER, Role.CASEWORKER):
        with scope(actor_of(MembershipFactory(role=role), at=NOW), nested=True):
            assert FileRequest.objects.count() == 0


def test_the_row_goes_with_the_person(world):
    open_in_emergency(actor=acting(world, "samira"), known=NOOR, reason=REASON)
    world["noor"].delete()
    assert FileRequest.objects.count() == 0


def test_the_pages_lead_from_the_emergency_to_the_judgement(world, sign_in, system):
    samira, erik = sign_in(world["samira"]), sign_in(world["erik"])
    values = {"given_name": "noor", "family_name": "yılmaz", "birth_date": BORN, "reason": REASON}
    answer = samira.post(reverse("file_emergency"), values)
    assert answer.url == reverse("person", args=[world["noor"].pk])
    assert samira.get(answer.url).status_code == 200
    with scope(system):
        page = reverse("file_request", args=[FileRequest.objects.get().pk])
    assert samira.get(page).status_code == 404
    shown = erik.get(page).content.decode()
    assert REASON in shown
    assert "Noor" not in shown
    erik.post(page, {"verdict": "unlawful", "judgement": "Geen spoed."})
    assert samira.get(answer.url).status_code == 404


def test_days():
    assert judge_by(date(2026, 11, 27)) == date(2026, 12, 4)
    assert open_until(ON, 30) == ON + timedelta(days=30)
    with pytest.raises(ReviewRefused) as refused:
        open_until(ON, 31)
    assert refused.value.code == "open_too_long"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_at_any_size(world, sign_in, statements, number):
    for _ in range(number):
        ask_for_file(actor=acting(world, "samira"), known=NOOR, reason=REASON)
    assert statements(sign_in(world["lead"]), reverse("file_requests")) == 6
