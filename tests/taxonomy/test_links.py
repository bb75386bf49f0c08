"""What words mean: suggestions, what a person confirms, and what counts from then on."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.conf.warming import warm_up
from doorstroom.demand.services import PlaceDetails, offer_place, register_employer, register_site
from doorstroom.kernel.errors import DomainError
from doorstroom.taxonomy import selectors
from doorstroom.taxonomy.models import Concept, Label, LinkCorrection
from doorstroom.taxonomy.selectors import confirmed, suggestions
from doorstroom.taxonomy.services import confirm_link, load_own_vocabulary
from doorstroom.taxonomy.wording import REFUSALS
from factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db
OCCUPATION = {"kind": "occupation", "language": "nl"}


@pytest.fixture(autouse=True)
def vocabulary(db):
    load_own_vocabulary()


@pytest.fixture
def manager():
    return MembershipFactory(role=Role.ACCOUNT_MANAGER)


@pytest.fixture
def actor(manager, as_system):
    return actor_of(manager, at=NOW)


def concept(code):
    return Concept.objects.get(uri=f"doorstroom:occupation/{code}")


def codes(text):
    return [suggestion.concept.code for suggestion in suggestions(text, **OCCUPATION)]


def test_suggestions_name_the_concept_and_say_by_which_name_it_was_found(as_system):
    first = suggestions("chauffeur", **OCCUPATION)[0]
    assert (first.concept.code, first.name, first.matched) == ("lorry-driver", "vrachtwagenchauffeur", "chauffeur")
    assert (first.exact, first.learned) == (True, False)
    assert suggestions("ѣѣѣ", **OCCUPATION) == ()


def test_a_suggestion_counts_only_once_a_person_confirmed_it(actor):
    assert confirmed(["Klusjesman", "kok"], **OCCUPATION) == {}
    confirm_link(actor=actor, text="Klusjesman (m/v)", concept=concept("gardener"), **OCCUPATION)
    assert confirmed(["klusjesman", "klusjesvrouw"], **OCCUPATION) == {"klusjesman": concept("gardener")}
    assert confirmed(["klusjesman"], kind="skill", language="nl") == {}
    entry = Entry.objects.get(subject="link_correction")
    assert (entry.action, entry.fields, entry.person_key) == ("create", ["concept", "meant"], None)


def test_the_next_answer_starts_with_what_was_confirmed(actor):
    assert codes("opperhuishouder")[:1] != ["lorry-driver"]
    confirm_link(actor=actor, text="opperhuishouder", concept=concept("lorry-driver"), **OCCUPATION)
    assert codes("opperhuishouder")[0] == "lorry-driver"
    assert suggestions("Opperhuishouder", **OCCUPATION)[0].learned
    assert codes("opperhuishoudster")[0] == "lorry-driver"


def test_the_last_word_counts_and_every_word_stays(actor):
    for meant in (concept("cook"), concept("gardener")):
        confirm_link(actor=actor, text="groenkok", concept=meant, **OCCUPATION)
    assert confirmed(["groenkok"], **OCCUPATION) == {"groenkok": concept("gardener")}
    confirm_link(actor=actor, text="groenkok", concept=None, refused=[concept("gardener")], **OCCUPATION)
    assert confirmed(["groenkok"], **OCCUPATION) == {}
    assert "gardener" not in codes("groenkok")
    assert LinkCorrection.objects.count() == 3


@pytest.mark.parametrize("change", ["update", "delete"])
def test_corrections_are_only_ever_added_to(actor, change):
    confirm_link(actor=actor, text="groenkok", concept=concept("cook"), **OCCUPATION)
    rows = LinkCorrection.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(words="x") if change == "update" else rows._raw_delete("default")
    assert confirmed(["groenkok"], **OCCUPATION) == {"groenkok": concept("cook")}


@pytest.mark.parametrize(
    ("role", "text", "kind", "code"),
    [
        (Role.RESEARCHER, "kok", "occupation", "may_not_confirm_links"),
        (Role.JOB_COACH, "---", "occupation", "no_words_to_link"),
        (Role.JOB_COACH, "x" * 201, "occupation", "no_words_to_link"),
        (Role.JOB_COACH, "kok", "skill", "concept_of_another_kind"),
    ],
)
def test_refusals_have_a_sentence_and_change_nothing(as_system, role, text, kind, code):
    actor = actor_of(MembershipFactory(role=role), at=NOW)
    with pytest.raises(DomainError) as refusal:
        confirm_link(actor=actor, text=text, kind=kind, language="nl", concept=concept("cook"))
    assert refusal.value.code == code
    assert code in REFUSALS
    assert LinkCorrection.objects.count() == 0


def test_an_offer_gets_its_occupation_when_somebody_says_what_the_words_mean(actor):
    site = register_site(actor=actor, employer=register_employer(actor=actor, name="De Lindenhof"), name="Keuken")

    def offer(work):
        return offer_place(
            actor=actor, site=site, contact=None, details=PlaceDetails(occupation=work, number=1), on=NOW.date()
        )

    before, other = offer("Afwasheld"), offer("Tuinheld")
    assert before.concept is None
    confirm_link(actor=actor, text="afwasheld (m/v)", concept=concept("cook"), **OCCUPATION)
    before.refresh_from_db()
    other.refresh_from_db()
    assert (before.concept, other.concept) == (concept("cook"), None)
    assert offer("Afwasheld").concept == concept("cook")


def test_the_page_offers_five_and_goes_back_to_where_one_came_from(sign_in, manager):
    client = sign_in(manager)
    back = reverse("employer_list")
    url = reverse("link_words", query={"tekst": "afwasheld keuken", "soort": "beroep", "terug": back})
    page = client.get(url)
    offered = page.context["form"].offered
    assert len(offered) == 5
    assert LinkCorrection.objects.count() == 0
    chosen = next(iter(offered))
    sent = client.post(url, {"concept": chosen})
    assert sent.headers["Location"] == back
    assert LinkCorrection.objects.get().concept_id == int(chosen)
    again = client.get(url)
    assert again.context["form"].fields["concept"].initial == chosen


def test_none_of_these_is_an_answer_too(sign_in, manager):
    client = sign_in(manager)
    url = reverse("link_words", query={"tekst": "chauffeur", "terug": "https://elsewhere.example/"})
    sent = client.post(url, {"concept": "none"})
    assert sent.headers["Location"] == url
    assert set(LinkCorrection.objects.values_list("meant", flat=True)) == {False}
    assert client.post(url, {"concept": "999999999"}).status_code == 200


def test_the_page_costs_the_same_whatever_is_found(sign_in, manager, statements):
    client = sign_in(manager)
    statements(client, reverse("link_words", query={"tekst": "kok"}))
    assert statements(client, reverse("link_words", query={"tekst": "kok"})) == 9
    assert statements(client, reverse("link_words", query={"tekst": "medewerker"})) == 9
    assert statements(client, reverse("link_words")) == 5


def test_an_empty_database_suggests_nothing(as_system):
    Label.objects.all().delete()
    assert suggestions("kok", **OCCUPATION) == ()


def test_a_link_may_have_no_words_or_an_unknown_kind(sign_in, manager):
    client = sign_in(manager)
    assert client.get(reverse("link_words")).context["offered"] == ()
    assert client.get(reverse("link_words", query={"tekst": "kok", "soort": "x"})).context["offered"] == ()
    assert client.get(reverse("link_words", query={"tekst": "ѣѣѣ"})).context["offered"] == ()


def test_what_a_process_read_ahead_is_there_at_the_first_question(as_system):
    warm_up()
    made = selectors._index.cache_info().misses
    codes("snelle kok")

    assert selectors._index.cache_info().misses == made
