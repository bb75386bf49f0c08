"""How news comes: chosen by oneself or one's organisation, collected in one mail a day, and always on the page."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.core import mail

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.notifications.domain.errors import NotificationError
from doorstroom.notifications.domain.kinds import KINDS
from doorstroom.notifications.models import Message, MessageChoice
from doorstroom.notifications.selectors import chosen_kinds, inbox
from doorstroom.notifications.services import choose_delivery, notify, send_digests
from doorstroom.notifications.tasks import deliver
from doorstroom.ui.wording import sentence
from factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
KIND = "rounds:outcomes_known"
BASE = "https://doorstroom.example/"


@pytest.fixture
def samira(db):
    return MembershipFactory(role=Role.CASEWORKER, user=UserFactory(email="samira@example.org"))


def tell(*members, at=NOW):
    return notify(members=members, template=KIND, at=at, path="/rondes/9/werving/", round="ronde 9", people=2)


def choose(member, delivery, **more):
    choose_delivery(actor=actor_of(member, at=NOW), choices={KIND: delivery}, **more)


def test_every_text_that_an_app_can_send_is_a_kind_and_the_other_way_round():
    written = set()
    for app in settings.INSTALLED_APPS:
        if app.startswith("doorstroom.") and (settings.PACKAGE / app.split(".")[1] / "wording.py").exists():
            texts = getattr(import_module(f"{app}.wording"), "MESSAGES", {})
            written |= {f"{app.split('.')[1]}:{name}" for name in texts}
    assert written == {kind.template for kind in KINDS}


def test_the_own_choice_goes_before_that_of_the_organisation(samira):
    colleague = MembershipFactory(organisation=samira.organisation)
    wendy = MembershipFactory(organisation=samira.organisation, role=Role.FUNCTIONAL_ADMINISTRATOR)
    stranger = MembershipFactory()
    choose(wendy, "no_mail", for_organisation=True)
    choose(samira, "daily")
    rows = {row.membership_id: row.delivery for row in tell(samira, colleague, stranger)}
    assert rows == {samira.pk: "daily", colleague.pk: "no_mail", stranger.pk: "at_once"}
    choose(samira, "")
    assert [row.delivery for row in tell(samira)] == ["no_mail"]


def test_no_mail_is_still_read_on_the_page(samira):
    choose(samira, "no_mail")
    tell(samira)
    assert deliver(at=NOW + timedelta(days=2), base_url=BASE) == 0
    assert mail.outbox == []
    assert [news.path for news in inbox(actor_of(samira, at=NOW))] == ["/rondes/9/werving/"]


def test_a_day_is_one_mail_in_which_each_message_stands_once(samira):
    choose(samira, "daily")
    tell(samira)
    tell(samira)
    assert deliver(at=NOW + timedelta(hours=5), base_url=BASE) == 0
    tomorrow = NOW + timedelta(days=1)
    tell(samira, at=tomorrow)
    assert deliver(at=tomorrow, base_url=BASE) == 1
    [digest] = mail.outbox
    assert (digest.to, digest.subject) == (["samira@example.org"], "Doorstroom: 2 berichten")
    assert digest.body.count("https://doorstroom.example/rondes/9/werving/") == 2
    assert deliver(at=tomorrow, base_url=BASE) == 0
    assert Message.objects.filter(sent_at=None).count() == 1


def test_a_digest_that_fails_is_tried_again(samira, settings):
    choose(samira, "daily")
    tell(samira)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    assert send_digests(at=NOW + timedelta(days=1), base_url=BASE) == 0
    assert list(Message.objects.values_list("failures", "sent_at")) == [(1, None)]


@pytest.mark.parametrize(
    ("choices", "for_organisation", "code"),
    [
        ({KIND: "daily"}, True, "may_not_choose"),
        ({"rounds:nothing": "daily"}, False, "choice_unknown"),
        ({KIND: "by_pigeon"}, False, "choice_unknown"),
    ],
)
def test_what_cannot_be_chosen_changes_nothing(samira, choices, for_organisation, code):
    with pytest.raises(NotificationError) as refused:
        choose_delivery(actor=actor_of(samira, at=NOW), choices=choices, for_organisation=for_organisation)
    assert (refused.value.code, MessageChoice.objects.count()) == (code, 0)
    assert "%(" not in sentence(refused.value)


def test_the_pages_show_news_and_keep_choices(samira, sign_in):
    [row] = tell(samira)
    [other] = tell(MembershipFactory())
    client = sign_in(samira)
    page = client.get("/berichten/")
    assert [news.id for news in page.context["news"]] == [row.pk]
    client.post(f"/berichten/{other.pk}/gelezen/")
    client.post(f"/berichten/{row.pk}/gelezen/")
    assert list(Message.objects.filter(read_at=None)) == [other]
    assert client.post("/berichten/keuze/", {f"zelf-{KIND}": "daily"}).status_code == 302
    assert {kind.template: kind.own for kind in chosen_kinds(actor_of(samira, at=NOW)) if kind.own} == {KIND: "daily"}
    assert client.post("/berichten/keuze/", {"for": "organisation", f"organisatie-{KIND}": "daily"}).status_code == 302
    assert not MessageChoice.objects.filter(organisation=samira.organisation).exists()


def test_an_administrator_chooses_for_the_organisation_and_not_for_herself(samira, sign_in):
    wendy = MembershipFactory(organisation=samira.organisation, role=Role.FUNCTIONAL_ADMINISTRATOR)
    answer = sign_in(wendy).post("/berichten/keuze/", {"for": "organisation", f"organisatie-{KIND}": "no_mail"})
    assert answer.status_code == 302
    rows = MessageChoice.objects.values_list("organisation", "membership", "template", "delivery")
    assert list(rows) == [(samira.organisation_id, None, KIND, "no_mail")]
