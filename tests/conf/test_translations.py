"""The catalogues follow the code: what is found, what is refused, and what a page then says."""

import gettext
import os
import re

import pytest

from doorstroom.conf.translations import (
    PACKAGE,
    apps,
    catalogue_path,
    compile_all,
    contradictions,
    main,
    placeholder_difference,
    problems,
    read,
    strings,
    texts,
    update,
)

PYTHON = '''"""A module."""
from django.utils.translation import gettext as _, ngettext, pgettext_lazy

TITLE = _("Participants")
COUNT = ngettext("%(n)s person", "%(n)s people", 2)
MONTH = pgettext_lazy("month", "May")
LONG = _(
    "One sentence, "
    "and another."
)
code = "not a text"
'''
PAGE = """{% extends "ui/shell.html" %}{% load i18n %}
  {% block content %}
<c-card title="{% translate 'Today' %}" meta="{{ _("Later") }}">
      {# Not this: {% translate "Hidden" %} #}
    {% blocktranslate with name=person.name %}Call {{ name }}{% endblocktranslate %}
  {% blocktranslate count n=total trimmed %}
    {{ n }} seat at 100%
  {% plural %}
    {{ n }} seats at 100%
  {% endblocktranslate %}
</c-card> it's (not balanced
{% endblock %}
"""


@pytest.fixture
def app(tmp_path):
    """An app on disk, as a developer leaves it before translating."""
    folder = tmp_path / "package" / "seats"
    (folder / "templates/seats").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "wording.py").write_text(PYTHON)
    (folder / "templates/seats/page.html").write_text(PAGE)
    return folder


def translate(app, translations):
    """Write these translations in the app's Dutch catalogue, by exact message line."""
    path = catalogue_path(app, "nl")
    text = path.read_text()
    for source, answer in translations.items():
        before = f'msgid "{source}"\nmsgstr ""'
        assert text.count(before) == 1, source
        text = text.replace(before, f'msgid "{source}"\nmsgstr "{answer}"')
    path.write_text(text)


def test_texts_finds_every_text_once_with_its_place(app):
    assert {(text.id, text.context, text.place) for text in texts(app)} == {
        ("Today", None, "seats/templates/seats/page.html:3"),
        ("Later", None, "seats/templates/seats/page.html:3"),
        ("Call %(name)s", None, "seats/templates/seats/page.html:5"),
        (("%(n)s seat at 100%%", "%(n)s seats at 100%%"), None, "seats/templates/seats/page.html:6"),
        ("Participants", None, "seats/wording.py:4"),
        (("%(n)s person", "%(n)s people"), None, "seats/wording.py:5"),
        ("May", "month", "seats/wording.py:6"),
        ("One sentence, and another.", None, "seats/wording.py:8"),
    }


def test_update_then_check_names_each_missing_translation(app):
    assert len([p for p in problems(app) if "is not in the nl catalogue" in p]) == 8
    update(app)
    found = list(problems(app))
    assert len(found) == 8
    assert found[-1] == (
        "seats/wording.py:8: 'One sentence, and another.' has no certain nl translation; "
        "write it in django.po of the app"
    )


def test_update_twice_changes_nothing(app):
    update(app)
    first = catalogue_path(app, "nl").read_bytes()
    update(app)
    assert catalogue_path(app, "nl").read_bytes() == first


def test_update_keeps_translations_and_drops_texts_that_left_the_code(app):
    update(app)
    translate(app, {"Participants": "Deelnemers", "Today": "Vandaag"})
    (app / "wording.py").write_text(PYTHON.replace('TITLE = _("Participants")', 'TITLE = _("People")'))
    update(app)
    catalogue = catalogue_path(app, "nl").read_text()
    assert 'msgid "Today"\nmsgstr "Vandaag"' in catalogue
    assert 'msgid "People"\nmsgstr ""' in catalogue
    assert "Participants" not in catalogue


def test_check_refuses_other_placeholders_and_doubtful_translations(app):
    update(app)
    translate(app, {"Call %(name)s": "Bel %(naam)s", "Today": "Vandaag"})
    path = catalogue_path(app, "nl")
    path.write_text(path.read_text().replace('msgid "Today"', '#, fuzzy\nmsgid "Today"'))
    found = {problem.split(": ", 1)[1] for problem in problems(app)}
    assert "'Call %(name)s' and its nl translation differ in %(naam)s, %(name)s; use the same" in found
    assert "'Today' has no certain nl translation; write it in django.po of the app" in found


def test_check_refuses_a_counted_text_that_was_translated_as_a_plain_one(app):
    update(app)
    (app / "wording.py").write_text(PYTHON.replace('_("Participants")', 'ngettext("Participants", "All of them", 2)'))
    assert any("'Participants' is not in the nl catalogue" in problem for problem in problems(app))


@pytest.mark.parametrize(
    ("source", "translated", "difference"),
    [
        ("Call %(name)s", ("Bel %(name)s",), ""),
        ("{a} of {b}", ("{b} van {a}",), ""),
        ("{a} of {b}", ("{a} van",), "{b}"),
        (("%(n)s person", "%(n)s people"), ("één persoon", "%(n)s mensen"), ""),
        (("%(n)s person", "%(n)s people"), ("%(n)s persoon", "mensen"), "%(n)s"),
        (("one", "%(n)s"), ("%(m)s", "%(n)s"), "%(m)s"),
        ("100%% of %s", ("100%% van %s",), ""),
        ("16%", ("16 %",), ""),
    ],
)
def test_placeholder_difference(source, translated, difference):
    assert placeholder_difference(source, translated) == difference


def test_contradictions_name_both_apps(app):
    other = app.parent / "rounds"
    other.mkdir()
    (other / "wording.py").write_text('_("Today")')
    for folder, answer in ((app, "Vandaag"), (other, "Heden")):
        update(folder)
        translate(folder, {"Today": answer})
    assert list(contradictions([other, app])) == [
        "'Today' is ('Heden',) in rounds and ('Vandaag',) in seats; choose one, or give one a context"
    ]


def test_compile_writes_what_gettext_reads_and_only_when_needed(app):
    update(app)
    translate(app, {"Participants": "Deelnemers"})
    assert compile_all(app.parent) == 1
    read = gettext.translation("django", app / "locale", ["nl"])
    assert read.gettext("Participants") == "Deelnemers"
    assert read.gettext("Unknown text") == "Unknown text"
    target = catalogue_path(app, "nl").with_suffix(".mo")
    path = catalogue_path(app, "nl")
    moment = target.stat().st_mtime
    os.utime(path, (moment - 10, moment - 10))
    assert compile_all(app.parent) == 0
    os.utime(path, (moment + 10, moment + 10))
    assert compile_all(app.parent) == 1


@pytest.mark.parametrize("arguments", [[], ["translate"]])
def test_an_unknown_command_says_what_can_be_done(arguments, capsys):
    assert main(arguments) == 2
    assert capsys.readouterr().err == "Say what to do: compile, check or update, and if you like for which apps.\n"


def test_conf_is_no_app_with_texts():
    assert "conf" not in {app.name for app in apps()}
    assert PACKAGE / "ui" in apps()


def test_the_components_speak_dutch():
    assert list(problems(PACKAGE / "ui")) == []


def test_dutch_has_one_apostrophe():
    catalogues = [read(catalogue_path(app, "nl"), "nl") for app in apps()]
    texts = [text for found in catalogues for message in found if message.id for text in strings(message)]
    assert len(texts) > 5000
    assert [text for text in texts if re.search(r"\w'(s|n|tjes?)\b", text)] == []
