"""No code outside model data names a phase of a model, a week or a norm.

Every Python file of the product is read as a syntax tree. A text that is the code of a phase is one a programme chose,
and has no place there. A number other than 0 or 1 beside a name that speaks of weeks, norms or thresholds is a rule
that belongs in a model.
"""

from __future__ import annotations

import ast
import re
from importlib.resources import files
from pathlib import Path

import pytest

SOURCE = Path(str(files("doorstroom")))
MODELS = [*(SOURCE / "demo" / "models").glob("*.yaml"), *(Path(__file__).parent / "models").glob("*.yaml")]
OF_A_RULE = re.compile(r"(?:^|_)(?:weeks?|norm|norms|threshold|thresholds|caseload|dip|no_show)(?:_|$)")
RULE_FOLDERS = (
    "kernel",
    "programmes",
    "rounds",
    "trajectories",
    "intake",
    "matching",
    "learning",
    "followup",
    "signals",
    "portals",
)


def product_files(folders=("",)):
    found = {path for folder in folders for path in (SOURCE / folder).rglob("*.py")}
    return sorted(path for path in found if not {"migrations", "demo"} & set(path.relative_to(SOURCE).parts))


def phase_codes(model):
    words = {word.value for word in model("welthuis-v2").phases[0].kind.__class__}
    codes = {phase.code for path in MODELS for phase in model(path.stem).phases}
    assert codes & words == set()
    return codes


def texts(tree):
    """Every text and name in the code, documentation left out."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr


def rule_numbers(tree):
    """Numbers assigned to, compared with, or given as something that speaks of a rule."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=value):
                pairs = [(name_of(target), value)]
            case ast.keyword(arg=name, value=value):
                pairs = [(name or "", value)]
            case ast.Compare(left=left, comparators=[right]):
                pairs = [(name_of(left), right), (name_of(right), left)]
            case ast.arguments():
                named = node.args[len(node.args) - len(node.defaults) :] + node.kwonlyargs
                pairs = list(zip((a.arg for a in named), node.defaults + node.kw_defaults, strict=True))
            case _:
                continue
        for name, value in pairs:
            if OF_A_RULE.search(name.lower()) and is_rule_number(value):
                yield value.lineno, f"{name}: {value.value}"


def name_of(node):
    return {ast.Name: "id", ast.Attribute: "attr"}.get(type(node), "") and getattr(
        node, {ast.Name: "id", ast.Attribute: "attr"}[type(node)]
    )


def is_rule_number(node):
    number = isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    return number and not isinstance(node.value, bool) and node.value not in (0, 1)


def test_no_code_names_a_phase_of_a_model(model):
    codes = phase_codes(model)
    found = [
        f"{path.relative_to(SOURCE)}:{line} {text}"
        for path in product_files()
        for line, text in texts(ast.parse(path.read_text()))
        if text in codes
    ]
    assert found == []


def test_no_code_names_a_week_or_a_norm():
    found = [
        f"{path.relative_to(SOURCE)}:{line} {what}"
        for path in product_files(RULE_FOLDERS)
        for line, what in rule_numbers(ast.parse(path.read_text()))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "NORM_WEEKS = 3",
        "due_week: int = 16",
        "x = timedelta(weeks=26)",
        "late = week >= 16",
        "late = 16 == entry.week",
        "def f(*, no_show_minutes=60): ...",
        "def f(a, norm=3): ...",
    ],
)
def test_the_search_finds_a_rule_in_code(code):
    assert len(list(rule_numbers(ast.parse(code)))) == 1


def test_the_search_finds_a_phase_in_code():
    source = '"""toeleiding"""\nif phase == "toeleiding":\n    state.toeleiding()\n'
    assert [line for line, text in texts(ast.parse(source)) if text == "toeleiding"] == [2, 3]
