"""What others made and we ship: complete with licence, unchanged, free to ship, and small."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

import doorstroom.ui

ROOT = Path(__file__).resolve().parents[2]
STATIC = Path(doorstroom.ui.__file__).parent / "static"
FOLDERS = [STATIC / "vendor", ROOT / "tests/e2e/vendor"]


def entries(folder):
    return json.loads((folder / "manifest.json").read_text())


@pytest.mark.parametrize("folder", FOLDERS, ids=["vendor", "axe"])
def test_vendored_files_are_exactly_those_of_the_manifest(folder):
    listed = {name: digest for entry in entries(folder) for name, digest in entry["files"].items()}
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert found == listed


@pytest.mark.parametrize("folder", FOLDERS, ids=["vendor", "axe"])
def test_every_vendored_package_brings_an_open_licence(folder):
    for entry in entries(folder):
        assert entry["licence"] in {"EUPL-1.2", "OFL-1.1", "0BSD", "MIT", "MPL-2.0"}, entry["name"]
        assert any("LICENSE" in name for name in entry["files"]), entry["name"]


def test_no_house_style_of_others_is_shipped():
    packages = {entry["name"] for entry in entries(STATIC / "vendor")}
    lock = json.loads((ROOT / "assets/package-lock.json").read_text())["packages"]
    forbidden = re.compile(r"(@utrecht|@amsterdam|@rijkshuisstijl-community)/[a-z-]*(tokens|fonts?|assets|logo-image)$")
    assert [name for name in packages if forbidden.search(name)] == []
    assert [name for name in lock if forbidden.search(name)] == []


def test_the_lock_names_versions_and_digests_but_no_host():
    text = (ROOT / "assets/package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert [name for name, about in packages.items() if name and not about.get("integrity")] == []
    assert '"resolved"' not in text


def test_manifest_versions_are_those_of_the_lock():
    lock = json.loads((ROOT / "assets/package-lock.json").read_text())["packages"]
    for folder in FOLDERS:
        for entry in entries(folder):
            assert entry["version"] == lock[f"node_modules/{entry['name']}"]["version"]


def test_every_token_that_the_styles_use_is_declared():
    sheets = {path: path.read_text() for path in [*STATIC.glob("ui/*.css"), STATIC / "vendor/nlds/nlds.css"]}
    declared = {name for text in sheets.values() for name in re.findall(r"(--[\w-]+)\s*:", text)}
    own = "".join(text for path, text in sheets.items() if path.parent.name == "ui")
    assert set(re.findall(r"var\((--[\w-]+)\)", own)) - declared == set()


def test_the_first_load_weighs_at_most_200_kilobytes():
    """Compressed as a browser gets it, with both parts of the font; a page itself is at most 60 kB more unpacked."""
    base = (STATIC.parent / "templates/ui/base.html").read_text()
    names = re.findall(r"{% static '([^']+\.(?:css|js|svg))' %}", base)
    assert len(names) == 6
    packed = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names)
    fonts = sum(path.stat().st_size for path in STATIC.glob("vendor/source-sans-3/*.woff2"))
    assert packed + fonts <= 200_000


def test_fonts_hold_the_letters_of_the_names_that_people_have():
    """ğ, ń and ş stand in latin-ext; the style sheet asks for that part by its range."""
    theme = (STATIC / "ui/theme.css").read_text()
    ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", theme)
    spans = [(int(low, 16), int(high or low, 16)) for low, high in ranges]
    for letter in "ëïéçüğńşžőÆø€“”–":
        assert any(low <= ord(letter) <= high for low, high in spans), letter
