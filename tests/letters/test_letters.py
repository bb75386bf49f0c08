"""Letters: made from what is recorded, in the organisation's words, read before they are kept, kept as documents."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.audit.selectors import entries_about
from doorstroom.database.scope import scope
from doorstroom.demand.models import WorkProcess
from doorstroom.documents.models import Document, DocumentContent
from doorstroom.intake.models import Decider, Judgement, Selection
from doorstroom.learning.models import Appointment, SignOff
from doorstroom.letters.domain.errors import LetterError
from doorstroom.letters.domain.letter import Kind
from doorstroom.letters.models import LetterText
from doorstroom.letters.selectors import text_of
from doorstroom.letters.services import change_text, write_letter
from doorstroom.participants.models import OwnGoal, PersonContact, PersonRelation
from doorstroom.rounds.models import Nomination
from doorstroom.trajectories.selectors import person_page
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.learning import group_of
from factories.participants import relation_of

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def group(as_system):
    return group_of("Abel")


@pytest.fixture
def abel(group):
    return group.trajectories[0]


@pytest.fixture
def browser(group, sign_in):
    return sign_in(group.coach)


def address(trajectory, kind):
    return reverse("letter", args=[trajectory.person_id, kind])


def talk(group, abel):
    return Appointment.objects.create(
        trajectory=abel, person=abel.person, member=group.coach, starts_at=NOW + timedelta(days=2), location="Kade 3"
    )


def decided(group, abel, outcome="not_now"):
    """A decision of two people about Abel: one criterion met, one not."""
    nomination = Nomination.objects.create(
        round=group.round, person=abel.person, source="self", nominated_on=TODAY, outcome=outcome
    )
    made = Selection.objects.create(
        nomination=nomination, person=abel.person, outcome=outcome, decided_on=date(2026, 11, 20),
        reason_for_person="De reis is nu te lang.", alternative="Ronde 10 begint dichter bij huis.",
    )  # fmt: skip
    first, second = (each["code"] for each in group.round.model.definition["selection"]["criteria"][:2])
    Judgement.objects.create(selection=made, person=abel.person, criterion=first, verdict="met")
    Judgement.objects.create(
        selection=made, person=abel.person, criterion=second, verdict="not_met", reason="Twee uur onderweg."
    )
    for member in (group.coach, group.school):
        Decider.objects.create(selection=made, person=abel.person, member=member, outcome=outcome, decided_at=NOW)
    return made


def sign(abel, process, side, name):
    SignOff.objects.create(
        trajectory=abel, person=abel.person, process=process, side=side, signed_on=TODAY, signed_by=name,
        evidence="gezien",
    )  # fmt: skip


def text_in(document):
    data = bytes(DocumentContent.objects.get(pk=document.pk).data)
    return " ".join(PdfReader(BytesIO(data)).pages[0].extract_text().split())


def test_each_letter_says_what_has_to_be_recorded_first(group, abel, browser):
    page = browser.get(reverse("letters", args=[abel.person_id])).content.decode()
    for missing in ("Maak eerst een afspraak", "Er is nog niets besloten", "door zowel de docent als de werkplek"):
        assert missing in page
    assert address(abel, Kind.TRAJECTORY_OVERVIEW) in page
    assert address(abel, Kind.INVITATION) not in page
    assert browser.get(address(abel, Kind.INVITATION)).url == reverse("letters", args=[abel.person_id])


def test_an_invitation_is_read_completed_and_kept_as_a_document_of_its_kind(group, abel, browser, system):
    talk(group, abel)
    PersonContact.objects.create(person=abel.person, street="Dorpsstraat 1", postcode="7411 AA", place="Lindervoort")
    url = address(abel, Kind.INVITATION)
    page = browser.get(url).content.decode()
    assert "Wij nodigen u uit voor een gesprek met Ruud Blom." in page
    assert "Dag: woensdag 25 november 2026" in page
    assert "{" not in page[page.index("Beste Abel") : page.index("Met vriendelijke groet")]
    again = browser.post(url, {"own_words": "Neem uw rooster mee.", "look": "1"}).content.decode()
    assert again.index("Neem uw rooster mee.") < again.index("Met vriendelijke groet")
    assert browser.post(url, {"own_words": "Neem uw rooster mee."}).status_code == 302
    with scope(system, nested=True):
        document = Document.objects.get()
        assert (document.letter, document.kind, document.title) == (
            "invitation", "pdf", "Uitnodiging: een gesprek met Ruud Blom",
        )  # fmt: skip
        said = text_in(document)
        assert "Abel Geheim Dorpsstraat 1 7411 AA Lindervoort" in said
        assert "Neem uw rooster mee. Met vriendelijke groet, Ruud Blom" in said
        assert ("create", "document") in [(entry.action, entry.subject) for entry in entries_about(abel.person_id)]
    assert (
        "Uitnodiging: een gesprek met Ruud Blom"
        in browser.get(reverse("letters", args=[abel.person_id])).content.decode()
    )


def test_not_selected_has_criterion_reason_and_route(group, abel, browser):
    """S4.11: each “not selected” says what was looked at, why, what now, and who looks at it again."""
    decided(group, abel)
    page = browser.get(address(abel, Kind.SELECTION_OUTCOME)).content.decode()
    letter = page[page.index("Beste Abel") :]
    first, second = (each["name"]["nl"] for each in group.round.model.definition["selection"]["criteria"][:2])
    parts = [
        "U kunt deze keer niet meedoen.", "De reden: De reis is nu te lang.", first, "voldaan", second, "niet voldaan",
        "Twee uur onderweg.", "Ronde 10 begint dichter bij huis.", "Bent u het er niet mee eens?", "Ruud Blom (",
        "vragen om nog eens te kijken",
    ]  # fmt: skip
    places = [letter.index(each) for each in parts]
    assert places == sorted(places)


def test_a_certificate_needs_both_signatures(abel, browser, system):
    process = WorkProcess.objects.create(qualification="Helpende", code="W1", name="Maakt het huis schoon", level=2)
    sign(abel, process, "school", "Joost Vink")
    url = address(abel, Kind.PRACTICE_CERTIFICATE)
    assert browser.get(url).status_code == 302
    with scope(system, nested=True):
        sign(abel, process, "workplace", "Piet de Wit")
    page = browser.get(url).content.decode()
    assert "Maakt het huis schoon" in page
    assert "Joost Vink, 23 november 2026" in page
    assert "Piet de Wit, 23 november 2026" in page


def test_an_overview_says_the_own_goal_and_only_what_is_open_to_who_writes(group, abel, sign_in, system):
    OwnGoal.objects.create(person=abel.person, text="Ik wil met mensen werken.", recorded_on=TODAY)
    actor = actor_of(group.coach, at=NOW)
    with scope(actor, nested=True):
        page = person_page(actor, abel.person_id)
        document, new = write_letter(actor=actor, kind=Kind.TRAJECTORY_OVERVIEW, page=page, writer=group.coach)
        again = write_letter(actor=actor, kind=Kind.TRAJECTORY_OVERVIEW, page=page, writer=group.coach)
    assert (new, again) == (True, (document, False))
    assert "“Ik wil met mensen werken.”" in text_in(document)
    assert "Dorpsstraat" not in text_in(document)


def test_without_notes_one_writes_no_letters_and_without_relation_there_is_no_page(group, abel, sign_in):
    board = MembershipFactory(role=Role.JOB_COACH)
    open_everything(board.organisation, categories=(Category.CORE, Category.PROGRESS))
    PersonRelation.objects.create(person=abel.person, valid_from=TODAY, **relation_of(board).__dict__)
    for member in (board, MembershipFactory(role=Role.JOB_COACH)):
        client = sign_in(member)
        assert client.get(reverse("letters", args=[abel.person_id])).status_code == 404
        assert client.post(address(abel, Kind.TRAJECTORY_OVERVIEW), {}).status_code == 404
    assert Document.objects.count() == 0


def test_an_organisation_writes_in_its_own_words_and_no_other_does(group, abel, sign_in, system):
    wendy = MembershipFactory(role=Role.FUNCTIONAL_ADMINISTRATOR, organisation=group.coach.organisation)
    client, url = sign_in(wendy), reverse("letter_text", args=["trajectory_overview"])
    refused = client.post(url, {"subject": "Overzicht", "text": "Beste {achternaam}"})
    assert "“achternaam” kan hier niet worden ingevuld" in str(refused.context["form"].errors["text"])
    assert client.post(url, {"subject": "Stand van zaken", "text": "Dag {voornaam}."}).status_code == 302
    assert client.post(url, {"subject": "Stand van zaken", "text": "Hallo {first_name}."}).status_code == 302
    assert "Dag {voornaam}." in client.get(url).content.decode(), "the version before stays readable"
    assert "Hallo Abel." in sign_in(group.coach).get(address(abel, Kind.TRAJECTORY_OVERVIEW)).content.decode()
    assert "Hallo" not in sign_in(group.school).get(address(abel, Kind.TRAJECTORY_OVERVIEW)).content.decode()
    with scope(system, nested=True):
        assert LetterText.objects.count() == 2
        assert text_of(actor_of(group.school, at=NOW), Kind.TRAJECTORY_OVERVIEW).own is None
        with pytest.raises(LetterError, match="may_not_change_texts"):
            change_text(actor=actor_of(group.coach, at=NOW), kind=Kind.INVITATION, subject="x", text="x", at=NOW)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_letter_and_for_three(group, abel, browser, statements, number):
    for n in range(number):
        Document.objects.create(
            person=abel.person, title="brief", name="x.pdf", kind="pdf", size=1, digest=str(n), letter="invitation",
            author=group.coach, organisation=group.coach.organisation, added_on=TODAY,
        )  # fmt: skip
    assert statements(browser, reverse("letters", args=[abel.person_id])) == 25
