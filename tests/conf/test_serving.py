"""One folder, one database: who serves from it, and on which port."""

import socket
from contextlib import nullcontext

import pytest
from django.contrib.staticfiles.finders import get_finder
from django.core.management import CommandError, call_command

from doorstroom.conf.management.commands import serve as serve_command
from doorstroom.conf.serving import free_port, is_serving_from, serving_from
from doorstroom.conf.static import STAMP, collect_when_stale


def test_a_folder_is_in_use_only_while_a_server_works_from_it(tmp_path):
    assert not is_serving_from(tmp_path)
    with serving_from(tmp_path), serving_from(tmp_path):
        assert is_serving_from(tmp_path)
    assert not is_serving_from(tmp_path)


def test_nothing_is_removed_under_a_running_server(tmp_path, settings):
    settings.VAR = tmp_path
    (tmp_path / "files").mkdir()
    with serving_from(tmp_path), pytest.raises(CommandError, match="Stop it with Ctrl"):
        call_command("reset")
    assert (tmp_path / "files").is_dir()


@pytest.mark.parametrize(("another_serves", "made"), [(False, ["collectstatic"]), (True, [])])
def test_a_second_server_leaves_the_static_files_of_the_first(another_serves, made, tmp_path, settings, monkeypatch):
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    called = []
    monkeypatch.setattr(serve_command, "call_command", lambda name, **_: called.append(name))
    monkeypatch.setattr(serve_command, "collect_when_stale", lambda: called.append("collectstatic"))
    monkeypatch.setattr(serve_command, "serve", lambda **_: None)
    with serving_from(tmp_path) if another_serves else nullcontext():
        call_command("serve", no_worker=True)
    assert called == ["migrate_and_grant", *made]


@pytest.fixture
def sources(tmp_path, settings):
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [tmp_path / "source"], tmp_path / "static"
    (tmp_path / "source").mkdir()
    get_finder.cache_clear()
    yield tmp_path / "source"
    get_finder.cache_clear()


def test_static_files_are_collected_once_and_again_when_one_changed(sources, settings):
    (sources / "a.css").write_text("a{}")
    assert [collect_when_stale(), collect_when_stale()] == [True, False]
    (sources / "a.css").write_text("a{color:red}")
    assert [collect_when_stale(), collect_when_stale()] == [True, False]
    assert (settings.STATIC_ROOT / "a.css").read_text() == "a{color:red}"
    (settings.STATIC_ROOT / STAMP).unlink()
    assert collect_when_stale(), "what was broken off has no stamp"


def test_a_taken_port_gives_the_next_free_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port
