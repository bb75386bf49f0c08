"""What tests of trust prove with a number: each figure is what the test recorded, or how many of its cases failed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bench.results import Result
from bench.tested import Ran, run

SIGN_IN, MATRIX = "accounts/test_sign_in.py", "test_access_matrix.py"
MANY_TRIES = "test_of_many_wrong_passwords_five_are_looked_at_and_then_the_right_one_opens_nothing"
KEEPING = (
    "oversight/test_letting_go.py", "trajectories/test_retention.py", "imports/test_retention.py",
    "imports/domain/test_privacy.py",
)  # fmt: skip
HARD_SHELL = ("trust/test_hard_shell.py", f"{MATRIX}::test_each_role_gets_what_the_table_says")
PARTS = (
    "oversight/test_evidence.py::test_the_parts_list_holds_each_dependency_and_what_it_needs",
    "trust/test_asvs_details.py::test_every_part_is_locked_to_its_sum_and_none_is_unpinned",
)


@dataclass(frozen=True)
class Proof:
    """`method` may name what the test recorded; `recorded` is the figure itself, without it failed cases are.

    `tries` names what a longer run has more of.
    """

    name: str
    tests: tuple[str, ...]
    unit: str
    target: float
    method: str
    recorded: str = ""
    higher: bool = False
    tries: str = ""


PROOFS = (
    Proof("log, attacks not found at their place", ("audit/test_chain.py",), "attacks", 0,
          "{attacks} edits, deletions, insertions, reorderings and truncations of a log of 500 rows",
          recorded="attacks not found"),
    Proof("log review, planted patterns found", ("oversight/domain/test_odd_access.py",), "patterns", 18,
          "20 planted among {looks} looks of 200 users in a month", recorded="patterns found", higher=True),
    Proof("log review, users flagged wrongly", ("oversight/domain/test_odd_access.py",), "users", 2,
          "of the 180 who did their work", recorded="users flagged wrongly"),
    Proof("retention, traces of who was let go", ("trust/test_residues.py",), "cases", 0,
          "every table searched as text and as bytes for name, number and address of three people who stood in"
          " {tables with a trace} places; the others keep theirs"),
    Proof("retention, notices, holds and terms that fail", KEEPING, "cases", 0,
          "told thirty days before, evidence on hold stays and nothing else, a term for each kind; every table about a"
          " person is let go and guarded, or the build fails"),
    Proof("sign-in, wrong tries that are looked at in a quarter of an hour", (f"{SIGN_IN}::{MANY_TRIES}",), "tries", 5,
          "of 25 wrong passwords for one account in a row; then the right one opens nothing either",
          recorded="wrong tries let through"),
    Proof("sign-in, answers that tell a known address from an unknown one", tuple(f"{SIGN_IN}::{each}" for each in (
          "test_an_unknown_address_gets_the_answer_of_a_wrong_password",
          "test_an_unknown_address_costs_the_same_work_as_a_known_one")), "cases", 0,
          "the page after signing in and after asking a new password, and how many passwords are hashed for it"),
    Proof("sign-in, pages of staff that open without second step",
          (f"{SIGN_IN}::test_a_password_alone_opens_no_page_of_staff",), "cases", 0,
          "{pages of staff} addresses, read and written to by somebody who gave her password alone"),
    Proof("sign-in, checks of a broker that fail", ("accounts/test_broker.py",), "cases", 0,
          "a broker on the same machine: PKCE, state, nonce, signature, level, audience, an answer works once"),
    Proof("hard shell, addresses with a weak header or cookie", HARD_SHELL, "cases", 0,
          "{addresses} addresses without an account and each page of staff in turn by four roles: policy without"
          " inline, no framing, no sniffing, cookies out of reach of scripts"),
    Proof("parts, not in the list or without a sum", PARTS, "cases", 0,
          "{parts} parts in the list (CycloneDX), each pinned with its sum; what is known to be wrong with them is"
          " asked of the network by hand, before a release (docs/operations/security.md), and not counted here"),
    Proof("hostile files, not neutralised", ("trust/test_hostile_files.py",), "cases", 0,
          "{hostile files} different files, as document and as delivery: refused with a reason or kept without harm"),
    Proof("fuzzed forms, pages that failed", ("trust/test_hostile_forms.py",), "cases", 0,
          "{fuzzed} pages with a hostile text in the address and in each field; none fails or gives a script back"),
    Proof("double click within 50 ms, more than one effect", ("drafts/test_once.py",), "cases", 0,
          "{double clicks} buttons pressed twice by two connections, 0 to 50 ms apart", tries="double clicks"),
    Proof("restore drill, faults not noticed", ("database/test_backup.py",), "cases", 0,
          "backups with another dump, file, number of rows, end of the log or key: each drill says what is wrong"),
)  # fmt: skip


def measure() -> Iterator[Result]:
    ran: dict[tuple[str, ...], Ran] = {}
    for proof in PROOFS:
        if proof.tests not in ran:
            ran[proof.tests] = run(proof.tests)
        yield _figure(proof, ran[proof.tests])


def _figure(proof: Proof, ran: Ran) -> Result:
    failed = ran.failed.total()
    value = ran.recorded[proof.recorded] if proof.recorded and not failed else failed
    recorded = {name: f"{number:,}" for name, number in ran.recorded.items()}
    method = proof.method.format_map(defaultdict(lambda: "?", recorded))  # a test that failed recorded nothing
    how = f"{method}; {ran.passed} tests passed, {failed} failed"
    return Result(proof.name, value, proof.unit, proof.target, how, higher=proof.higher,
                  tries=ran.recorded[proof.tries] or 1)  # fmt: skip
