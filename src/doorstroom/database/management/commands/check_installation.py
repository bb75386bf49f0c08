"""Inspects configuration, roles, row-level security and migrations; exits with 1 when something is not in order."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.management.base import BaseCommand, CommandParser

from doorstroom.conf.environment import REGISTER
from doorstroom.database.selectors import findings

SENTENCES = {
    "app_role_is_no_superuser": "the role that serves is no superuser",
    "app_role_does_not_bypass_guards": "the role that serves cannot pass row-level security",
    "app_role_owns_no_tables": "the role that serves owns no tables (it would pass the guards of its own tables)",
    "every_person_table_is_guarded": "every table about people has forced row-level security",
    "nobody_is_visible_without_scope": "without a scope nobody is visible",
    "app_role_cannot_change_the_log": "the role that serves cannot change or remove log entries",
    "migrations_are_applied": "the database has every migration",
}


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--settings-register", action="store_true", help="List every setting and what it is for.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["settings_register"]:
            for setting in sorted(REGISTER.values(), key=lambda s: s.name):
                state = "set" if setting.is_set else f"default {setting.default!r}"
                self.stdout.write(f"{setting.name}: {setting.help} [{state}]")
            return
        wrong = 0
        for finding in findings(app_role=settings.DATABASES["default"]["USER"]):
            wrong += not finding.fine
            mark = "ok " if finding.fine else "NOT"
            detail = f": {finding.detail}" if finding.detail and not finding.fine else ""
            self.stdout.write(f"{mark} {SENTENCES[finding.code]}{detail}")
        problems = [message for message in run_checks() if message.level >= ERROR]
        for problem in problems:
            self.stdout.write(f"NOT {problem}")
        if wrong or problems:
            raise SystemExit(1)
        self.stdout.write("Everything is in order.")
