"""Keeps the catalogues of every app: `python -m doorstroom.conf.translations compile|check|update`.

The source language is English and stands in the code; `src/doorstroom/<app>/locale/<language>/LC_MESSAGES/django.po`
holds the translations. Dutch is complete, which `check` demands; other languages may hold a part. Babel does all of
it, because a bare machine has no GNU gettext.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
COMPLETE = "nl"
KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w+\}")

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Found:
    """A text in the code: its message id (singular and plural for counted texts), context, and file:line."""

    id: str | tuple[str, str]
    context: str | None
    place: str

    @property
    def key(self) -> Key:
        return self.context, self.id if isinstance(self.id, str) else self.id[0]


def apps(package: Path = PACKAGE) -> list[Path]:
    return sorted(path.parent for path in package.glob("*/__init__.py") if path.parent.name != "conf")


def texts(app: Path) -> list[Found]:
    """Every text of the app once, at the first place where it stands."""
    found: dict[Key, Found] = {}
    for path in sorted([*app.rglob("*.py"), *app.glob("templates/**/*.html"), *app.glob("templates/**/*.txt")]):
        source = path.read_text()
        if path.suffix != ".py":
            source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).split("\n"))
        for line, message, _, context in extract("python", BytesIO(source.encode()), KEYWORDS):
            ids = message if isinstance(message, str) else (message[0], message[1])
            text = Found(ids, context, f"{path.relative_to(app.parent)}:{line}")
            if not isinstance(found.setdefault(text.key, text).id, tuple):
                found[text.key] = replace(found[text.key], id=text.id)
    return list(found.values())


def catalogue_path(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    if path.exists():
        with path.open("rb") as file:
            try:
                return read_po(file, locale=language, abort_invalid=True)
            except PoFileError as error:
                raise SystemExit(f"{path}:{error.lineno}: {error}; repair that line") from error
    made = datetime(2026, 11, 23, tzinfo=UTC)
    people = "Doorstroom contributors"
    header = f"# Doorstroom, {path.parents[3].name}: texts in {language}."
    return Catalog(
        language,
        header_comment=header,
        project="Doorstroom",
        version="1",
        fuzzy=False,
        copyright_holder=people,
        last_translator=people,
        language_team=people,
        msgid_bugs_address="see SECURITY.md",
        creation_date=made,
        revision_date=made,
    )


def update(app: Path) -> None:
    """Bring the catalogues of one app in step with its code; new texts arrive empty, unused ones leave."""
    found = texts(app)
    for language in {COMPLETE, *(path.name for path in app.glob("locale/*"))} if found else ():
        path, template = catalogue_path(app, language), Catalog(fuzzy=False)
        catalogue = read(path, language)
        for text in found:
            template.add(text.id, context=text.context)
        template.creation_date = catalogue.creation_date
        catalogue.update(template, no_fuzzy_matching=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=110, no_location=True, ignore_obsolete=True)


def problems(app: Path, language: str = COMPLETE) -> Iterator[str]:
    """What a reader would see wrong in this language, each with the place in the code and the repair."""
    path = catalogue_path(app, language)
    catalogue = read(path, language)
    for text in texts(app):
        context, source = text.key
        message = catalogue.get(source, context)
        translated = strings(message) if message else ()
        if message is None or isinstance(message.id, str) != isinstance(text.id, str):
            yield f"{text.place}: {source!r} is not in the {language} catalogue; run `update` and translate it"
        elif not all(translated) or message.fuzzy:
            yield f"{text.place}: {source!r} has no certain {language} translation; write it in {path.name} of the app"
        elif difference := placeholder_difference(text.id, translated):
            yield f"{text.place}: {source!r} and its {language} translation differ in {difference}; use the same"


def strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)


def placeholder_difference(source: str | tuple[str, str], translated: tuple[str, ...]) -> str:
    """Placeholders that only one side has. A counted text may leave some out in its singular ("one person")."""
    sources = (source,) if isinstance(source, str) else source
    wanted = set(PLACEHOLDER.findall(sources[-1]))
    given = set(PLACEHOLDER.findall(translated[-1]))
    extra = {name for text in translated for name in PLACEHOLDER.findall(text)} - wanted
    return ", ".join(sorted(wanted ^ given | extra))


def contradictions(found: list[Path], language: str = COMPLETE) -> Iterator[str]:
    """One text, two translations: Django merges the catalogues, so one of them would never be seen."""
    seen: dict[Key, tuple[tuple[str, ...], str]] = {}
    for app in found:
        for message in read(catalogue_path(app, language), language):
            source = message.id if isinstance(message.id, str) else message.id[0]
            mine = strings(message)
            if not source or not all(mine):
                continue
            theirs, other = seen.setdefault((message.context, source), (mine, app.name))
            if theirs != mine:
                yield f"{source!r} is {theirs} in {other} and {mine} in {app.name}; choose one, or give one a context"


def compile_all(package: Path = PACKAGE) -> int:
    """Write each .mo that is missing or older than its .po."""
    written = 0
    for path in sorted(package.glob("*/locale/*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime > path.stat().st_mtime:
            continue
        with target.open("wb") as file:
            write_mo(file, read(path, path.parent.parent.name))
        written += 1
    return written


def main(arguments: list[str]) -> int:
    command, names = (arguments or [""])[0], arguments[1:]
    chosen = [app for app in apps() if not names or app.name in names]
    if command == "compile":
        sys.stdout.write(f"{compile_all()} catalogues compiled.\n")
    elif command == "update":
        for app in chosen:
            update(app)
    elif command == "check":
        found = [*(problem for app in chosen for problem in problems(app)), *contradictions(apps())]
        sys.stdout.write("\n".join([*found, f"{len(found)} problems in {len(chosen)} apps.", ""]))
        return 1 if found else 0
    else:
        sys.stderr.write("Say what to do: compile, check or update, and if you like for which apps.\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
