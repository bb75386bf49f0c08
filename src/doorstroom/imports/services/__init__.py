"""The only writes of deliveries: staged, repaired, applied as a whole, undone as a whole."""

from doorstroom.imports.services.applying import apply_batch
from doorstroom.imports.services.repairs import (
    accept_proposals,
    change_mapping,
    choose_values,
    correct_row,
    exclude_row,
    judge_row,
    take_over_changes,
)
from doorstroom.imports.services.returning import return_file
from doorstroom.imports.services.staging import check_batch, discard_batch, stage_file
from doorstroom.imports.services.undoing import undo_batch

__all__ = [
    "accept_proposals",
    "apply_batch",
    "change_mapping",
    "check_batch",
    "choose_values",
    "correct_row",
    "discard_batch",
    "exclude_row",
    "judge_row",
    "return_file",
    "stage_file",
    "take_over_changes",
    "undo_batch",
]
