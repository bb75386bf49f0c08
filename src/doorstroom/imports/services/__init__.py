"""The only writes of deliveries: staged, repaired, applied as a whole, undone as a whole."""

from doorstroom.imports.services.applying import apply_batch
from doorstroom.imports.services.repairs import (
    accept_proposals,
    change_mapping,
    correct_row,
    exclude_row,
    judge_row,
)
from doorstroom.imports.services.staging import check_batch, discard_batch, stage_file
from doorstroom.imports.services.undoing import undo_batch

__all__ = [
    "accept_proposals",
    "apply_batch",
    "change_mapping",
    "check_batch",
    "correct_row",
    "discard_batch",
    "exclude_row",
    "judge_row",
    "stage_file",
    "undo_batch",
]
