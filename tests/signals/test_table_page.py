"""Vandaag of who has no people in care: from recorded facts, by role, at a fixed cost; and putting it aside."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import AgreementParty, Commitment, CommitmentProgress
from doorstroom.cooperation.models import Action, Decision, Tie
from doorstroom.database.scope import scope
from doorstroom.demand.models import EmployerTalk
from doorstroom.demand.services import PlaceDetails, change_vacancy, describe_vacancy, take_share
from doorstroom.monitoring.models import FarCount, TrajectoryFact
from doorstroom.partners.models import AccountManagement, Contact
from doorstroom.programmes.models import Issue, IssueOwner, Programme, ProgrammePartner
from doorstroom.signals.models import TableSnooze
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import AgreementFactory
from factories.demand import SiteFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def promised(organisation, *, value, title="Convenant", number=1):
    """`number` promises of forty places within 2026, each with so much of it by now."""
    agreement = AgreementFactory(title=title)
    AgreementParty.objects.create(agreement=agreement, organisation=organisation, capacity="implementer")
    for _ in range(number):
        each = Commitment.objects.create(
            agreement=agreement, owner=organisation, text="40 leerwerkplekken", measure="getekend", target=40,
            starts_on=date(2026, 1, 1), due_on=date(2027, 1, 1),
        )  # fmt: skip
        CommitmentProgress.objects.create(commitment=each, value=5, on=TODAY - timedelta(days=90))
        CommitmentProgress.objects.create(commitment=each, value=value, on=TODAY - timedelta(days=9))
    return agreement


def rows(answer):
    return [(line.title, line.main.code) for line in answer.context["lines"]]


def test_the_board_reads_what_lags_and_which_issue_has_one_owner(as_system, sign_in):
    board = MembershipFactory(role=Role.BOARD_MEMBER)
    promised(board.organisation, value=10)
    promised(OrganisationFactory(), value=0, title="Van anderen")
    issue = Issue.objects.create(
        title="Te weinig monteurs", sector="technology", area="West", signalled_on=TODAY, people_short=95,
        signalled_by=board,
    )  # fmt: skip
    IssueOwner.objects.create(issue=issue, organisation=OrganisationFactory(name="KOL"), since=TODAY)
    answer = sign_in(board).get(reverse("today"))
    assert rows(answer) == [("40 leerwerkplekken", "commitment_lagging"), ("Te weinig monteurs", "issue_one_owner")]
    assert answer.context["sentence"] == (
        "Eén vraagstuk. Eén heeft nog geen tweede eigenaar. Twee dingen vragen iets van u."
    )
    says = [line.main.says for line in answer.context["lines"]]
    assert says == [
        f"{board.organisation} zegde 40 toe en staat op 10; in een gelijk tempo waren het er nu 35.",
        "Alleen KOL is eigenaar van dit vraagstuk. Er zijn 95 mensen te kort.",
    ]


def test_a_partner_reads_its_own_promises_beside_its_people(as_system, sign_in):
    school = MembershipFactory(role=Role.SCHOOL_COORDINATOR)
    promised(school.organisation, value=10)
    answer = sign_in(school).get(reverse("today"))
    assert [line.main.code for line in answer.context["table"]] == ["commitment_lagging"]
    elsewhere = MembershipFactory(role=Role.SCHOOL_COORDINATOR)
    assert sign_in(elsewhere).get(reverse("today")).context["table"] == []


def working_together(member, *, number=1):
    """`number` actions past their day of the member's organisation, and contacts that the member let sleep."""
    elsewhere = MembershipFactory(role=member.role)
    issue = Issue.objects.create(
        title="Te weinig monteurs", sector="technology", area="West", signalled_on=TODAY, signalled_by=elsewhere
    )
    decision = Decision.objects.create(issue=issue, text="Eerst het werk", taken_on=TODAY - timedelta(days=60))
    yesterday, long_ago = TODAY - timedelta(days=1), TODAY - timedelta(days=200)
    for n in range(number):
        contact = Contact.objects.create(organisation=OrganisationFactory(name=f"Metaal {n}"), name="Pim Bakker")
        for who in (member, elsewhere):
            Action.objects.create(decision=decision, text="Bezoeken", owner=who.organisation, due_on=yesterday)
            Action.objects.create(decision=decision, text="Voorstellen", owner=who.organisation, due_on=TODAY)
            Tie.objects.create(
                member=who, organisation=who.organisation, contact=contact, topic="leerplekken", since=long_ago,
                last_contact_on=long_ago,
            )  # fmt: skip
    Action.objects.filter(text="Bezoeken", owner=elsewhere.organisation).update(done_on=TODAY, result="Gedaan")


