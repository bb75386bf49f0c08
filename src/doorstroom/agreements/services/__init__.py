"""The only writes of agreements. An agreement opens data by lines that a privacy officer approved, never by
signatures alone."""

from doorstroom.agreements.services.course import move_agreement, sign_agreement, terminate_agreement
from doorstroom.agreements.services.drafting import (
    Line,
    Promised,
    add_commitment,
    add_lines,
    add_party,
    amend_agreement,
    draft_agreement,
    drop_commitment,
    drop_lines,
)
from doorstroom.agreements.services.lines import approve_lines, withdraw_lines
from doorstroom.agreements.services.progress import record_progress

__all__ = [
    "Line",
    "Promised",
    "add_commitment",
    "add_lines",
    "add_party",
    "amend_agreement",
    "approve_lines",
    "draft_agreement",
    "drop_commitment",
    "drop_lines",
    "move_agreement",
    "record_progress",
    "sign_agreement",
    "terminate_agreement",
    "withdraw_lines",
]
