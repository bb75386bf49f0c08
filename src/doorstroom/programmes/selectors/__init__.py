"""Reads of issues, programmes, approaches and holidays."""

from doorstroom.programmes.selectors.approaches import (
    approach_of,
    approaches_by_checksum,
    models_in_use,
    programmes_open_for_registration,
    standard_thresholds,
    stored_model,
)
from doorstroom.programmes.selectors.issues import concepts_named, issue_facts, issues, whole_issues
from doorstroom.programmes.selectors.plan import (
    ShownLane,
    ShownPlan,
    calendar_for,
    holidays_between,
    public_holidays,
    shown_plan,
)

__all__ = [
    "ShownLane",
    "ShownPlan",
    "approach_of",
    "approaches_by_checksum",
    "calendar_for",
    "concepts_named",
    "holidays_between",
    "issue_facts",
    "issues",
    "models_in_use",
    "programmes_open_for_registration",
    "public_holidays",
    "shown_plan",
    "standard_thresholds",
    "stored_model",
    "whole_issues",
]
