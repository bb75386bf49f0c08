"""Every code has words: what is wrong, where, and how to repair it."""

import ast
import re
from pathlib import Path

import pytest

import doorstroom.imports.domain as domain
from doorstroom.imports.domain.messages import (
    COLUMN_REASONS,
    FILES,
    PASSED_OVER,
    PROBLEMS,
    Description,
    describe,
    describe_file,
)
from doorstroom.imports.domain.problems import FileError, Problem, Severity
from doorstroom.kernel import identifiers

MODULES = [path for path in Path(domain.__file__).parent.glob("*.py") if path.name != "messages.py"]
MODULES.append(Path(identifiers.__file__))


def called_with_code(names):
    """The literal codes given to calls of these names, as first or `code` or `fault` argument."""
    found = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in names:
                values = [*node.args[:2], *(k.value for k in node.keywords if k.arg in ("code", "fault"))]
                found |= {value.value for value in values if isinstance(value, ast.Constant)}
    return {code for code in found if isinstance(code, str) and re.fullmatch(r"[a-z]+(?:_[a-z]+)+", code)}


def test_every_code_in_the_domain_has_a_sentence():
    raised = called_with_code({"Problem", "complain", "Read", "Reading", "_problem", "_read_code"})
    assert raised - set(PROBLEMS) == set()
    assert called_with_code({"FileError"}) - set(FILES) == set()


def test_every_sentence_belongs_to_a_code_that_can_occur():
    text = "\n".join(path.read_text() for path in MODULES)
    built = {f"{field}_missing" for field in ("employer", "occupation", "count")}
    built |= {f"column_refused_{category}" for category in ("identity", "origin", "health", "belief", "offence")}
    assert {code for code in PROBLEMS if f'"{code}"' not in text} == built
    assert {code for code in FILES if f'"{code}"' not in text} == set()
    assert {code for code in PASSED_OVER if f'"{code}"' not in text} == set()
    refused = {reason for reason in COLUMN_REASONS if reason.startswith("refused_")}
    assert {code for code in COLUMN_REASONS if f'"{code}"' not in text} == refused - {"refused_identity"}


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_sentence_can_be_filled(code):
    params = {"earliest": "a", "latest": "b", "age": 17, "ages": "18+", "most": 60, "count": 2}
    described = describe(Problem(4, code, Severity.REFUSED, column="Tel", value="v", proposal="p", params=params))
    assert described.where == "row 4, column Tel"
    assert "%(" not in described.what + described.repair
    assert described.what.endswith(".")
    assert described.repair.endswith(".")


@pytest.mark.parametrize("code", FILES)
def test_every_file_message_can_be_filled(code):
    params = {
        "megabytes": 20, "sheet": "S", "position": 3, "row": 4, "rows": 5, "columns": 6, "characters": 7,
        "expected": "naam", "field": "employer", "headers": "a, b",
    }  # fmt: skip
    described = describe_file(FileError(code, **params))
    assert "%(" not in described.what + described.repair
    assert described.repair.endswith(".")


def test_a_problem_in_words():
    problem = Problem(
        13, "postcode_letter", Severity.REFUSED, ref="VW-8", column="Postcode", value="55O1CL", proposal="5501CL"
    )
    assert describe(problem) == Description(
        "row 13, column Postcode",
        "A letter and a digit look alike in postcode “55O1CL”.",
        "Check the postcode. Proposal: 5501CL.",
    )


def test_a_translated_sentence_is_filled_in():
    dutch = {
        "row %(row)s": "rij %(row)s",
        "“%(value)s” is not a day that exists.": "“%(value)s” is geen bestaande dag.",
        "Correct the date, as day-month-year.": "Verbeter de datum, als dag-maand-jaar.",
    }
    problem = Problem(4, "invalid_date", Severity.REFUSED, value="31-02-1990")
    assert describe(problem, dutch.__getitem__) == Description(
        "rij 4", "“31-02-1990” is geen bestaande dag.", "Verbeter de datum, als dag-maand-jaar."
    )


def test_another_row_is_named_in_the_readers_words():
    problem = Problem(17, "same_place", Severity.DUPLICATE, proposal="row 16")
    shown = describe(problem, lambda text: text.replace("row %(row)s", "rij %(row)s"))
    assert "rij 16" in shown.what + shown.repair
    assert "row 16" not in shown.what + shown.repair
