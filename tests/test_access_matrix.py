"""Every address against the table for people in docs/access.md: the table is the oracle, not the code's own rules.

Each page's mark is compared with the table for every role. Then the pages are asked: in turn by two roles who may and
two who may not; `DOORSTROOM_LONG=1` asks each of them in every role. Each answer carries the strict headers.
"""

import os
import re
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.accounts.models import NAMELESS, Role
from doorstroom.agreements.models import Agreement, Category, Purpose
from doorstroom.agreements.services import Line, Promised, draft_agreement
from doorstroom.arrangements.models import Arrangement, ArrangementType
from doorstroom.cooperation.models import Action, ClosingPlan, Decision, Experiment, Idea, Lesson, Tie
from doorstroom.demand.models import Station, Vacancy, WorkProcess
from doorstroom.demand.services import Question, ask_question
from doorstroom.documents.services import add_document
from doorstroom.followup.models import Observation
from doorstroom.intake.models import InformationMeeting, Referral, ServiceReferral, SupportService
from doorstroom.learning.models import Appointment, SignOff
from doorstroom.matching.models import RoundPlan, RoundPlanLine
from doorstroom.monitoring.models import EsfOperation
from doorstroom.oversight.models import FileRequest, HelpdeskAccess, LegalHold, Review, ReviewItem
from doorstroom.participants.models import (
    CorrectionRequest,
    DuplicateQuestion,
    PersonMerge,
    PersonRelation,
    Restriction,
    StewardMandate,
)
from doorstroom.placements.models import GuidanceOffer, InstrumentTerm, SendingList, StationBooking
from doorstroom.programmes.models import ModelDraft, ProgrammePartner
from doorstroom.programmes.services import signal_issue
from doorstroom.rounds.models import ReferrerRequest, RoundPartner
from doorstroom.stories.models import Story
from doorstroom.trajectories.models import Task, TeamMember
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import AgreementFactory, open_everything
from factories.files import PDF
from factories.imports import staged
from factories.participants import person_of
from factories.placements import ContactFactory, PlacementFactory
from factories.rounds import round_world
from factories.trajectories import programme_with_model, under_way

LONG = os.environ.get("DOORSTROOM_LONG") == "1"
ON = NOW.date()
TABLE = Path(settings.PACKAGE).parents[1] / "docs" / "access.md"
ROLES = {role.value.replace("_", " "): role for role in Role}
CLOSES = {Role.HELPDESK: {"valid_until": ON + timedelta(days=9), "closes_at": NOW + timedelta(hours=1)}}
FOREIGN = ("allauth.", "django.")  # the account library and Django's own language switch keep their own rules


