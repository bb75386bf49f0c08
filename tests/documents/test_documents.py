"""Documents are as visible as notes, in both layers; a download is never a page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category
from doorstroom.audit.selectors import entries_about
from doorstroom.database.scope import scope
from doorstroom.documents.domain.errors import DocumentError
from doorstroom.documents.models import Document, DocumentContent
from doorstroom.documents.selectors import documents_of
from doorstroom.documents.services import add_document, take_away_document
from doorstroom.participants.models import PersonRelation
from doorstroom.participants.services import close_relations
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.files import HOSTILE, PDF, SCRIPT, jpeg, office
from factories.participants import person_of, relation_of

pytestmark = pytest.mark.django_db
ON = NOW.date()


@pytest.fixture
def samira(as_system):
    member = MembershipFactory()
    open_everything(member.organisation)
    return member


@pytest.fixture
def abel(samira):
    return person_of(samira)


@pytest.fixture
def look(system):
    def reading(read):
        with scope(system, nested=True):
            return read()

    return reading


def kept(member, person, content=PDF, name="brief.pdf", **more):
    return add_document(actor=actor_of(member, at=NOW), person=person, name=name, content=content, on=ON, **more)[0]


def colleague_of(person, *, role=Role.JOB_COACH, categories=tuple(Category)):
    member = MembershipFactory(role=role)
    open_everything(member.organisation, categories=categories)
    PersonRelation.objects.create(person=person, valid_from=ON, **relation_of(member).__dict__)
    return member


def test_a_photo_is_added_and_comes_back_as_a_download(samira, abel, sign_in, look):
    browser, url = sign_in(samira), reverse("documents", args=[abel.pk])
    file = SimpleUploadedFile("../IMG_1.jpg", jpeg(), content_type="text/html")
    added = browser.post(url, {"file": file, "title": "Paspoort", "visibility": "team"})
    assert (added.status_code, added.headers["Location"]) == (302, url)
    document = look(Document.objects.get)
    assert (document.title, document.name, document.kind, document.size) == (
        "Paspoort",
        "IMG_1.jpg",
        "jpg",
        len(jpeg()),
    )
    assert "Paspoort" in browser.get(url).content.decode()
    answer = browser.get(reverse("document", args=[abel.pk, document.pk]))
    assert b"".join(answer.streaming_content) == jpeg()
    headers = {name: answer.headers[name] for name in (
        "Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control",
    )}  # fmt: skip
    assert headers == {
        "Content-Type": "image/jpeg", "Content-Disposition": 'attachment; filename="IMG_1.jpg"',
        "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }  # fmt: skip
    looked = look(lambda: [(entry.action, entry.subject) for entry in entries_about(abel.pk)])
    assert {("create", "document"), ("read", "document")} <= set(looked)


@pytest.mark.parametrize("name", ["html", "svg", "pdf with script", "bomb", "word with macro", "too large", "empty"])
def test_a_hostile_file_is_refused_with_a_repair_and_nothing_is_kept(samira, abel, sign_in, look, name):
    file = SimpleUploadedFile("cv.pdf", HOSTILE[name][0], content_type="application/pdf")
    page = sign_in(samira).post(reverse("documents", args=[abel.pk]), {"file": file, "visibility": "team"})
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["file"]
    assert (look(Document.objects.count), look(DocumentContent.objects.count)) == (0, 0)


def test_the_title_of_a_document_is_only_text(samira, abel, sign_in):
    kept(samira, abel, title=SCRIPT.decode())
    assert SCRIPT.decode() not in sign_in(samira).get(reverse("documents", args=[abel.pk])).content.decode()


def test_the_same_file_is_kept_once(samira, abel, look):
    actor = actor_of(samira, at=NOW)
    first, second = (
        add_document(actor=actor, person=abel, name=name, content=PDF + tail, on=ON)
        for name, tail in (("a.pdf", b""), ("b.pdf", b"junk"))
    )
    assert (first[1], second[1], first[0].pk == second[0].pk) == (True, False, True)
    assert Document.objects.count() == 1


def test_both_layers_show_a_document_to_whom_notes_are_open(samira, abel, system):
    team, own = kept(samira, abel), kept(samira, abel, jpeg(), visibility="organisation")
    coach = colleague_of(abel)
    board = colleague_of(abel, categories=(Category.CORE, Category.PROGRESS))
    stranger = MembershipFactory()
    open_everything(stranger.organisation)
    expected = {samira: {team.pk, own.pk}, coach: {team.pk}, board: set(), stranger: set()}
    for member, seen in expected.items():
        actor = actor_of(member, at=NOW)
        assert {row.pk for row in documents_of(actor, abel.pk)} == seen, "Python alone"
        with scope(actor, nested=True):
            assert set(Document.objects.values_list("pk", flat=True)) == seen, "the database alone"
            assert set(DocumentContent.objects.values_list("pk", flat=True)) == seen


def test_what_one_may_not_open_does_not_exist(samira, abel, sign_in, system, look):
    own = kept(samira, abel, visibility="organisation")
    url = reverse("document", args=[abel.pk, own.pk])
    other = person_of(samira, given_name="Bo")
    coach = colleague_of(abel)
    assert sign_in(coach).get(url).status_code == 404
    assert sign_in(samira).get(reverse("document", args=[other.pk, own.pk])).status_code == 404, (
        "another person's address"
    )
    with scope(system, nested=True):
        close_relations(actor=system, source="test", on=ON)
    assert sign_in(samira).get(url).status_code == 404


def test_only_the_organisation_that_added_it_takes_it_away(samira, abel, sign_in, look):
    document = kept(samira, abel)
    coach = colleague_of(abel)
    with pytest.raises(DocumentError, match="not_yours"):
        take_away_document(actor=actor_of(coach, at=NOW), document=document)
    url = reverse("document_take_away", args=[abel.pk, document.pk])
    sign_in(coach).post(url)
    assert look(Document.objects.count) == 1
    sign_in(samira).post(url)
    assert (look(Document.objects.count), look(DocumentContent.objects.count)) == (0, 0)


def test_documents_go_with_the_person(samira, abel):
    kept(samira, abel)
    abel.delete()
    assert (Document.objects.count(), DocumentContent.objects.count()) == (0, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(samira, abel, sign_in, statements, rows):
    for number in range(rows):
        kept(samira, abel, office(word__document_dot_xml=str(number).encode()), name=f"{number}.docx")
    assert statements(sign_in(samira), reverse("documents", args=[abel.pk])) == 10


def test_documents_stand_on_the_timeline_and_beside_it(samira, abel, sign_in):
    document = kept(samira, abel, title="Brief van de gemeente")
    page = sign_in(samira).get(f"/deelnemers/{abel.pk}/")
    (line,) = page.context["timeline"].lines
    assert (line.title, line.url) == (
        "Document: Brief van de gemeente",
        reverse("document", args=[abel.pk, document.pk]),
    )
    assert reverse("documents", args=[abel.pk]) in page.content.decode()
