"""The worker's night: each job on its own, so that one that fails leaves the others alone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from doorstroom.accounts.models import Role
from doorstroom.conf.management.commands.worker import at_night, reported
from doorstroom.database.scope import scope
from doorstroom.oversight.models import Review
from factories.accounts import MembershipFactory

NIGHT = datetime(2026, 12, 1, 3, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def test_a_night_opens_the_review_of_the_month_before(committed, system):
    with transaction.atomic(), scope(system):
        MembershipFactory(role=Role.PRIVACY_OFFICER)
    at_night(NIGHT)
    at_night(NIGHT)
    with transaction.atomic(), scope(system):
        assert [str(each.month) for each in Review.objects.all()] == ["2026-11-01"]


def test_what_fails_is_reported_and_the_rest_goes_on():
    done = []
    for job in (1, 0, 2):
        with reported("job"):
            done.append(2 // job)
    assert done == [2, 1]
