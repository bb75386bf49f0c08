"""What orders and judges cannot know name, sex, age, origin, postcode or benefit: it is nowhere in what it reads."""

import ast
import re
from dataclasses import fields, is_dataclass
from typing import get_args, get_origin, get_type_hints

import pytest

from doorstroom.matching.domain import answers, ordering
from doorstroom.matching.domain.facts import PersonFacts
from doorstroom.matching.services.answers import RULE, _modules_behind

FORBIDDEN = re.compile(
    r"(?:^|_)(?:given|family|first|last|full|sort|search)?_?(?:name|names|sex|gender|age|ages|birth|born|origin|nationality|"
    r"country|postcode|zip|street|address|benefit|income|infix|religion|diagnosis)(?:_|$)"
)
KNOWN = {
    "person_id", "location", "travel", "weekdays", "hours", "start", "languages", "education", "licences", "capacities",
    "skills", "skills_complete", "shifts", "law", "adjustments", "wishes",
}  # fmt: skip


def parts(hint):
    """The dataclasses inside a type, however deep."""
    if get_origin(hint) is None:
        return [hint] if is_dataclass(hint) else []
    return [found for each in get_args(hint) for found in parts(each)]


def reachable(kind, seen):
    if kind not in seen:
        seen.add(kind)
        for hint in get_type_hints(kind).values():
            for each in parts(hint):
                reachable(each, seen)
    return seen


def test_the_facts_of_a_person_are_this_closed_list():
    """A new fact is a decision: it is added here, in the register and in the agreement, or not at all."""
    assert {field.name for field in fields(PersonFacts)} == KNOWN


def test_no_type_behind_a_question_has_a_field_for_what_may_not_count():
    found = {(kind.__name__, field.name) for kind in reachable(answers.Question, set()) for field in fields(kind)}
    assert {pair for pair in found if FORBIDDEN.search(pair[1])} == set()
    assert ("PersonFacts", "wishes") in found
    assert ("Licence", "valid_until") in found


def decides(name):
    return name.startswith("doorstroom.matching.domain") and not name.endswith("messages")


@pytest.mark.parametrize("module", sorted(name for name in _modules_behind(RULE) if decides(name)))
def test_the_code_that_judges_and_orders_never_names_what_may_not_count(module):
    tree = ast.parse(_modules_behind(RULE)[module].read_text())
    read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    asked = {
        str(node.args[1].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "getattr"
        and isinstance(node.args[1], ast.Constant)
    }
    assert {name for name in read | asked if FORBIDDEN.search(name)} - {"name"} == set()


def test_the_only_name_that_the_rule_reads_is_that_of_a_field_or_a_kind():
    """`name` of an enum or a dataclass field; no object that carries a person's name reaches the rule."""
    for kind in reachable(answers.Question, set()):
        assert "name" not in {field.name for field in fields(kind)}


def test_people_are_ordered_by_the_lot_alone():
    """The key of the order is given seed, place, day and the opaque id, and reads nothing else."""
    tree = ast.parse(_modules_behind(RULE)[RULE].read_text())
    (sorting,) = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "sorted"
    ]
    (key,) = [each.value for each in sorting.keywords if each.arg == "key"]
    assert ast.unparse(key) == (
        "lambda person: neutral_position(question.seed, place.place_id, question.on, person.person_id)"
    )
    hints = get_type_hints(ordering.neutral_position)
    assert {name: hint.__name__ for name, hint in hints.items()} == {
        "seed": "str", "place_id": "str", "on": "date", "person_id": "str", "return": "str",
    }  # fmt: skip


def test_the_rule_imports_nothing_that_holds_people():
    assert {name for name in _modules_behind(RULE) if "models" in name or "participants" in name} == set()
