"""The month's review in the product: opened at night, judged and signed by the privacy officer, closed to others."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import translation

import doorstroom
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.oversight.domain.errors import ReviewRefused
from doorstroom.oversight.models import Review, ReviewItem
from doorstroom.oversight.services import judge, open_reviews, record_works_council, sign
from doorstroom.oversight.wording import LOOKED_AT, looked
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.participants import person_of

OCTOBER = date(2026, 10, 1)
DAY = datetime(2026, 10, 14, 11, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def month(as_system):
    """One caseworker looked at her own person, and tried the address of somebody else's."""
    organisation = OrganisationFactory()
    samira = MembershipFactory(organisation=organisation, role=Role.CASEWORKER)
    erik = MembershipFactory(organisation=organisation, role=Role.PRIVACY_OFFICER)
    own, other = person_of(samira, on=DAY.date() - timedelta(days=9)), person_of(MembershipFactory())
    log(actor_of(samira, at=DAY), Logged("read", "person", own.pk, own.pk, ["core"], "guidance"))
    log(as_system, Logged("read", "person", other.pk, other.pk))
    log(actor_of(samira, at=DAY), Logged("read", "person", other.pk, result="refused"))
    assert open_reviews(actor=as_system, month=OCTOBER) == 1
    return {"samira": samira, "erik": erik, "review": Review.objects.get()}


def test_the_month_holds_the_odd_try_and_the_draw(month):
    review = month["review"]
    assert (review.looks, review.users, review.due_on) == (2, 1, date(2026, 11, 22))
    found = list(ReviewItem.objects.order_by("rule").values_list("rule", "user_id", "counted"))
    assert found == [("no_relation", month["samira"].user_id, 1), ("sample", month["samira"].user_id, 1)]


def test_a_month_is_opened_once(month, as_system):
    assert open_reviews(actor=as_system, month=OCTOBER) == 0


def test_judged_and_signed_when_nothing_is_missing(month, now):
    erik = actor_of(month["erik"], at=now)
    review, (one, two) = month["review"], ReviewItem.objects.order_by("pk")
    judge(actor=erik, item_id=one.pk, verdict="unlawful", reason="Nieuwsgierig; gesprek gevoerd.")
    with pytest.raises(ReviewRefused) as refused:
        sign(actor=erik, review_id=review.pk, conclusion="Besproken.")
    assert refused.value.code == "works_council_missing"
    record_works_council(actor=erik, decided_on=date(2026, 3, 12), reference="OR 2026/14")
    with pytest.raises(ReviewRefused) as refused:
        sign(actor=erik, review_id=review.pk, conclusion="Besproken.")
    assert (refused.value.code, refused.value.params) == ("items_open", {"open": 1})
    judge(actor=erik, item_id=two.pk, verdict="in_order", reason="")
    assert sign(actor=erik, review_id=review.pk, conclusion="Besproken.").signed_at == now
    with pytest.raises(ReviewRefused) as refused:
        judge(actor=erik, item_id=two.pk, verdict="unlawful", reason="x")
    assert refused.value.code == "signed_already"


def test_others_neither_judge_nor_see(month, now, sign_in):
    stranger = MembershipFactory(role=Role.PRIVACY_OFFICER)
    for member in (month["samira"], stranger):
        with pytest.raises(ReviewRefused):
            judge(actor=actor_of(member, at=now), item_id=ReviewItem.objects.first().pk, verdict="in_order", reason="")
    address = reverse("log_review", args=[month["review"].pk])
    assert sign_in(stranger).get(address).status_code == 404
    assert sign_in(month["samira"]).get(address).status_code == 404
    assert sign_in(month["erik"]).get(address).status_code == 200


def test_the_officer_goes_from_one_to_the_next_and_signs(month, sign_in, system):
    client, review = sign_in(month["erik"]), month["review"]
    one, two = ReviewItem.objects.order_by("pk")
    page = client.get(reverse("log_review", args=[review.pk])).content.decode()
    assert "zonder relatie" in page
    judged = reverse("log_review_judge", args=[review.pk, one.pk])
    assert "unlawful" in client.get(judged).content.decode()
    refused = client.post(judged, {"verdict": "unlawful", "reason": ""})
    assert "Schrijf op wie u vroeg" in refused.content.decode()
    answer = client.post(judged, {"verdict": "unlawful", "reason": "Gesprek gevoerd."})
    assert answer.url == reverse("log_review_judge", args=[review.pk, two.pk])
    answer = client.post(answer.url, {"verdict": "in_order", "reason": ""})
    assert answer.url == reverse("log_review", args=[review.pk])
    client.post(reverse("works_council_decision"), {"decided_on": "2026-03-12", "reference": "OR 2026/14"})
    client.post(reverse("log_review_sign", args=[review.pk]), {"conclusion": "Besproken."})
    with scope(system, nested=True):
        assert Review.objects.get().conclusion == "Besproken."


def test_the_list_costs_the_same_for_one_and_for_three_months(month, system, sign_in, statements):
    client = sign_in(month["erik"])
    one = statements(client, reverse("log_reviews"))
    with scope(system, nested=True):
        for number in (8, 9):
            open_reviews(actor=system, month=date(2026, number, 1))
    assert statements(client, reverse("log_reviews")) == one <= 12


def test_trying_an_address_shows_in_the_log(month, sign_in, system):
    client = sign_in(month["samira"])
    client.get(reverse("round_detail", args=[4321]))
    with scope(system, nested=True):
        last = Entry.objects.latest("pk")
    assert (last.subject, last.subject_id, last.result) == ("round_detail", "4321", "refused")


def test_a_row_of_the_log_is_told_in_words():
    with translation.override("nl"):
        assert looked(Entry(action="read", subject="person", result="done")) == "dossier van een deelnemer geopend"
        tried = looked(Entry(action="read", subject="round_detail", result="refused"))
        assert tried == "pagina “round_detail” geopend (geweigerd)"


def test_whatever_is_read_or_exported_has_words_for_its_row():
    sources = Path(doorstroom.__file__).parent.rglob("*.py")
    logged = {name for each in sources for name in re.findall(r'Logged\("(?:read|export)", "(\w+)"', each.read_text())}
    assert logged - set(LOOKED_AT) == set()
