"""Small promises that the table of ASVS makes, each asked of the product itself (data/asvs.csv names them)."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from doorstroom.accounts.models import Role
from doorstroom.conf import base
from doorstroom.database.scope import scope
from doorstroom.kernel.sealing import Unreadable, seal, unseal
from doorstroom.participants.models import Person
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.participants import person_of

PACKAGE = Path(settings.PACKAGE)
KEYS = ["11" * 32, "22" * 32]


def sources(words: str) -> list[tuple[str, ast.AST]]:
    """Modules in which these words stand; only those are parsed."""
    texts = ((path, path.read_text()) for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    return [(str(path.relative_to(PACKAGE)), ast.parse(text)) for path, text in texts if re.search(words, text)]


def calls(words: str) -> list[tuple[str, str, ast.Call]]:
    return [
        (path, ast.unparse(node.func), node)
        for path, tree in sources(words)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]


@pytest.fixture(scope="module")
def production() -> dict:
    """Settings as production reads them, in a process of its own."""
    wanted = (
        "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "DEBUG",
        "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_AGE", "IDLE_MINUTES", "IS_DEMO",
        "STRONG_SIGN_IN", "ALLOWED_HOSTS", "SESSION_COOKIE_HTTPONLY", "MEDIA_ROOT", "STATIC_ROOT",
    )  # fmt: skip
    given = {
        "DJANGO_SETTINGS_MODULE": "doorstroom.conf.production", "DOORSTROOM_SECRET_KEY": "x" * 50,
        "DOORSTROOM_IDENTITY_KEYS": "11" * 32, "DOORSTROOM_FINGERPRINT_KEY": "22" * 32,
        "DOORSTROOM_HOSTS": "doorstroom.example", "DATABASE_URL": "postgres://a@127.0.0.1/x",
        "DATABASE_OWNER_URL": "postgres://b@127.0.0.1/x",
    }  # fmt: skip
    code = (
        "from django.conf import settings as s; import json;"
        f"print(json.dumps({{n: str(getattr(s, n)) for n in {wanted}}}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **given}, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_production_is_set_as_the_table_says(production):
    names = (production["SESSION_COOKIE_NAME"], production["CSRF_COOKIE_NAME"])
    assert names == ("__Host-sessionid", "__Host-csrftoken")
    assert production["DEBUG"] == production["IS_DEMO"] == "False"
    secure = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "STRONG_SIGN_IN")
    assert {production[name] for name in (*secure, "SESSION_COOKIE_HTTPONLY")} == {"True"}
    assert int(production["SECURE_HSTS_SECONDS"]) == 31_536_000
    assert (int(production["SESSION_COOKIE_AGE"]), int(production["IDLE_MINUTES"])) == (8 * 3600, 30)
    assert production["ALLOWED_HOSTS"] == "['doorstroom.example']"


def test_production_refuses_to_start_without_its_secrets():
    code = "import django; django.setup()"
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "doorstroom.conf.production"}
    env.pop("DOORSTROOM_SECRET_KEY", None)
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "DOORSTROOM_SECRET_KEY" in done.stderr


def test_nothing_evaluates_unpickles_or_starts_a_shell():
    """The one thing unpickled is what a process of our own wrote; YAML is read as plain values."""
    bad = {"eval", "exec", "pickle.loads", "pickle.load", "marshal.loads", "os.system", "os.popen"}
    made = calls(r"eval\(|exec\(|\.loads?\(|os\.(system|popen)|subprocess")
    assert {path for path, name, _node in made if name in bad} == {"matching/domain/planning/isolated.py"}
    assert sources(r"(Unsafe|Full|yaml\.|yaml import )Loader|yaml\.load\([^,]*\)") == []
    started = [node for _path, name, node in made if name.startswith("subprocess.")]
    assert started
    assert [node.lineno for node in started for word in node.keywords if word.arg == "shell"] == []


def test_only_the_broker_leaves_the_machine():
    """Nobody can make the server fetch an address: the only one that it asks is configured. Mail is Django's."""
    leaving = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}
    asked = {
        path
        for path, tree in sources("|".join(leaving))
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and node.module in leaving)
        or (isinstance(node, ast.Import) and {each.name for each in node.names} & leaving)
    }
    assert asked == {"accounts/broker.py", "notifications/services.py"}, "the second for what a mail server may answer"


