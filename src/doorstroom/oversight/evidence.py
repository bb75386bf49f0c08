"""The evidence pack of a privacy officer: tables made from what this installation does today, not from a document.

Each sheet is a plain table with a sentence on what it shows. Needs a system scope; nothing in it names a participant.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _

from doorstroom.accounts.models import Membership, Role
from doorstroom.accounts.pages import EVERYONE
from doorstroom.agreements.models import AgreementStatus, DataLine
from doorstroom.audit.selectors import LogState
from doorstroom.oversight.dpia import risks
from doorstroom.oversight.models import LegalHold, Review
from doorstroom.oversight.wording import KEPT
from doorstroom.participants.models import PersonRelation

ASVS = Path(__file__).with_name("data") / "asvs.csv"


@dataclass(frozen=True)
class Sheet:
    name: str
    title: str
    about: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def markdown(self, made: str) -> str:
        """The table below what it shows and when it was made; an empty one says that there is nothing."""
        lines = [f"# {self.title}", "", self.about, "", made, ""]
        table = [_line(self.columns), _line(["---"] * len(self.columns)), *map(_line, self.rows)]
        return "\n".join([*lines, *(table if self.rows else [_("There is nothing to show here today.")])]) + "\n"


def sheets(
    *, on: date, retention: Iterable[Any], log: LogState, checks: Iterable[Any], drilled: tuple[str, str] | None
) -> Iterator[Sheet]:
    """Every table of the pack; `retention` and `checks` are what the installation itself declares, `drilled` the name
    of a backup and what a drill with it said."""
    yield _bases(on)
    yield _processing(on)
    yield _annex(on, retention := list(retention))
    yield _terms(on, retention)
    yield _holds(on)
    yield _roles(on)
    yield _pages()
    yield _reviews()
    yield _security(log, checks)
    yield _restore(drilled)
    yield _asvs()


def made_on(now: datetime) -> str:
    """The sentence under each table that says of when and of which version it speaks."""
    return _("Made on %(day)s at %(hour)s by Doorstroom %(version)s.") % {
        "day": f"{now:%d-%m-%Y}", "hour": f"{now:%H:%M}", "version": version("doorstroom"),
    }  # fmt: skip


def _bases(on: date) -> Sheet:
    lines = (
        _in_force(on)
        .select_related("controller", "recipient", "agreement")
        .order_by("recipient__name", "purpose", "category")
    )
    return Sheet(
        "grondslagen", _("What is open, and on what ground"),
        _("Each line opens one kind of data to one organisation for one purpose, and only with a relation."),
        (_("From"), _("Recipient"), _("Purpose"), _("Category"), _("Ground"), _("Approved on"), _("Agreement"),
         _("Ends on")),
        [
            (each.controller, each.recipient, each.get_purpose_display(), each.get_category_display(), each.legal_basis,
             each.approved_on, each.agreement, each.agreement.valid_until or _("no end"))
            for each in lines.order_by("recipient__name", "purpose", "category")
        ],
    )  # fmt: skip


def _processing(on: date) -> Sheet:
    lines: dict[str, dict[str, set[str]]] = defaultdict(
        lambda: {"controllers": set(), "recipients": set(), "categories": set(), "grounds": set()}
    )
    for each in _in_force(on).select_related("controller", "recipient"):
        found = lines[each.get_purpose_display()]
        found["controllers"].add(each.controller.name)
        found["recipients"].add(each.recipient.name)
        found["categories"].add(each.get_category_display())
        found["grounds"].add(each.legal_basis)
    current = PersonRelation.objects.filter(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)
    people = {
        PersonRelation(purpose=row["purpose"]).get_purpose_display(): row["people"]
        for row in current.values("purpose").annotate(people=Count("person", distinct=True)).order_by("purpose")
    }
    return Sheet(
        "verwerkingen", _("Register of processing"),
        _("By purpose: whose data, who receives them, on what ground, and about how many participants today (GDPR 30)."
          " How they are secured stands in a table of its own; the product sends nothing to other countries."),
        (_("Purpose"), _("Controllers"), _("Recipients"), _("Categories"), _("Grounds"), _("Participants"),
         _("Kept for")),
        [
            (purpose, *(", ".join(sorted(part)) for part in found.values()), people.get(purpose, 0), KEPT["file"][1])
            for purpose, found in sorted(lines.items())
        ],
    )  # fmt: skip


def _annex(on: date, retention: Iterable[Any]) -> Sheet:
    return Sheet(
        "dpia", _("Annex to the impact assessment: risks to participants, and what holds them here"),
        _("Counted from this installation over the last twelve months; what is said of “now” is of today."),
        (_("Risk"), _("Measure"), _("Counted")),
        list(risks(on=on, lines=_in_force(on).count(), retention=retention)),
    )  # fmt: skip


def _terms(on: date, retention: Iterable[Any]) -> Sheet:
    return Sheet(
        "bewaartermijnen", _("How long data are kept"),
        _("The worker lets go every night; what is due stands here until then."),
        (_("Kind"), _("Kept for"), _("Settled in"), _("Due now")),
        [(*KEPT[rule.kind], rule.source, rule.due(on=on).count()) for rule in retention],
    )  # fmt: skip


def _holds(on: date) -> Sheet:
    held = LegalHold.objects.select_related("organisation", "programme", "set_by__user").order_by("-set_on", "-pk")
    return Sheet(
        "bewaarplicht", _("What is held longer than its term"),
        _("A hold locks evidence; the rest of a file goes at its own term."),
        (_("Kind"), _("Of"), _("Case or grant"), _("Set by"), _("Set on"), _("Up to and with"), _("Lifted on")),
        [
            (each.get_kind_display(), each.programme.name if each.programme else _("one file"), each.reference,
             f"{each.set_by.user.name}, {each.organisation}", each.set_on, each.last_day, each.lifted_on or "")
            for each in held
        ],
    )  # fmt: skip


def _roles(on: date) -> Sheet:
    second = Authenticator.objects.filter(user=OuterRef("user")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    members = (
        Membership.objects.valid(on)
        .filter(user__is_active=True)
        .annotate(strong=Exists(second))
        .values("organisation__name", "role")
        .annotate(number=Count("pk"), with_second=Count("pk", filter=Q(strong=True)))
        .order_by("organisation__name", "role")
    )
    return Sheet(
        "rollen", _("Who works in which role"),
        _("How many people act in each role, and how many of them set up a second step to sign in."),
        (_("Organisation"), _("Role"), _("People"), _("With a second step")),
        [(row["organisation__name"], Role(row["role"]).label, row["number"], row["with_second"]) for row in members],
    )  # fmt: skip


def _pages() -> Sheet:
    rows = []
    for address, view in _addresses(get_resolver()):
        audience = getattr(view, "audience", None)
        if audience:
            named = audience.roles - EVERYONE if audience.roles >= EVERYONE else audience.roles
            words = [_("every professional")] if audience.roles >= EVERYONE else []
            roles = ", ".join([*words, *sorted(str(Role(role).label) for role in named)])
            rows.append(
                (
                    f"/{address}",
                    audience.kind,
                    roles if audience.kind == "staff" else "",
                    _("yes") if getattr(audience, "data_leave", False) else "",
                )
            )
    return Sheet(
        "paginas", _("Which role may open which page"),
        _("Read from the addresses themselves; whom one sees on a page follows from relations."),
        (_("Address"), _("For"), _("Roles"), _("Data leave: asks again who is there")), sorted(rows),
    )  # fmt: skip


def _reviews() -> Sheet:
    return Sheet(
        "logcontrole", _("Reviews of the log"),
        _("Each month the privacy officer looks at who looked; unsigned months stand here too."),
        (_("Organisation"), _("Month"), _("Looks"), _("Colleagues"), _("Due on"), _("Signed on")),
        [
            (each.organisation, f"{each.month:%Y-%m}", each.looks, each.users, each.due_on,
             f"{each.signed_at:%Y-%m-%d}" if each.signed_at else _("not yet"))
            for each in Review.objects.select_related("organisation").order_by("-month", "organisation__name")
        ],
    )  # fmt: skip


def _security(log: LogState, checks: Iterable[Any]) -> Sheet:
    policy = "; ".join(
        f"{name} {' '.join(values)}" for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    )
    rows: list[tuple[Any, ...]] = [
        (_("Second step before any page of staff"), _yes(settings.STRONG_SIGN_IN)),
        (_("Ways of the second step"), ", ".join(settings.MFA_SUPPORTED_TYPES)),
        (_("Attempts to sign in"), settings.ACCOUNT_RATE_LIMITS["login_failed"]),
        (_("A session lasts at most, in hours"), settings.SESSION_COOKIE_AGE // 3600),
        (_("Cookies only over TLS"), _yes(settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE)),
        (_("Strict transport security, in days"), settings.SECURE_HSTS_SECONDS // 86400),
        (_("Content security policy"), policy),
        (_("The chain of the log holds"), _yes(log.intact)),
        (_("Rows of the log checked"), log.verification.checked),
        (_("Rows that wait for their seal"), log.unsealed),
    ]
    rows += [
        (check.code, _yes(check.fine) if check.fine else f"{_yes(check.fine)}: {check.detail}") for check in checks
    ]
    return Sheet("beveiliging", _("Settings and checks of this installation"), _("As they are at this moment."),
                 (_("What"), _("How it is")), rows)  # fmt: skip


def _restore(drilled: tuple[str, str] | None) -> Sheet:
    backup, said = drilled or ("", _("No backup was tried for this pack: make it again with --backup FILE."))
    return Sheet("hersteloefening", _("Restore drill"), _("A backup restored beside the running installation."),
                 (_("Backup"), _("What the drill said")), [(backup, said)])  # fmt: skip


def asvs_rows() -> list[dict[str, str]]:
    """The table of ASVS 5.0.0: id, level, what it asks, our answer, where it stands, the tests that hold it."""
    with ASVS.open(newline="") as rows:
        return list(csv.DictReader(rows))


def _asvs() -> Sheet:
    return Sheet(
        "asvs", _("What ASVS 5.0.0 asks, and our answer"),
        _("Own summaries of its requirements; what names a test is checked at every build."),
        (_("Number"), _("Level"), _("Requirement"), _("Our answer"), _("Where"), _("Tests")),
        [tuple(row.values()) for row in asvs_rows()],
    )  # fmt: skip


def _in_force(on: date) -> Any:
    return DataLine.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
        Q(agreement__valid_until=None) | Q(agreement__valid_until__gt=on),
        approved_on__lte=on,
        agreement__status=AgreementStatus.IN_FORCE,
        agreement__valid_from__lte=on,
    )


def _addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Any]]:
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from _addresses(item, before + str(item.pattern))
        elif isinstance(item, URLPattern):
            yield before + str(item.pattern), item.callback


def _yes(value: object) -> str:
    return _("yes") if value else _("NO")


def _line(cells: Iterable[Any]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
