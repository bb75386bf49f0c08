"""The colours of the theme keep the contrast that WCAG 2.2 asks, and style sheets and templates know each other."""

import re
from pathlib import Path

import pytest

import doorstroom.ui

UI = Path(doorstroom.ui.__file__).parent
THEME = (UI / "static/ui/theme.css").read_text()
COLOURS = dict(re.findall(r"--ds-([\w-]+): (#[0-9a-f]{3,6});", THEME))
TEMPLATES = {path: path.read_text() for path in UI.glob("templates/**/*.html")}


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """WCAG 2.2, definition of contrast ratio."""
    light, dark = sorted([luminance(COLOURS[one]), luminance(COLOURS[other])], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "pair",
    [
        *[(text, ground) for text in ("text", "text-soft", "link", "urgent") for ground in ("page", "surface")],
        *[("text", wash) for wash in ("now-wash", "main-wash", "urgent-wash", "now")],
        *[(text, wash) for text in ("text-soft", "link") for wash in ("now-wash", "main-wash", "urgent-wash")],
        ("urgent", "now-wash"), ("urgent", "urgent-wash"), ("main-strong", "main-soft"),
        ("nav-text", "nav"), ("nav-text", "nav-current"), ("nav-text-soft", "nav"), ("now", "nav"),
        ("surface", "main"), ("surface", "main-strong"),
    ],
)  # fmt: skip
def test_text_stands_out_from_its_ground(pair):
    assert contrast(*pair) >= 4.5


@pytest.mark.parametrize("edge", ["control-edge", "main", "urgent-edge"])
def test_borders_that_carry_meaning_stand_out(edge):
    assert contrast(edge, "surface") >= 3


def test_every_class_of_the_templates_has_a_style_and_the_other_way_round():
    written = "".join([*TEMPLATES.values(), (UI / "forms.py").read_text()])
    own = (UI / "static/ui/doorstroom.css").read_text()
    vendored = (UI / "static/vendor/nlds/nlds.css").read_text()
    used = set(re.findall(r"\b((?:ds|utrecht)-[a-z][\w-]*)", re.sub(r"{%.*?%}|{{.*?}}", "§", written)))
    whole = {name for name in used if not name.endswith(("-", "--")) and f"{name}§" not in written}
    styled = set(re.findall(r"\.((?:ds|utrecht)-[a-z][\w-]*)", own + vendored))
    assert whole - styled == set()


def test_components_carry_no_style_script_or_handler_of_their_own():
    forbidden = re.compile(r"\sstyle=|<style|<script(?![^>]*src=)|\son[a-z]+=|javascript:", re.I)
    assert [path.name for path, text in TEMPLATES.items() if forbidden.search(text)] == []


def test_every_component_is_on_the_gallery_and_in_the_readme():
    gallery, readme = TEMPLATES[UI / "templates/ui/gallery.html"], (UI / "README.md").read_text()
    names = [path.stem.replace("_", "-") for path in UI.glob("templates/components/*.html")]
    everywhere = "".join(TEMPLATES.values())
    assert [name for name in names if f"`c-{name}`" not in readme] == []
    assert [name for name in names if f"<c-{name}" not in everywhere] == []
    shown_inside_others = {"avatar", "icon"}
    assert [name for name in names if f"<c-{name} " not in gallery] == sorted(shown_inside_others)