@pytest.mark.parametrize(
    "role", [Role.BOARD_MEMBER, Role.PROGRAMME_MANAGER, Role.ACCOUNT_MANAGER, Role.SCHOOL_COORDINATOR]
)
def test_who_owns_an_action_past_its_day_or_a_tie_that_sleeps_reads_it(as_system, sign_in, role):
    member = MembershipFactory(role=role)
    working_together(member)
    answer = sign_in(member).get(reverse("today"))
    lines = answer.context["lines" if role == Role.BOARD_MEMBER else "table"]
    own = [line for line in lines if line.main.code in ("action_overdue", "tie_dormant")]
    action = Action.objects.get(owner=member.organisation, text="Bezoeken")
    assert [(line.title, line.main.says, line.act_url) for line in own] == [
        ("Pim Bakker, Metaal 0", "Het laatste contact over “leerplekken” was op 7 mei.",
         reverse("tie_list") + "?slapend=1"),
        ("Bezoeken", "Had op 22 november klaar moeten zijn; niemand schreef op wat het opleverde.",
         reverse("action", args=[action.pk])),
    ]  # fmt: skip


def test_a_talk_of_a_colleague_wakes_the_tie_and_a_result_ends_the_action(as_system, sign_in):
    manager = MembershipFactory(role=Role.ACCOUNT_MANAGER)
    working_together(manager)
    colleague = MembershipFactory(role=Role.ACCOUNT_MANAGER, organisation=manager.organisation)
    employer = Contact.objects.get().organisation
    EmployerTalk.objects.create(employer=employer, member=colleague, on=TODAY, about="Kennismaking")
    Action.objects.filter(owner=manager.organisation).update(done_on=TODAY, result="Elf klussen gevonden")
    assert sign_in(manager).get(reverse("today")).context["table"] == []


def test_who_keeps_an_employer_reads_that_a_place_there_differs_from_its_changed_vacancy(as_system, sign_in):
    """Chantal keeps the first employer, Piet wrote down both places; nobody keeps the second."""
    chantal, piet = (MembershipFactory(role=Role.ACCOUNT_MANAGER) for _ in range(2))
    work = PlaceDetails("medewerker bediening", 4, hours_per_week=24, tasks=["Koffie schenken"])
    vacancy = describe_vacancy(
        actor=as_system, asked_by=SiteFactory().organisation, told_by="Mieke", details=work, stays=[], on=TODAY
    )
    kept, _free = (
        take_share(actor=actor_of(piet, at=NOW), vacancy=vacancy, site=SiteFactory(organisation__name=name), number=1,
                   on=TODAY)
        for name in ("De Lindenhof", "Zorgkring Oost")
    )  # fmt: skip
    AccountManagement.objects.create(employer=kept.site.organisation, member=chantal, valid_from=TODAY)

    def told(member):
        lines = sign_in(member).get(reverse("today")).context["table"]
        return [(line.title, line.act_url, [each.says for each in (line.main, *line.also)]) for line in lines]

    def says(employer):
        return f"Dit werk is op 23 november opnieuw beschreven. De plek bij {employer} is anders."

    change = {"vacancy": vacancy, "told_by": "Mieke", "stays": [], "on": TODAY}
    assert [told(chantal), told(piet)] == [[], []]
    with scope(as_system, nested=True):
        change_vacancy(actor=as_system, details=replace(work, hours_per_week=32), **change)
    page = reverse("vacancy", args=[vacancy.pk])
    assert told(chantal) == [("Medewerker bediening", page, [says("De Lindenhof")])]
    assert told(piet) == [("Medewerker bediening", page, [says("Zorgkring Oost")])]
    browser = sign_in(chantal)
    assert "Het blijft zoals het is" in browser.get(page).content.decode()
    browser.post(reverse("place_follow", args=[kept.pk]), {"field": ["hours_per_week"], "stays": "1"})
    assert [told(chantal), len(told(piet))] == [[], 1]
    with scope(as_system, nested=True):
        kept.refresh_from_db()
        assert kept.hours_per_week == 24
        change_vacancy(actor=as_system, details=work, **change)
    assert told(piet) == [], "it reads the same again"


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.BOARD_MEMBER, 6), (Role.PRIVACY_OFFICER, 6), (Role.RESEARCHER, 6), (Role.PROJECT_CONTROLLER, 6),
        (Role.FUNCTIONAL_ADMINISTRATOR, 7),
    ],
)  # fmt: skip
def test_the_page_costs_the_same_for_one_and_for_three(as_system, sign_in, statements, number, role, expected):
    member = MembershipFactory(role=role)
    promised(member.organisation, value=10, number=number)
    working_together(member, number=number)
    assert statements(sign_in(member), "/vandaag/") == expected


