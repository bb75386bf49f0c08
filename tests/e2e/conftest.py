"""Starts the product on a copy of the demo region, and a real browser to walk through it.

Chromium comes from Debian (`apt install chromium`). Without it the journeys are skipped with that reason;
`DOORSTROOM_E2E_REQUIRED=1` makes that a failure.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import global_settings, settings
from django.db import connections, transaction
from django.test import override_settings
from django.utils import translation

from doorstroom.conf.serving import HOST, free_port
from doorstroom.database.testing import copy_over, drop, temporary_database
from doorstroom.kernel.actor import system_actor

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver runs a loop in this thread
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
FLAGS = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in Path(str(item.fspath)).parts:
            item.add_marker(pytest.mark.e2e)


@dataclass(frozen=True)
class Region:
    """The demo region in two databases: `built` is left alone, the product runs on `database`, a copy of it.

    `links` by `who`: each a token and the code that goes with it.
    """

    built: str
    database: str
    links: dict[str, dict[str, str]]


@pytest.fixture(scope="session")
def region(django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """Built with the passwords that the served product reads, and with its links kept apart from a demo that runs."""
    from doorstroom.audit.services import seal_entries
    from doorstroom.database.scope import scope
    from doorstroom.demo.personas import LINKS_FILE
    from doorstroom.demo.region.build import build_region

    folder, hashers = tmp_path_factory.mktemp("region"), global_settings.PASSWORD_HASHERS
    with django_db_blocker.unblock(), temporary_database() as name:
        with override_settings(VAR=folder, PASSWORD_HASHERS=hashers), translation.override("nl"):
            build_region(at=settings.CLOCK.now())
            with transaction.atomic(), scope(system_actor(at=settings.CLOCK.now(), purpose="seal_log")):
                while seal_entries():
                    pass
        links = json.loads((folder / LINKS_FILE).read_text())
        connections.close_all()
        copied = f"{name}_copy"
        copy_over(source=name, target=copied)
        yield Region(name, copied, {link["who"]: link for link in links})
        drop(copied)


@pytest.fixture(scope="session")
def site(region: Region, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running product."""
    port = free_port(8900)
    log = (tmp_path_factory.mktemp("server") / "log").open("w+")
    environment = {
        **os.environ, "DOORSTROOM_DATABASE": region.database, "DJANGO_SETTINGS_MODULE": "doorstroom.conf.dev",
    }  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, "-m", "doorstroom", "serve", "--port", str(port)], env=environment, stdout=log, stderr=log
    )
    address = f"http://{HOST}:{port}"
    try:
        _wait_for(address + "/inloggen/login/", server, log)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url: str, server: subprocess.Popen, log) -> None:
    for _ in range(240):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    log.seek(0)
    pytest.fail(f"the server did not start:\n{log.read()[-3000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        reason = "Chromium is not installed; run: apt install chromium"
        if os.environ.get("DOORSTROOM_E2E_REQUIRED"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield launched
        launched.close()


class Walker:
    """A person at a browser. Every page that is opened through it is checked: axe, and no sideways scroll at 320."""

    def __init__(self, browser, site: str) -> None:
        self.site = site
        self.context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.errors: list[str] = []
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)

    def open(self, path: str, *, status: int = 200) -> None:
        answer = self.page.goto(self.site + path if path.startswith("/") else path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        if status >= 400:  # the browser notes the refused page itself
            self.errors = [text for text in self.errors if f"status of {status}" not in text]
        self.check()

    def be(self, persona: str) -> None:
        """Sign in as somebody of the demo."""
        self.context.clear_cookies()
        self.page.goto(self.site + "/demo/")
        self.page.locator(f'form:has(input[value="{persona}"]) button').click()
        self.page.wait_for_load_state()
        self.check()

    def check(self) -> None:
        """Look at the page that is open: accessible, and readable at 320 pixels without sideways scroll."""
        self.page.evaluate(AXE.read_text())
        for width in (1280, 320):
            self.page.set_viewport_size({"width": width, "height": 900})
            found = self.page.evaluate(
                "async () => (await axe.run()).violations.map(v => v.id + ': ' + v.nodes[0].html)"
            )
            assert found == [], f"{self.page.url} at {width}: {found}"
            over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{self.page.url} scrolls sideways by {over} pixels at {width}"
        self.page.set_viewport_size({"width": 1280, "height": 900})
        errors = [text for text in self.errors if "status of 409" not in text]  # so the browser notes a refusal
        assert errors == [], f"{self.page.url}: {errors}"

    def text(self) -> str:
        return self.page.locator("main").inner_text()


@pytest.fixture
def walk(browser, site: str, region: Region) -> Iterator[Callable[[], Walker]]:
    """Somebody new at a browser, in the region as it was built: no journey sees what another one did."""
    copy_over(source=region.built, target=region.database)
    made: list[Walker] = []

    def somebody() -> Walker:
        made.append(Walker(browser, site))
        return made[-1]

    yield somebody
    for walker in made:
        walker.context.close()
