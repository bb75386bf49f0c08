"""Vendors third-party styles, fonts and scripts, so that nobody but a maintainer needs node.

    npm ci && python bundle.py

Only the components named here and the design tokens that their rules (or our own style sheets) reach are
kept. The Utrecht, Amsterdam and Rijkshuisstijl *tokens* are house styles and may never be added.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
UI = HERE.parent / "src/doorstroom/ui/static"
VENDOR = UI / "vendor"
AXE = HERE.parent / "tests/e2e/vendor"

COMPONENTS = [
    "button",
    "checkbox",
    "form-field",
    "form-field-description",
    "form-field-error-message",
    "form-fieldset",
    "form-label",
    "heading-1",
    "heading-2",
    "heading-3",
    "link",
    "radio-button",
    "select",
    "skip-link",
    "table",
    "textarea",
    "textbox",
]
LIBRARY = "@utrecht/component-library-css"
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"
FONT = "@fontsource-variable/source-sans-3"

# package -> file in the package (or beside this script): file under the target folder
COPIES = {
    FONT: {
        "files/source-sans-3-latin-wght-normal.woff2": "source-sans-3/latin.woff2",
        "files/source-sans-3-latin-ext-wght-normal.woff2": "source-sans-3/latin-ext.woff2",
        "LICENSE": "source-sans-3/LICENSE",
    },
    "htmx.org": {"dist/htmx.min.js": "htmx/htmx.min.js", "LICENSE": "htmx/LICENSE"},
    LIBRARY: {"LICENSE.md": "nlds/LICENSE-utrecht.md"},
    TOKENS: {"LICENSE.md": "nlds/LICENSE-voorbeeld.md"},
}
AXE_COPIES = {
    "axe-core": {
        "axe.min.js": "axe.min.js",
        "LICENSE": "LICENSE",
        "LICENSE-3RD-PARTY.txt": "LICENSE-3RD-PARTY.txt",
    }
}


def references(css: str) -> set[str]:
    return set(re.findall(r"var\(\s*(--[\w-]+)", css))


def reachable(tokens: dict[str, str], wanted: set[str]) -> dict[str, str]:
    found: set[str] = set()
    while wanted := {name for name in wanted if name in tokens} - found:
        found |= wanted
        wanted = set().union(*(references(tokens[name]) for name in wanted))
    return {name: value for name, value in tokens.items() if name in found}


def design_system_css() -> str:
    sheets = [(MODULES / f"@utrecht/{name}-css/dist/index.min.css").read_text().strip() for name in COMPONENTS]
    rules = re.sub(r"/\*.*?\*/", "", "\n".join(sheets), flags=re.S)
    own = "".join(path.read_text() for path in sorted((UI / "ui").glob("*.css")))
    declared = (MODULES / TOKENS / "dist/variables.css").read_text()
    tokens = dict(re.findall(r"^\s*(--[\w-]+):\s*([^;]+);", declared, flags=re.M))
    kept = "".join(f"{name}:{value};" for name, value in reachable(tokens, references(rules + own)).items())
    head = f"/* {LIBRARY} and {TOKENS}, EUPL-1.2: a selection, see manifest.json and the licences beside it */\n"
    return f"{head}@layer tokens{{:root{{{kept}}}}}\n@layer components{{\n{rules}\n}}\n"


def vendor(target: Path, copies: dict[str, dict[str, str]], made: dict[str, dict[str, str]]) -> None:
    """Empty `target`, fill it and write its manifest; `made` holds what is generated: package -> file: text."""
    shutil.rmtree(target, ignore_errors=True)
    entries = []
    for package, files in copies.items():
        about = json.loads((MODULES / package / "package.json").read_text())
        for source, name in files.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes((MODULES / package / source).read_bytes())
        for name, text in made.get(package, {}).items():
            (target / name).write_text(text)
        names = [*files.values(), *made.get(package, {})]
        sums = {name: hashlib.sha256((target / name).read_bytes()).hexdigest() for name in names}
        entries.append({"name": package, "version": about["version"], "licence": about["license"], "files": sums})
    (target / "manifest.json").write_text(json.dumps(entries, indent=2) + "\n")


if __name__ == "__main__":
    vendor(VENDOR, COPIES, {LIBRARY: {"nlds/nlds.css": design_system_css()}})
    vendor(AXE, AXE_COPIES, {})
