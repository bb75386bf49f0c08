"""The only writes of oversight: review of the log, files outside one's view, what is held, restricted and let go."""

from doorstroom.oversight.services.file_requests import (
    answer_request,
    ask_for_file,
    judge_emergency,
    open_in_emergency,
)
from doorstroom.oversight.services.helpdesk import answer_helpdesk, ask_helpdesk_access, end_helpdesk
from doorstroom.oversight.services.holds import hold_file, hold_programme, lift_hold
from doorstroom.oversight.services.letting_go import announce_files, let_go_of_files, record_run
from doorstroom.oversight.services.organisations import merge_administered, rename_administered
from doorstroom.oversight.services.restrictions import lift_restriction, restrict_known_file, restrict_own_file
from doorstroom.oversight.services.reviews import judge, open_reviews, record_works_council, sign

__all__ = [
    "announce_files",
    "answer_helpdesk",
    "answer_request",
    "ask_for_file",
    "ask_helpdesk_access",
    "end_helpdesk",
    "hold_file",
    "hold_programme",
    "judge",
    "judge_emergency",
    "let_go_of_files",
    "lift_hold",
    "lift_restriction",
    "merge_administered",
    "open_in_emergency",
    "open_reviews",
    "record_run",
    "record_works_council",
    "rename_administered",
    "restrict_known_file",
    "restrict_own_file",
    "sign",
]
