"""The page about processes says what the tables say."""

from pathlib import Path

from django.conf import settings

from doorstroom.conf.processes import PROCESSES, page
from doorstroom.kernel.transitions import legal_moves

PAGE = Path(settings.PACKAGE).parents[1] / "docs" / "domain" / "processes.md"


def test_the_page_is_as_the_code_decides():
    assert PAGE.read_text() == page(), "run python -m doorstroom.conf.processes > docs/domain/processes.md"


def test_from_every_state_something_leads_on_or_it_is_an_end():
    ends = {}
    for process in PROCESSES:
        moves = process.table.values()
        states = {state for move in moves for state in move.sources} | {move.target for move in moves if move.target}
        ends[process.name] = {str(state) for state in states if not legal_moves(process.table, state)}
    assert ends == {
        "Trajectory": set(),
        "Referral, warm handover": {"closed", "declined", "withdrawn", "returned"},
        "Placement": {"ended", "cancelled"},
        "Round": {"evaluated", "cancelled"},
        "Agreement": {"renewed", "expired", "terminated"},
        "Labour-market issue": {"closed"},
        "Grant": {"settled", "withdrawn"},
        "Claim": {"recovered"},
    }
