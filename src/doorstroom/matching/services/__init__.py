"""The only writes of matching."""

from doorstroom.matching.services.answers import Replay, record_answer, replay_answer
from doorstroom.matching.services.fairness import make_fairness_report
from doorstroom.matching.services.reviews import review_refusal
from doorstroom.matching.services.words import approve_wordings, say_word

__all__ = [
    "Replay",
    "approve_wordings",
    "make_fairness_report",
    "record_answer",
    "replay_answer",
    "review_refusal",
    "say_word",
]
