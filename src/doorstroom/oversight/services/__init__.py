"""The only writes of oversight: the monthly review of the log, and files opened outside one's view."""

from doorstroom.oversight.services.file_requests import (
    answer_request,
    ask_for_file,
    judge_emergency,
    open_in_emergency,
)
from doorstroom.oversight.services.reviews import judge, open_reviews, record_works_council, sign

__all__ = [
    "answer_request",
    "ask_for_file",
    "judge",
    "judge_emergency",
    "open_in_emergency",
    "open_reviews",
    "record_works_council",
    "sign",
]