def test_random_values_that_nobody_may_guess_come_from_the_system():
    drawn = {path.split("/")[0] for path, name, _node in calls(r"random\.") if name.startswith("random.")}
    assert drawn & {"accounts", "participants", "placements", "notifications", "portals", "kernel", "audit"} == set()


def test_markup_of_a_page_is_never_trusted_without_escaping():
    """But for the square that the account library draws."""
    raw = re.compile(r"\|safe\b|autoescape off")
    found = [path.name for path in PACKAGE.rglob("templates/**/*.html") if raw.search(path.read_text())]
    assert found == ["activate_form.html"]


def test_text_of_a_visitor_is_text_in_html_attributes_addresses_and_scripts():
    bad = "\"'><script>alert(1)</script>{{ 7|add:7 }}"
    page = Template("<a title='{{ x }}' href='/?q={{ x|urlencode }}'>{{ x }}</a>{{ x|json_script:'d' }}").render(
        Context({"x": bad})
    )
    assert "<script>alert" not in page
    assert "14" not in page
    assert page.count("&lt;script&gt;") == 2


def test_sealed_values_differ_each_time_fit_one_purpose_and_notice_a_change():
    one, two = (seal("123456782", keys=KEYS, context="a") for _ in range(2))
    assert one != two
    assert unseal(one, keys=["33" * 32, *KEYS], context="a") == "123456782", "keys may be renewed"
    broken = one[:-1] + bytes([one[-1] ^ 1])
    for value, keys, context in ((one, KEYS, "b"), (one, ["33" * 32], "a"), (broken, KEYS, "a")):
        with pytest.raises(Unreadable):
            unseal(value, keys=keys, context=context)


def test_passwords_are_kept_slow_and_salted():
    assert not hasattr(base, "PASSWORD_HASHERS"), "Django's own list"
    kept = make_password("paarse fietsbel 7", hasher=PBKDF2PasswordHasher())
    algorithm, rounds, salt, _hash = kept.split("$")
    assert (algorithm, int(rounds) >= 600_000, len(salt) >= 22) == ("pbkdf2_sha256", True, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "fine"),
    [
        ("paarse fietsbel", True), ("elf letters", False), ("password1234", False),
        ("Lindervoort2026", False), ("doorstroom123", False), ("deze Lindervoort van ons", True),
        ("é" * 64 + "a7", True),         ("pw  met  spaties", True),
    ],
)  # fmt: skip
def test_a_password_is_long_and_not_obvious(password, fine, as_system):
    OrganisationFactory(name="Gemeente Lindervoort")
    validators = get_password_validators(base.AUTH_PASSWORD_VALIDATORS)
    if fine:
        assert validate_password(password, password_validators=validators) is None
    else:
        with pytest.raises(ValidationError):
            validate_password(password, password_validators=validators)


@pytest.fixture
def client(as_system):
    member = MembershipFactory(role=Role.CASEWORKER)
    open_everything(member.organisation)
    person = person_of(member, given_name="Noor", family_name="Yılmaz")
    browser = Client()
    browser.force_login(member.user)
    browser.person = person
    return browser


@pytest.mark.django_db
def test_no_browser_or_proxy_keeps_a_page(client):
    for path in (reverse("people"), reverse("person", args=[client.person.pk]), reverse("account_login"), "/x/"):
        assert "no-store" in client.get(path).headers["Cache-Control"], path


