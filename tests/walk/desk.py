"""Somebody at a desk who fills in pages as they are shown, and a ledger of what everybody typed about whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from html.parser import HTMLParser
from typing import Any

from django.conf import settings as running
from django.contrib import messages
from django.test import Client

from conftest import NOW
from doorstroom.accounts.models import Membership
from doorstroom.database.scope import scope
from doorstroom.participants.models import Person
from doorstroom.trajectories.models import Trajectory

SAME = {
    "wish": "own_goal", "issuer": "school", "talk_on": "talk", "talk_held_on": "talk", "signed_by": "who signs",
    "site": "employer", "name": "award", "exit_talk_on": "closing talk",
    "employer_gives": "conditions", "by": "who signs",
}  # fmt: skip
"""The fact behind a field, where two forms call one fact differently."""
NOT_ABOUT_THE_PERSON = frozenset({
    "on", "starts_on", "reason", "text", "source", "holder", "member", "basis_told", "channel", "visibility",
    "programme", "observed_on", "held_on", "awarded_on", "situation", "side", "processes", "moment", "kind", "act",
    "phase", "outcome", "evidence", "number", "contract", "ends_on", "kept", "remark",
})  # fmt: skip
"""Asked anew each time because each answer is about another act or paper: its day, its reason, whose voice it is."""


@dataclass
class Page(HTMLParser):
    """The fields of the forms on a page that are sent with POST, each with what stands in it."""

    forms: list[dict[str, list[str]]] = field(default_factory=list)

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms, self._inside, self._area, self._select = [], False, "", ("", False)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("method", "").lower() == "post"
            self.forms += [{}] if self._inside else []
        elif self._inside:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name, fields = given.get("name", ""), self.forms[-1]
        if tag == "option" and self._select[0]:
            name, taken = self._select
            if "selected" in given or not taken:  # a browser sends the first option when none is selected
                fields[name] = [given.get("value", "")]
                self._select = (name, True)
        elif tag == "select":
            fields[name], self._select = [], (name, False)
        elif tag == "textarea":
            fields[name], self._area = [""], name
        elif tag == "input" and given.get("type") in ("radio", "checkbox"):
            fields.setdefault(name, []).extend([given.get("value", "on")] if "checked" in given else [])
        elif tag == "input" and name not in ("", "csrfmiddlewaretoken"):
            fields[name] = [given.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag in ("select", "textarea"):
            self._select, self._area = ("", False), ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area] = [(self.forms[-1][self._area][0] + data).lstrip("\n")]

    def form_with(self, names: set[str]) -> dict[str, list[str]]:
        """The one form that has all of these fields."""
        [found] = [form for form in self.forms if names <= set(form)] or [None]
        assert found is not None, (names, [sorted(form) for form in self.forms])
        return found


@dataclass
class Ledger:
    """What stands in the system about each person, by fact; and what was asked although it stood there."""

    known: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    typed: list[tuple[str, str]] = field(default_factory=list)
    twice: list[tuple[str, str, str]] = field(default_factory=list)

    def shown(self, person: str, form: dict[str, list[str]]) -> None:
        """A field for a known fact must stand filled in."""
        for name, stands in form.items():
            fact = SAME.get(name, name)
            if fact not in NOT_ABOUT_THE_PERSON and (person, fact) in self.known and not any(stands):
                self.twice.append((person, name, "asked again, empty"))

    def type(self, person: str, name: str, values: list[str]) -> None:
        """She types a value: if the same words or number stand somewhere about this person, that is twice."""
        fact = SAME.get(name, name)
        if fact not in NOT_ABOUT_THE_PERSON:
            if self.known.get((person, fact)) == values:
                self.twice.append((person, name, "typed again"))
            self.known[person, fact] = values
        words = [value for value in values if len(value) > 7 and not value.isdigit()]
        if any(value in stands for (who, what), stands in self.known.items() if (who, what) != (person, fact)
               for value in words if who == person):  # fmt: skip
            self.twice.append((person, name, "same words as another field"))
        self.typed.append((person, name))


@dataclass
class Desk:
    """`member` in a browser. What she does not mention stays as the page shows it."""

    member: Membership
    sign_in: Callable[[Membership], Client]
    ledger: Ledger

    _client: Client | None = None

    @property
    def client(self) -> Client:
        self._client = self._client or self.sign_in(self.member)
        return self._client

    def go_home(self) -> None:
        """The next day she signs in again."""
        self._client = None

    def fill(self, address: str, about: str = "", to: str = "", **wanted: Any) -> str:
        """Open the page, change what is wanted, send the form to its own address or `to`; where it leads."""
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        form = Page(answer.content.decode()).form_with(set(wanted))
        self.ledger.shown(about, form)
        for name, value in wanted.items():
            values = [str(each) for each in (value if isinstance(value, list) else [value])]
            if form[name] != values:
                self.ledger.type(about, name, values)
                form[name] = values
        return self.send(to or address, form)

    def send(self, address: str, form: dict[str, Any] | None = None) -> str:
        """A button, or a form; refused is a failure of the test, with what the page says."""
        answer = self.client.post(address, form or {})
        assert answer.status_code == 302, (address, _complaint(answer))
        told = answer.wsgi_request._messages._queued_messages
        assert not [str(each) for each in told if each.level >= messages.ERROR], (address, [str(m) for m in told])
        return answer.headers["Location"]


class Walk:
    """The desks of a programme, its people and where their pages are."""

    def __init__(self, system: Any, settings: Any) -> None:
        self.system, self.settings, self.ledger = system, settings, Ledger()
        self.desks: dict[str, Desk] = {}

    def __getattr__(self, name: str) -> Desk:
        return self.desks[name]

    def on(self, day: date) -> None:
        """Another day: everybody signs in again."""
        standing = datetime.combine(day, time(10), tzinfo=NOW.tzinfo)
        self.settings.CLOCK = replace(running.CLOCK, standing=standing)
        for desk in self.desks.values():
            desk.go_home()

    def ask(self, rows: Any) -> list[Any]:
        """What stands in the database, which a request leaves closed."""
        with scope(self.system, nested=True):
            return list(rows)

    def person(self, name: str) -> str:
        [key] = self.ask(Person.objects.filter(given_name=name).values_list("pk", flat=True))
        return f"/deelnemers/{key}/"

    def trajectory(self, name: str) -> str:
        [key] = self.ask(Trajectory.objects.filter(person__given_name=name).values_list("pk", flat=True))
        return f"{self.person(name)}traject/{key}/"


def _complaint(answer: Any) -> Any:
    form = (answer.context or {}).get("form") if answer.context else None
    return dict(form.errors) if form is not None and form.errors else answer.content.decode()[-3000:]
