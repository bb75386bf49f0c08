"""Two people correct the same person: nothing is written over unseen, nothing that did not clash is lost."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.agreements.models import Category
from doorstroom.database.scope import scope
from doorstroom.participants.domain.editing import Clash, Merged, merged
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.models import Person, PersonContact, PersonRelation
from doorstroom.participants.services import correct_details, details_of, set_contact
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import person_of, relation_of

values = st.fixed_dictionaries(dict.fromkeys(("phone", "place"), st.sampled_from(["", "a", "b"])))


@given(seen=values, mine=values, now=values)
def test_each_field_is_mine_theirs_or_asked(seen, mine, now):
    result = merged(seen=seen, mine=mine, now=now)
    clashing = {f for f in seen if mine[f] != seen[f] and now[f] != seen[f] and mine[f] != now[f]}
    assert {clash.field for clash in result.clashes} == clashing
    if clashing:
        assert result.changes == {}
    else:
        after = {**now, **result.changes}
        assert after == {f: mine[f] if mine[f] != seen[f] else now[f] for f in seen}


def test_a_clash_names_both_values():
    result = merged(seen={"phone": "1"}, mine={"phone": "2"}, now={"phone": "3"})
    assert result == Merged({}, (Clash("phone", "2", "3"),))


@pytest.fixture
def abel(samira, as_system):
    person = person_of(samira)
    set_contact(actor=as_system, person_id=person.pk, phone="06-1", place="Lindervoort")
    return person


@pytest.fixture
def ruud(abel):
    member = MembershipFactory()
    open_everything(member.organisation)
    PersonRelation.objects.create(person=abel, valid_from=NOW.date(), **relation_of(member).__dict__)
    return member


@pytest.fixture
def look(system):
    def reading(read):
        with scope(system, nested=True):
            return read()

    return reading


def posted(page, **changes):
    """What a browser sends back: the fields as shown, what was seen, and these changes."""
    form = page.context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}
    return {**fields, **{f"seen_{name}": text for name, text in page.context["seen"]}, **changes}


def kept():
    person = Person.objects.get()
    return details_of(person)


@pytest.mark.django_db
def test_name_and_contact_are_corrected(samira, abel, sign_in, look):
    browser, url = sign_in(samira), reverse("person_details", args=[abel.pk])
    page = browser.get(url)
    answer = browser.post(url, posted(page, family_name="van der Berg", phone="06-2", birth_date="1990-05-01"))
    assert answer.headers["Location"] == f"/deelnemers/{abel.pk}/"
    assert look(kept) == {
        "given_name": "Abel", "family_name": "van der Berg", "birth_date": "1990-05-01", "phone": "06-2", "email": "",
        "street": "", "postcode": "", "place": "Lindervoort",
    }  # fmt: skip
    assert look(lambda: Person.objects.get().sort_name) == "berg, abel, van der"


@pytest.mark.django_db
def test_two_who_change_different_fields_both_get_their_way(samira, ruud, abel, sign_in, look):
    url = reverse("person_details", args=[abel.pk])
    hers, his = sign_in(samira), sign_in(ruud)
    first, second = hers.get(url), his.get(url)
    his.post(url, posted(second, place="Oosterwade"))
    hers.post(url, posted(first, phone="06-2"))
    assert (look(kept)["phone"], look(kept)["place"]) == ("06-2", "Oosterwade")


@pytest.mark.django_db
@pytest.mark.parametrize("right", ["06-2", "06-3"])
def test_two_who_change_the_same_field_see_both_values_and_choose(samira, ruud, abel, sign_in, look, right):
    url = reverse("person_details", args=[abel.pk])
    hers, his = sign_in(samira), sign_in(ruud)
    first, second = hers.get(url), his.get(url)
    his.post(url, posted(second, phone="06-3"))
    asked = hers.post(url, posted(first, phone="06-2", place="Harmelbeek"))
    body = asked.content.decode()
    assert (asked.status_code, look(kept)["phone"], look(kept)["place"]) == (200, "06-3", "Lindervoort")
    assert ("U schreef:" in body, "Er staat nu:" in body, "06-2" in body, "06-3" in body) == (True,) * 4
    silent = posted(asked, asked="phone")
    del silent["phone"]
    again = hers.post(url, silent)
    assert again.context["form"].errors["phone"] == ["Kies een van de twee."]
    hers.post(url, posted(asked, asked="phone", phone=right))
    assert (look(kept)["phone"], look(kept)["place"]) == (right, "Harmelbeek")


@pytest.mark.django_db
def test_who_may_not_see_the_contact_details_corrects_nothing(abel, as_system, sign_in):
    member = MembershipFactory()
    open_everything(member.organisation, categories=(Category.CORE, Category.PROGRESS))
    PersonRelation.objects.create(person=abel, valid_from=NOW.date(), **relation_of(member).__dict__)
    with pytest.raises(ParticipantError, match="not_visible"):
        correct_details(actor=actor_of(member, at=NOW), person_id=abel.pk, seen={}, mine={"phone": "x"})
    assert PersonContact.objects.get().phone == "06-1"
    assert sign_in(member).get(reverse("person_details", args=[abel.pk])).status_code == 404
