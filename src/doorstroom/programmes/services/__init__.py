"""The only writes of issues, programmes and route models."""

from doorstroom.programmes.services.approaches import (
    begin_programme,
    change_unused_model,
    copy_route_model,
    create_programme,
    load_model,
    mark_model_used,
    restore_model,
    set_goal,
)
from doorstroom.programmes.services.drafts import (
    drop_draft,
    publish_draft,
    save_draft_page,
    save_draft_texts,
    start_draft,
)
from doorstroom.programmes.services.issues import add_issue_owner, advance_issue, signal_issue

__all__ = [
    "add_issue_owner",
    "advance_issue",
    "begin_programme",
    "change_unused_model",
    "copy_route_model",
    "create_programme",
    "drop_draft",
    "load_model",
    "mark_model_used",
    "publish_draft",
    "restore_model",
    "save_draft_page",
    "save_draft_texts",
    "set_goal",
    "signal_issue",
    "start_draft",
]
