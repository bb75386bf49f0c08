"""Jobs of the worker: each in a scope of its own, for the purpose of its name, and no mail that names anybody.

What is asked of each job is asked of planted ones as well, which do what a job may not.
"""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection

from conftest import NOW
from doorstroom.audit.models import Entry, PersonKey
from doorstroom.audit.services import Logged, log
from doorstroom.conf.management.commands.worker import COMMANDS, JOBS, QUEUES, do
from doorstroom.cooperation.models import Idea
from doorstroom.database.scope import SETTINGS, scope
from doorstroom.demand.models import EmployerQuestion
from doorstroom.imports.models import Batch
from doorstroom.kernel.actor import system_actor
from doorstroom.matching.models import RoundPlanLine
from doorstroom.notifications.models import Message
from doorstroom.notifications.services import notify
from doorstroom.oversight.models import FileRequest, HelpdeskAccess
from doorstroom.participants.models import Person, PersonContact
from doorstroom.stories.models import Story
from doorstroom.trajectories.models import HolderTerm, Trajectory
from test_access_matrix import world  # noqa: F401 - a fixture

GIVEN, FAMILY, PHONE, EMAIL = "Xanthippe", "Zwaluwstaart", "0612345678", "xz@voorbeeld.example"
LATER = NOW + timedelta(days=3 * 366)
"""Every term is over by then."""


def run(name: str, job=None) -> None:
    if job is None and name in COMMANDS:
        call_command(name, **COMMANDS[name])
    else:
        do(name, job or (QUEUES | JOBS)[name], settings.CLOCK.now())


ALL = [*COMMANDS, *QUEUES, *JOBS]


def scopes_of(work) -> tuple[list[str], str]:
    """The roles for which scopes were opened and closed while it worked, and what is open afterwards."""
    roles = []

    def look(execute, sql, params, many, context):
        if "set_config('doorstroom." in sql:
            roles.append(params[SETTINGS.index("role")] if params else sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        work()
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('doorstroom.role', true), '')")
        return roles, cursor.fetchone()[0]


def test_each_job_works_in_a_scope_of_the_system_and_leaves_none_open(committed):
    for name in ALL:
        roles, left = scopes_of(partial(run, name))
        assert set(roles) == {"system", ""}, name
        assert (roles[0], roles[-1], left) == ("system", "", ""), name


@pytest.mark.parametrize(
    "statement", ["SELECT set_config('doorstroom.role', 'system', false)", "SET doorstroom.role = 'system'"]
)
def test_a_job_that_leaves_its_scope_open_is_seen(committed, statement):
    _roles, left = scopes_of(partial(run, "planted", lambda actor: connection.cursor().execute(statement)))
    assert left == "system"


@pytest.fixture
def years_later(world, settings, as_system):  # noqa: F811
    """Somebody with a rare name, of whom everything there is fell due."""
    settings.CLOCK = replace(settings.CLOCK, standing=LATER)
    person = world["person"]
    Person.objects.filter(pk=person.pk).update(given_name=GIVEN, family_name=FAMILY)
    Trajectory.objects.filter(person=person).update(state="exited", exited_on=NOW.date(), exit_reason="work")
    HolderTerm.objects.filter(trajectory__person=person).update(ended_at=NOW)
    PersonContact.objects.update_or_create(person=person, defaults={"phone": PHONE, "email": EMAIL})
    return world


def logged_in_night(number: int, settings, system) -> list[tuple]:
    """What letting go writes in the log in that night, row by row."""
    settings.CLOCK, before = replace(settings.CLOCK, standing=LATER + timedelta(days=number)), last_row(system)
    run("retention")
    with scope(system):
        rows = Entry.objects.filter(pk__gt=before).order_by("action", "subject", "person_key")
        return list(rows.values_list("action", "subject", "subject_id", "fields", "person_key"))


def test_what_is_let_go_stands_in_the_log_row_by_row(years_later, settings, system):
    kinds = (Batch, EmployerQuestion, FileRequest, Idea, RoundPlanLine, Story)
    ids = {model: model.objects.get().pk for model in kinds}
    Idea.objects.update(said_by=FAMILY)
    HelpdeskAccess.objects.filter(pk=years_later["ids"]["access"]).update(person=None)
    keys = sorted(PersonKey.objects.filter(person_id__in=Person.objects.values("pk")).values_list("key", flat=True))
    key_of_person = PersonKey.objects.get(person_id=years_later["person"].pk).key
    expected = [
        *(("create", "erasure_notice", "", [], key) for key in keys),
        ("delete", "batch", str(ids[Batch]), ["rows"], None),
        ("delete", "employer_question", str(ids[EmployerQuestion]), [], None),
        ("delete", "file_request", str(ids[FileRequest]), [], None),
        ("delete", "helpdesk_access", str(years_later["ids"]["access"]), [], None),
        ("delete", "idea", str(ids[Idea]), ["said_by"], None),
        ("delete", "round_plan_line", str(ids[RoundPlanLine]), [], key_of_person),
        ("delete", "story", str(ids[Story]), [], key_of_person),
    ]
    subjects = {subject for _action, subject, *_rest in expected}
    assert [row for row in logged_in_night(0, settings, system) if row[1] in subjects] == expected
    assert logged_in_night(31, settings, system) == [("delete", "person", "", ["everything"], key) for key in keys]
    with scope(system):
        assert (PersonKey.objects.filter(key__in=keys).count(), Idea.objects.get().said_by) == (0, "")


def otherwise_logged(name: str, last: int) -> list[tuple[str, str]]:
    """Rows since then that are not of the system at this job."""
    rows = Entry.objects.filter(pk__gt=last).values_list("role", "purpose").distinct()
    return [row for row in rows if row != ("system", name)]


def naming() -> list[str]:
    """What waits or went out and names somebody whom the mail is about."""
    sent = [f"{each.subject} {each.body}" for each in mail.outbox]
    waiting = [f"{each.context} {each.path}" for each in Message.objects.all()]
    return [text for text in sent + waiting if any(told in text for told in (GIVEN, FAMILY, PHONE, EMAIL))]


def last_row(system) -> int:
    with scope(system):
        return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def test_each_job_logs_under_its_own_name_and_mails_nobodys(years_later, settings, system):
    logged = set()
    for night in range(0, 32, 31):  # the second lets go of what the first announced
        settings.CLOCK = replace(settings.CLOCK, standing=LATER + timedelta(days=night))
        for name in [*COMMANDS, *JOBS, *QUEUES]:
            before = last_row(system)
            run(name)
            with scope(system):
                assert otherwise_logged(name, before) == []
                assert naming() == []
                logged |= {name} if last_row(system) > before else set()
    assert logged >= {"retention", "fairness_report", "open_log_reviews", "note_signals", "tend_referrals"}
    assert len(mail.outbox) >= 7
    with scope(system):
        assert not Person.objects.filter(pk=years_later["person"].pk).exists()


def test_a_job_that_logs_for_another_purpose_or_mails_a_name_is_seen(years_later, system):
    erik, before = years_later["members"]["privacy_officer"], last_row(system)
    run("planted", lambda actor: log(system_actor(at=actor.at, purpose="guidance"), Logged("read", "person")))
    run(
        "planted", lambda actor: notify(members=[erik], template="oversight:files_go", at=actor.at, files=1, day=FAMILY)
    )
    with scope(system):
        assert otherwise_logged("planted", before) == [("system", "guidance")]
        assert len(naming()) == 1
