"""The frames of pages: gallery, errors, menu, messages, language."""

import itertools
import re

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from doorstroom.ui import gallery


@pytest.fixture
def client(db):
    return Client(headers={"host": "localhost"})


def page(template, language="nl", **context):
    with translation.override(language):
        return render_to_string(template, context)


@pytest.mark.parametrize("query", ["", "?errors=1"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_gallery_is_well_formed(client, query, language):
    response = client.get(f"/ui/{query}", headers={"accept-language": language})
    assert response.status_code == 200
    html = response.content.decode()
    assert f'<html lang="{language}">' in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert "{{" not in html
    assert "<c-" not in html


def test_gallery_headings_descend_one_level_at_a_time(client):
    levels = [int(level) for level in re.findall(r"<h(\d)", client.get("/ui/").content.decode())]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [b - a for a, b in itertools.pairwise(levels) if b - a > 1] == []


def test_policy_forbids_inline_and_foreign(client):
    policy = client.get("/ui/")["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


def test_an_unknown_address_and_what_one_may_not_see_read_the_same(client):
    response = client.get("/bestaat-niet/")
    assert response.status_code == 404
    assert "Deze pagina bestaat niet, of u kunt hem niet zien" in response.content.decode()


@pytest.mark.parametrize("template", ["404.html", "403.html", "403_csrf.html", "500.html", "503.html"])
def test_error_pages_need_no_context_at_all(template):
    html = page(template)
    assert html.count("<h1") == 1
    assert 'href="/"' in html


@pytest.mark.parametrize("template", ["404.html", "403.html"])
def test_error_pages_keep_the_menu_of_who_is_signed_in(template):
    assert "ds-nav__link" in page(template, menu=gallery.CONTEXT["menu"])
    assert "ds-nav__link" not in page(template)


def test_menu_marks_the_current_page_and_counts_only_what_there_is():
    html = page("ui/shell.html", menu=gallery.CONTEXT["menu"])
    side = html.split('class="ds-shell__side"')[1]
    assert re.findall(r'aria-current="page">(\w+)', side) == ["Vandaag"]
    assert re.findall(r'ds-nav__count">(\d+)', side) == ["11"]


def test_menu_opens_without_a_script():
    top = page("ui/shell.html", menu=gallery.CONTEXT["menu"]).split("ds-shell__side")[0]
    assert re.search(r"<details[^>]*><summary>.*?Menu</summary><nav", top, re.S)


def test_skip_link_is_first_and_leads_to_the_content():
    body = page("ui/shell.html").split("<body")[1]
    assert re.search(r"<a [^>]*>", body)[0].endswith('href="#main">')
    assert 'id="main"' in body


@pytest.mark.parametrize(
    ("level", "kind"),
    [(constants.SUCCESS, "done"), (constants.INFO, "info"), (constants.WARNING, "warn"), (constants.ERROR, "refusal")],
)
def test_messages_say_their_kind_and_confirm_the_draft(level, kind):
    html = page("ui/plain.html", messages=[Message(level, "Bewaard <b>", extra_tags="note-12")])
    region = html.split('<div id="messages"')[1].split("<footer")[0]
    assert 'role="status"' in region
    assert f"ds-notice--{kind}" in region
    assert 'data-draft-done="note-12"' in region
    assert "Bewaard &lt;b&gt;" in region


def test_language_switch_posts_and_comes_back():
    request = RequestFactory().get("/vandaag/?p=2")
    with translation.override("nl"):
        html = render_to_string("ui/language.html", {"request": request})
    assert 'method="post" action="/taal/setlang/"' in html
    assert 'name="next" value="/vandaag/?p=2"' in html
    assert re.findall(r'value="(\w\w)" lang="\w\w"( aria-current="true")?>(\w+)<', html) == [
        ("nl", ' aria-current="true"', "Nederlands"),
        ("en", "", "English"),
    ]


def test_synthetic_data_are_announced():
    assert "Alles is verzonnen." in page("ui/plain.html", banner="Alles is verzonnen.")
    assert "ds-banner" not in page("ui/plain.html")
