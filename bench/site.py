"""An installation of its own for drills: database, server and worker as processes that can be killed.

It lives in the folder that DOORSTROOM_VAR names and shares nothing with any other. What a supervisor would do (start
again what died) is done here.
"""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connections, transaction

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Membership, Organisation, Role, User
from doorstroom.agreements.models import Agreement, AgreementStatus, Category, DataLine, Purpose
from doorstroom.conf.serving import free_port
from doorstroom.database import embedded
from doorstroom.database.scope import scope
from doorstroom.participants.models import Person
from doorstroom.participants.services import RelationSpec, register_person

TOKEN = secrets.token_hex(16)
DEADLINE = 60.0


@dataclass
class Site:
    """One caseworker with one person, who is signed in with `cookie`."""

    port: int
    cookie: str
    person: Person
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        words = {"web": ["serve", "--no-worker", "--port", str(self.port)], "worker": ["worker"]}[name]
        command = [sys.executable, "-m", "doorstroom", *words]
        with (settings.VAR / f"{name}.log").open("ab") as kept:
            self.processes[name] = subprocess.Popen(command, stdout=kept, stderr=kept, start_new_session=True)

    def kill(self, name: str) -> None:
        """As a power cut: the whole group of processes at once; of the database its postmaster."""
        if name == "database":
            os.kill(embedded.process_of(settings.VAR), signal.SIGKILL)
            connections.close_all()
        else:
            os.killpg(self.processes[name].pid, signal.SIGKILL)
            self.processes[name].wait()

    def revive(self, name: str) -> None:
        if name == "database":
            embedded.start(settings.VAR)
        else:
            self.start(name)

    def stop(self) -> None:
        for name in list(self.processes):
            self.kill(name)

    def ask(self, path: str, fields: dict[str, str] | None = None, *, token: str = TOKEN) -> int:
        """The status of the answer; 0 when there was none. A form is posted as a browser does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": f"sessionid={self.cookie}; csrftoken={TOKEN}"}
        try:
            if fields is None:
                connection.request("GET", path, headers=headers)
            else:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                body = urlencode({**fields, "csrfmiddlewaretoken": token})
                connection.request("POST", path, body=body, headers=headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def back_after(self, begun: float) -> float:
        """Seconds from then until a page of the product answers; DEADLINE when it does not."""
        while time.perf_counter() - begun < DEADLINE:
            if self.ask("/deelnemers/") == 200:
                return time.perf_counter() - begun
            time.sleep(0.1)
        return DEADLINE


def founded() -> Site:
    """Migrate an empty installation and fill it with what the drills write about."""
    call_command("migrate_and_grant", verbosity=0)
    now = settings.CLOCK.now()
    actor = system_actor(at=now, purpose="drill")
    with transaction.atomic(), scope(actor):
        organisation = Organisation.objects.create(name="Gemeente Lindervoort", kind="municipality")
        user = User.objects.create_user("samira@voorbeeld.example", "Samira")
        member = Membership.objects.create(
            user=user, organisation=organisation, role=Role.CASEWORKER, valid_from=now.date()
        )
        agreement = Agreement.objects.create(
            title="Convenant", purpose="x", status=AgreementStatus.IN_FORCE, valid_from=now.date()
        )
        for category in Category:
            DataLine.objects.create(
                agreement=agreement, controller=organisation, recipient=organisation, purpose=Purpose.GUIDANCE,
                category=category, legal_basis="Participatiewet art. 7", approved_by=user, approved_on=now.date(),
            )  # fmt: skip
        person = register_person(
            actor=actor, given_name="Abel", family_name="Tesfay", on=now.date(),
            relation=RelationSpec(
                organisation_id=organisation.pk, role=Role.CASEWORKER, purpose=Purpose.GUIDANCE, basis="drill",
                source="drill:1", member_id=member.pk,
            ),
        )  # fmt: skip
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session.save()
    return Site(free_port(18_000), session.session_key or "", person)