@cache
def table() -> dict[str, tuple[str, str]]:
    """Address name → (for whom, about), as the page says it."""
    rows = {}
    for line in TABLE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| `"):
            for name in re.findall(r"`(\w+)`", cells[0]):
                assert name not in rows, f"{name} stands in the table twice"
                rows[name] = (cells[2], cells[3])
    return rows


def addresses(resolver=None):
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item, URLResolver):
            yield from addresses(item)
        elif not item.callback.__module__.startswith(FOREIGN):
            yield item


def allowed_roles(whom: str) -> set[str]:
    words = {word.strip() for word in whom.split(",")}
    everyone = {role.value for role in Role} - {Role.HELPDESK} if "everyone" in words else set()
    return everyone | {ROLES[word].value for word in words - {"everyone"}}


STAFF_ROWS = [(name, *row) for name, row in table().items() if "link and code" not in row[0] and row[0] != "anyone"]


def test_every_address_stands_in_the_table_and_the_other_way_round():
    assert {item.name for item in addresses()} == set(table())


def roles_of(name: str, whom: str) -> set[str]:
    """Pages of a delivery open to whoever may deliver something; the kind of the delivery narrows that further."""
    return allowed_roles(table()["batch_list"][0] if name.startswith("batch_") else whom)


def marked_otherwise() -> set[str]:
    """Pages whose mark in the code differs from what docs/access.md says of them."""
    rows, wrong = table(), set()
    for item in addresses():
        audience, (whom, _about) = getattr(item.callback, "audience", None), rows[item.name]
        if "link and code" in whom or whom == "anyone":
            fine = audience is not None and audience.kind != "staff"
        else:
            fine = audience is not None and audience.kind == "staff" and audience.roles == roles_of(item.name, whom)
        wrong |= set() if fine else {item.name}
    return wrong


def test_every_page_is_marked_as_the_table_says():
    assert marked_otherwise() == set()


@pytest.fixture
def world(as_system):
    """One organisation that works in every role, with one person, one round and everything an address asks."""
    organisation = OrganisationFactory(name="Gemeente Lindervoort", identity_number_ground="Participatiewet art. 7")
    for purpose in (Purpose.GUIDANCE, Purpose.RECRUITMENT, Purpose.LEARN_WORK, Purpose.EVALUATION):
        open_everything(organisation, purpose=purpose)
    members = {role.value: MembershipFactory(organisation=organisation, role=role) for role in Role}
    caseworker = members[Role.CASEWORKER]
    trajectory = under_way(caseworker, programme_with_model(organisation))
    person = trajectory.person
    PersonRelation.objects.filter(person=person).delete()
    PersonRelation.objects.bulk_create(
        PersonRelation(person=person, organisation=organisation, role=role, purpose=Purpose.GUIDANCE, basis="x",
                       source="matrix", valid_from=ON - timedelta(days=9), **CLOSES.get(role, {}))
        for role in members if role not in NAMELESS
    )  # fmt: skip
    rounds = round_world(as_system)
    RoundPartner.objects.bulk_create(
        RoundPartner(round=rounds.round, organisation=organisation, role=role) for role in members
    )
    ReferrerRequest.objects.create(
        round=rounds.round, organisation=organisation, asked=1, asked_on=ON, due_on=ON + timedelta(days=9)
    )
    ProgrammePartner.objects.bulk_create(
        ProgrammePartner(programme=trajectory.programme, organisation=organisation, role=role) for role in members
    )
    rounds.back(as_system, signed=1, promised=1)
    (nomination,) = rounds.put_forward(as_system, "Noor")
    type(nomination).objects.filter(pk=nomination.pk).update(person=person)
    ids = identifiers(as_system, organisation, members, trajectory, rounds, nomination)
    return {"members": members, "person": person, "ids": ids}


def identifiers(actor, organisation, members, trajectory, rounds, nomination):
    """What stands in each address, by the name of the address and of its part."""
    issue = signal_issue(
        actor=actor, title="x", sector="care", area="x", proof="x", owner=organisation, on=ON,
        signalled_by_id=members[Role.CASEWORKER].pk,
    )  # fmt: skip
    contact = ContactFactory()
    placement = PlacementFactory(
        person=trajectory.person,
        trajectory=trajectory,
        site=contact.site,
        kind="trial",
        ends_on=ON + timedelta(days=60),
    )
    backing = rounds.round.backings.filter(status="promised").get()
    meeting = InformationMeeting.objects.create(round=rounds.round, starts_at=NOW, location="x")
    task = Task.objects.create(person=trajectory.person, trajectory=trajectory, text="x", created_on=ON)
    team = TeamMember.objects.create(
        trajectory=trajectory, member=members[Role.JOB_COACH], role=Role.JOB_COACH, valid_from=ON
    )
    remark = CorrectionRequest.objects.create(person=trajectory.person, text="x", asked_at=NOW)
    observation = Observation.objects.create(trajectory=trajectory, person=trajectory.person, point="exit", due_on=ON)
    batch = staged(members[Role.CASEWORKER], at=NOW, round=rounds.round)
    operation = EsfOperation.objects.create(programme=trajectory.programme, name="x", starts_on=trajectory.started_on)
    review = Review.objects.create(organisation=organisation, month=ON.replace(day=1), due_on=ON, looks=1, users=1)
    plan = RoundPlan.objects.create(
        round=rounds.round,
        made_at=NOW,
        asked={"coaching": None, "school_days": [1]},
        rule_version="1",
        stages=[],
        inputs_digest="x",
        finished=True,
    )
    plan_line = RoundPlanLine.objects.create(plan=plan, person=trajectory.person, reason={})
    line = ReviewItem.objects.create(
        review=review, rule="sample", user_id=members[Role.CASEWORKER].user_id, day=ON, entries=[1]
    )
    referral = Referral.objects.create(
        trajectory=trajectory, person=trajectory.person, programme=trajectory.programme, state="sent", name="x",
        sender=members[Role.CASEWORKER], sender_organisation=organisation, receiver_organisation=OrganisationFactory(),
        drafted_on=ON, seen_on=ON, sent_on=ON,
    )  # fmt: skip
    other, third = sorted(person_of(members[Role.CASEWORKER], given_name=name).pk for name in ("Bo", "Cas"))
    mandate = StewardMandate.objects.create(
        member=members[Role.FUNCTIONAL_ADMINISTRATOR], agreement=AgreementFactory(), valid_from=ON
    )
    question = DuplicateQuestion.objects.create(first_id=other, second_id=third, grounds=["name"], asked_on=ON)
    merge = PersonMerge.objects.create(
        kept_id=other, absorbed_id=third, merged_at=NOW, reason="x", journal={"moved": [], "dropped": [], "filled": []}
    )
    agreement = draft_agreement(
        actor=actor, title="x", purpose="x", valid_from=ON - timedelta(days=9), valid_until=None, lead=organisation,
        parties=[(organisation, "implementer")],
        lines=[Line(organisation, organisation, Purpose.GUIDANCE, (Category.CORE,), "x")],
        commitments=[Promised(organisation, "x", "x", 1, ON, ON + timedelta(days=9))],
    )  # fmt: skip
    asked = FileRequest.objects.create(
        kind="asked", member=members[Role.CASEWORKER], organisation=organisation, steward=organisation, reason="x",
        asked_at=NOW, due_on=ON + timedelta(days=9), given_name="x", family_name="x", birth_date=ON,
    )  # fmt: skip
    experiment = Experiment.objects.create(
        title="x", hypothesis="x", measure="x", owner=organisation, starts_on=ON, decide_on=ON + timedelta(days=9)
    )
    ClosingPlan.objects.create(programme=trajectory.programme, opened_on=ON, ends_on=ON, network_keeper=organisation)
    tie = Tie.objects.create(
        member=members[Role.CASEWORKER], organisation=organisation, contact=contact, topic="x", since=ON,
        last_contact_on=ON,
    )  # fmt: skip
    idea = Idea.objects.create(text="x", given_on=ON)
    decision = Decision.objects.create(issue=issue, text="x", taken_on=ON)
    action = Action.objects.create(decision=decision, text="x", owner=organisation, due_on=ON)
    lesson = Lesson.objects.create(text="x", learned_on=ON, experiment=experiment)
    helpdesk = HelpdeskAccess.objects.create(
        member=members[Role.HELPDESK], organisation=organisation, person=trajectory.person, case="x", reason="x",
        hours=1, asked_at=NOW,
    )  # fmt: skip
    hold = LegalHold.objects.create(
        kind="esf", programme=trajectory.programme, organisation=organisation, reference="x", set_on=ON,
        set_by=members[Role.PRIVACY_OFFICER], last_day=ON + timedelta(days=9),
    )  # fmt: skip
    restricted = Restriction.objects.create(
        person_id=third, organisation=organisation, admitted=[], reason="x", set_at=NOW, until=ON + timedelta(days=9),
        set_by=members[Role.PRIVACY_OFFICER],
    )  # fmt: skip
    employer_question = ask_question(
        actor=system_actor(at=NOW, purpose="test"),
        question=Question("De Lindenhof", "Mieke", "Kan dat?", phone="06-12345678"),
        at=NOW,
    )
    appointment = Appointment.objects.create(
        trajectory=trajectory,
        person=trajectory.person,
        member=members[Role.JOB_COACH],
        starts_at=NOW + timedelta(days=1),
    )
    sign_off = SignOff.objects.create(
        trajectory=trajectory, person=trajectory.person, side="school", signed_on=ON, signed_by="x", evidence="x",
        process=WorkProcess.objects.create(qualification="x", code="x", name="x", level=2),
    )  # fmt: skip
    station = Station.objects.create(site=contact.site, name="x", capacity=1)
    booking = StationBooking.objects.create(
        placement=placement, person=trajectory.person, station=station, starts_on=ON, ends_on=ON, weekdays=[0]
    )
    term = InstrumentTerm.objects.create(
        placement=placement, person=trajectory.person, kind="job_coach", act="renew", due_on=ON
    )
    service = SupportService.objects.create(name="x", need="money", provider=organisation, offered_from=ON)
    pointed = ServiceReferral.objects.create(
        service=service, trajectory=trajectory, person=trajectory.person, asked_on=ON
    )
    given = ArrangementType.objects.create(programme=trajectory.programme, name="x", planned=1, valid_from=ON)
    arrangement = Arrangement.objects.create(person=trajectory.person, type=given, starts_on=ON, ends_on=ON)
    sending = SendingList.objects.create(
        employer=contact.organisation, programme=trajectory.programme, told_by="x", received_on=ON, clock="started",
        months=6,
    )  # fmt: skip
    story = Story.objects.create(
        programme=trajectory.programme, person=trajectory.person, title="x", text="x", places=["public"],
        until=ON + timedelta(days=9), written_by=members[Role.CASEWORKER], written_on=ON,
    )  # fmt: skip
    offer = GuidanceOffer.objects.create(
        sending=sending, trajectory=trajectory, person=trajectory.person, offered_on=ON
    )
    vacancy = Vacancy.objects.create(asked_by=contact.organisation, told_by="x", occupation="x", wanted=1, asked_on=ON)
    vacancy.places.add(backing.place)
    return {
        "colleague": members[Role.FUNCTIONAL_ADMINISTRATOR].pk,
        "story": story.pk, "side": "person", "organisation": members[Role.FUNCTIONAL_ADMINISTRATOR].organisation_id,
        "type": given.pk, "arrangement": arrangement.pk, "sending": sending.pk, "offer": offer.pk,
        "service_referral": pointed.pk, "letter": "trajectory_overview",
        "sign_off": sign_off.pk, "station": station.pk, "booking": booking.pk, "term": term.pk,
        "document": add_document(
            actor=actor_of(members[Role.CASEWORKER], at=NOW), person=trajectory.person, name="x", content=PDF, on=ON
        )[0].pk,
        "question": question.pk, "mandate": mandate.pk, "merge": merge.pk,
        "file_request": asked.pk, "hold": hold.pk, "access": helpdesk.pk, "restriction": restricted.pk,
        "verb": "submit", "data_line": agreement.data_lines.get().pk, "commitment": agreement.commitments.get().pk,
        "act": "ontvangen", "operation": operation.pk, "kind": "totalen",
        "draft": ModelDraft.objects.create(code="x", name="x", started_on=ON).pk, "part": "phases",
        "person": trajectory.person_id, "person_id": trajectory.person_id, "trajectory": trajectory.pk,
        "task": task.pk, "member": team.pk, "guard": "besluit", "fact": "decision_there", "phase": "proef",
        "checklist": "overgang", "item": "contract", "round_id": rounds.round.pk, "step": "kiezen",
        "backing": backing.pk, "nomination": nomination.pk, "token": "x" * 32, "contact_id": contact.pk,
        "partner": rounds.round.partners.first().pk,
        "placement_id": placement.pk, "place": 1, "programme": trajectory.programme_id, "code": "no_next_step",
        "remark": remark.pk, "observation_id": observation.pk, "appointment_id": appointment.pk,
        "number": batch.rows.first().number,
        "move": "start", "subject": "1", "line": plan_line.pk, "look": line.pk,
        "pk": {
            "issue": issue.pk, "model": rounds.round.model_id, "round": rounds.round.pk, "promise": rounds.round.pk,
            "backing": rounds.round.pk, "selection": rounds.round.pk, "employer": contact.organisation_id,
            "partner": rounds.round.pk, "agreement": agreement.pk,
            "place": backing.place_id, "place_new": contact.organisation_id, "meeting_new": rounds.round.pk,
            "station_new": contact.organisation_id, "vacancy_new": contact.organisation_id,
            "vacancy": vacancy.pk,
            "meeting": meeting.pk, "news": 1,
            "referral": referral.pk, "nomination": nomination.pk, "batch": batch.pk, "log": line.review_id,
            "question": employer_question.pk, "experiment": experiment.pk, "idea": idea.pk, "tie": tie.pk,
            "decision": issue.pk, "action_new": decision.pk, "action": action.pk, "lesson": lesson.pk,
        },
    }  # fmt: skip


@cache
def parts_of_addresses() -> dict[str, list[str]]:
    return {item.name: list(item.pattern.converters) for item in addresses()}


def address_of(name: str, ids: dict) -> str:
    parts = {}
    for part in parts_of_addresses()[name]:
        if part == "pk":
            parts[part] = ids["pk"].get(name) or ids["pk"][name.split("_")[0]]
        else:
            parts[part] = ids[part]
    return reverse(name, kwargs=parts)


def signed_in(member) -> Client:
    client = Client()
    client.force_login(member.user)
    session = client.session
    session["membership"] = member.pk
    session.save()
    return client


def ask(client: Client, address: str):
    answer = client.get(address)
    return client.post(address) if answer.status_code == 405 else answer


def body(answer) -> str:
    """The page without what differs at every request: form tokens, where to return to, the marked menu item."""
    text = re.sub(
        r'name="csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"',
        "",
        answer.getvalue().decode(errors="replace"),
    )
    return re.sub(r'name="next" value="[^"]*"| aria-current="page"', "", text)


def missing_page(client: Client) -> str:
    """What somebody gets at an address that leads nowhere."""
    answer = client.get("/deelnemers/00000000-0000-4000-8000-000000000000/")
    assert answer.status_code == 404
    return body(answer)


def tried(client: Client, address: str):
    """The answer, and everything as it was before."""
    with transaction.atomic():
        answer = ask(client, address)
        transaction.set_rollback(True)
    client.cookies.pop("messages", None)
    return answer


POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self'",
    "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "manifest-src 'self'",
}  # fmt: skip
HEADERS = {
    "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}  # fmt: skip


def weak_headers(answer) -> dict[str, str | None]:
    """The headers of this answer that are not as strict as they should be."""
    said = {name: answer.headers.get(name) for name in HEADERS}
    weak = {name: value for name, value in said.items() if value != HEADERS[name]}
    policy = {part.strip() for part in answer.headers.get("Content-Security-Policy", "").split(";")}
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    if policy != POLICY if is_page else "default-src 'none'" not in policy:
        weak["Content-Security-Policy"] = answer.headers.get("Content-Security-Policy")
    return weak


def in_turn(place: int, roles) -> list:
    """Two of these roles, others at the next address, so that each of them comes by; all in the long form."""
    ordered = sorted(roles)
    return ordered if LONG else [ordered[(2 * place + n) % len(ordered)] for n in range(min(2, len(ordered)))]


@pytest.mark.django_db
def test_each_role_gets_what_the_table_says(world):
    wrong = []
    clients = {role: signed_in(member) for role, member in world["members"].items()}
    nothing = {role: missing_page(client) for role, client in clients.items()}
    for place, (name, whom, about) in enumerate(STAFF_ROWS):
        address = address_of(name, world["ids"])
        visitor = tried(Client(), address)
        if not (visitor.status_code == 302 and visitor.headers["Location"].startswith("/inloggen/")):
            wrong.append((name, "visitor", visitor.status_code))
        allowed = allowed_roles(whom) - (NAMELESS if about == "a person one sees" else set())
        may = allowed & set(clients) if not about.startswith("a signal") else set()  # signals: facts of the day
        for role in in_turn(place, may) + in_turn(place, set(clients) - allowed):
            answer = tried(clients[role], address)
            if role in allowed:
                fine = answer.status_code not in {403, 404, 500}
            else:
                fine = answer.status_code == 404 and body(answer) == nothing[role]
            if not fine or weak_headers(answer):
                wrong.append((name, role, answer.status_code, weak_headers(answer)))
    assert wrong == [], "\n".join(map(str, wrong))


PERSON_ROWS = [(name, whom) for name, whom, about in STAFF_ROWS if about == "a person one sees"]
OWN = (
    "a round",
    "a programme",
    "a delivery",
    "a review",
    "a request",
    "an agreement",
    "a hold",
    "a restriction",
    "a question of the helpdesk",
    "an organisation",
    "a colleague",
)
OTHER_ROWS = [(name, whom) for name, whom, about in STAFF_ROWS if about.startswith(OWN)]


def visible_to_stranger(world, rows, member_in) -> list:
    """Which of these addresses answer anything but “does not exist” to the first role that the table allows."""
    clients, wrong = {}, []
    for name, whom in rows:
        role = sorted(allowed_roles(whom))[0]
        if role not in clients:
            client = signed_in(member_in(role))
            clients[role] = (client, missing_page(client))
        client, nothing = clients[role]
        answer = tried(client, address_of(name, world["ids"]))
        if answer.status_code != 404 or body(answer) != nothing:
            wrong.append((name, role, answer.status_code))
    return wrong


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["other organisation", "ended relation", "ended agreement", "restricted file"])
def test_a_person_whom_one_may_not_see_does_not_exist(world, change):
    members = world["members"]
    if change == "other organisation":
        elsewhere = OrganisationFactory()
        open_everything(elsewhere)
        members = {role: MembershipFactory(role=role, organisation=elsewhere) for role in members}
    elif change == "ended relation":
        PersonRelation.objects.filter(person=world["person"]).update(valid_until=ON)
    elif change == "restricted file":
        Restriction.objects.update(person=world["person"])
    else:
        Agreement.objects.update(valid_until=ON)
    assert visible_to_stranger(world, PERSON_ROWS, members.__getitem__) == []


@pytest.mark.django_db
def test_a_round_programme_or_delivery_of_others_does_not_exist(world):
    elsewhere = OrganisationFactory()
    members = {role: MembershipFactory(role=role, organisation=elsewhere) for role in world["members"]}
    assert visible_to_stranger(world, OTHER_ROWS, members.__getitem__) == []


@pytest.mark.django_db
def test_behind_a_link_nothing_opens_without_link_and_code(world):
    first = world["person"].given_name
    names = [name for name, row in table().items() if "link and code" in row[0]]
    for client in (Client(), signed_in(world["members"][Role.PROGRAMME_MANAGER])):
        for name in names:
            answer = tried(client, address_of(name, world["ids"]))
            assert (name, answer.status_code in {200, 302, 404}) == (name, True)
            assert first not in answer.content.decode()
