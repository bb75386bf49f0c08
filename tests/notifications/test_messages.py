"""News that waits: written with its cause, sent once, and empty of people."""

import pytest
from django.core import mail

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.notifications.models import Message
from doorstroom.notifications.selectors import inbox
from doorstroom.notifications.services import TRIES, mark_read, notify, send_waiting
from doorstroom.notifications.tasks import deliver
from factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def tell(*members):
    return notify(
        members=members, template="rounds:outcomes_known", at=NOW, path="/rondes/9/werving/", round="ronde 9", people=2
    )


def test_message_is_sent_once_with_its_address(db):
    member = MembershipFactory(user=UserFactory(email="samira@example.org"))
    tell(member, member)
    assert deliver(at=NOW, base_url="https://doorstroom.example/") == 1
    [sent] = mail.outbox
    assert sent.to == ["samira@example.org"]
    assert sent.body.endswith("\n\nhttps://doorstroom.example/rondes/9/werving/")
    assert "ronde 9" in sent.subject
    assert deliver(at=NOW, base_url="https://doorstroom.example/") == 0


def test_closed_account_and_unworded_message_reach_nobody(db):
    assert tell(MembershipFactory(user=UserFactory(is_active=False))) == []
    with pytest.raises(KeyError):
        notify(members=[MembershipFactory()], template="rounds:nothing", at=NOW)
    assert Message.objects.count() == 0


def test_failing_mail_is_tried_five_times_and_holds_up_nobody(db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    [message] = tell(MembershipFactory())
    for _ in range(TRIES + 1):
        assert send_waiting(at=NOW, base_url="") == 0
    message.refresh_from_db()
    assert (message.failures, message.sent_at) == (TRIES, None)


def test_inbox_shows_own_unread_news_newest_first(db):
    mine, other = MembershipFactory(), MembershipFactory()
    [first], [second], _ = tell(mine), tell(mine), tell(other)
    actor = actor_of(mine, at=NOW)
    assert [news.id for news in inbox(actor)] == [second.pk, first.pk]
    mark_read(membership=other, message_id=first.pk, at=NOW)
    assert [news.id for news in inbox(actor)] == [second.pk, first.pk]
    mark_read(membership=mine, message_id=first.pk, at=NOW)
    assert [news.id for news in inbox(actor)] == [second.pk]