@pytest.mark.django_db
def test_an_answer_says_what_it_is_and_in_which_letters(client):
    assert client.get(reverse("people")).headers["Content-Type"] == "text/html; charset=utf-8"
    assert client.get("/.well-known/security.txt").headers["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_other_origins_and_methods_get_nothing(client):
    answer = client.get(reverse("people"), headers={"origin": "https://elders.example"})
    assert not [name for name in answer.headers if name.startswith("Access-Control")]
    for method in ("trace", "put", "delete"):
        assert getattr(client, method)(reverse("people")).status_code in {403, 405}


@pytest.mark.django_db
def test_a_form_without_its_token_does_nothing(client, system):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(reverse("person_new"), {"given_name": "x"}).status_code == 403
    with scope(system, nested=True):
        assert Person.objects.count() == 1


@pytest.mark.django_db
def test_reading_a_page_changes_nothing_but_the_log(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(80) as seen:
        client.get(reverse("person", args=[client.person.pk]))
    written = {
        re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', query["sql"])[1]
        for query in seen.captured_queries
        if re.match(r"INSERT|UPDATE|DELETE", query["sql"])
    }
    assert written <= {"audit_entry", "audit_personkey", "django_session"}


@pytest.mark.django_db
def test_a_redirect_never_leaves_the_product(client):
    for onward in ("https://elders.example/", "//elders.example", "javascript:alert(1)", "/\\elders.example"):
        answer = client.post(reverse("set_language"), {"language": "nl", "next": onward})
        assert "elders" not in answer.headers["Location"]
        assert "javascript" not in answer.headers["Location"]


@pytest.mark.django_db
def test_a_host_that_is_not_ours_gets_no_page(client):
    assert client.get(reverse("people"), headers={"host": "elders.example"}).status_code == 400


@pytest.mark.django_db
def test_fields_that_a_form_does_not_have_are_not_taken(client, system):
    client.post(reverse("person_details", args=[client.person.pk]), {
        "given_name": "Noor", "family_name": "Nieuw", "registered_on": "2001-01-01", "id": "x", "is_superuser": "1",
    })  # fmt: skip
    with scope(system, nested=True):
        assert Person.objects.get(pk=client.person.pk).registered_on == client.person.registered_on


@pytest.mark.django_db
def test_the_session_is_new_after_signing_in_and_dead_after_signing_out(client):
    before = client.session.session_key
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert thief.get(reverse("people")).status_code == 302
    assert len(before) == 32
    client.force_login(MembershipFactory().user)
    assert client.session.session_key != before


@pytest.mark.django_db
def test_an_error_tells_the_visitor_nothing(client, monkeypatch):
    monkeypatch.setattr("doorstroom.accounts.middleware.actor_of", lambda *_a, **_k: 1 / 0)
    client.raise_request_exception = False
    page = client.get(reverse("people"))
    text = page.content.decode()
    assert page.status_code == 500
    assert "ZeroDivision" not in text
    assert "Traceback" not in text


@pytest.mark.django_db
def test_changing_ones_password_asks_the_present_one_and_hides_what_is_typed(client):
    page = client.get(reverse("account_change_password"), follow=True).content.decode()
    fields = [field for field in re.findall(r"<input[^>]*>", page) if 'password"' in field.partition("name=")[2][:30]]
    assert all('type="password"' in field for field in fields)
    assert "onpaste" not in page


@pytest.mark.django_db
def test_signing_out_is_a_form_on_every_page(client):
    for path in (reverse("people"), reverse("today"), reverse("roles")):
        assert reverse("account_logout") in client.get(path).content.decode()


def test_a_line_break_cannot_add_a_header_to_a_mail():
    with pytest.raises(ValueError, match="newline"):
        mail.EmailMessage("Onderwerp\nBcc: x@elders.example", "x", to=["a@example.org"]).message()


def test_every_part_is_locked_to_its_sum_and_none_is_unpinned():
    root = PACKAGE.parents[1]
    lines = (root / "requirements.lock").read_text().splitlines()
    pins = [line for line in lines if re.match(r"[a-z0-9]", line)]
    assert all("==" in line for line in pins)
    assert sum("--hash=sha256:" in line for line in lines) >= len(pins)
    asked = tomllib.loads((root / "pyproject.toml").read_text())["project"]["dependencies"]
    named = {re.split(r"[\[>=<; ]", line)[0].lower() for line in asked}
    assert named <= {re.split(r"[\[= ]", line)[0].lower() for line in pins}


def test_scripts_keep_no_data_of_people_and_write_no_markup():
    scripts = [p for p in PACKAGE.glob("*/static/**/*.js") if "vendor" not in p.parts and ".min." not in p.name]
    assert scripts
    bad = re.compile(r"\beval\(|new Function|document\.write|__proto__|postMessage\(")
    assert [path.name for path in scripts if bad.search(path.read_text())] == []