def test_what_was_put_aside_leaves_ones_own_page_until_its_day_and_not_that_of_a_colleague(as_system, sign_in):
    board = MembershipFactory(role=Role.BOARD_MEMBER)
    colleague = MembershipFactory(role=Role.BOARD_MEMBER, organisation=board.organisation)
    promised(board.organisation, value=10)
    client = sign_in(board)
    (line,) = client.get(reverse("today")).context["lines"]
    refused = client.post(line.later_url, {"until": TODAY + timedelta(days=40), "reason": "Overleg volgt"})
    assert "Kies een dag van 24 november tot en met 21 december" in refused.content.decode()
    day = TODAY + timedelta(days=7)
    assert client.post(line.later_url, {"until": day, "reason": "Overleg volgt"}).status_code == 302
    assert TableSnooze.objects.values_list("code", "until", "reason").get() == (
        "commitment_lagging", day, "Overleg volgt",
    )  # fmt: skip
    answer = client.get(reverse("today"))
    assert (rows(answer), answer.context["table"].put_aside) == ([], 1)
    assert client.get(line.later_url).status_code == 404
    assert rows(sign_in(colleague).get(reverse("today"))) == [("40 leerwerkplekken", "commitment_lagging")]


def fact(programme, number, **fields):
    values = {"registered_on": TODAY - timedelta(days=100), "recorded_at": NOW, **fields}
    return TrajectoryFact(trajectory_id=number, programme=programme, **values)


def test_a_far_group_that_shrinks_at_the_door_is_told_to_who_leads_that_programme(as_system, sign_in):
    """Of 26 referred 12 are far from work; of the 20 who were selected 6: 16 points less."""
    manager = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    programme = Programme.objects.create(name="Achtkracht", receiving_desk=manager.organisation)
    TrajectoryFact.objects.bulk_create([fact(programme, 900_000)])
    for moment, far, known in (("referred", 12, 26), ("selected", 6, 20)):
        FarCount.objects.create(programme=programme, on=TODAY, moment=moment, far=far, known=known, unknown=9)
    client = sign_in(manager)
    assert client.get(reverse("today")).context["table"] == []
    ProgrammePartner.objects.create(programme=programme, organisation=manager.organisation, role=manager.role)
    (line,) = client.get(reverse("today")).context["table"]
    assert line.main.says == (
        "Ver van werk, zoals de aanpak zegt: 12 van de 26 mensen die het afgelopen jaar zijn aangemeld,"
        " en 6 van de 20 die zijn gekozen."
    )
    assert line.act_url == reverse("result_access", args=[programme.pk])
    page = client.get(line.act_url).content.decode()
    for told in (
        "Aangemeld: 12 van 26 mensen; van nog 9 is het niet bekend.",
        "Gekozen: 6 van 20 mensen; van nog 9 is het niet bekend.",
        "Voorgedragen: 0 van 0 mensen; van nog 0 is het niet bekend. Te weinig mensen voor een percentage.",
        "opleiding hoogstens vmbo of mbo niveau 1",
        "aangemeld van 24 november 2025 tot en met 23 november 2026",
    ):
        assert told in page
    with scope(as_system, nested=True):
        FarCount.objects.filter(moment="selected").update(far=7)
    assert client.get(reverse("today")).context["table"] == [], "11 points less is not told"
