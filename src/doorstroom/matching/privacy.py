"""How long the inputs of an answer are kept, and what stays.

An answer can be computed again for a year: long enough for an objection and an appeal, and more than the six months
for which logs of high-risk systems must be kept (Regulation (EU) 2024/1689 art. 26(6)). After that, or as soon as
somebody in it was let go, only rule version, day, direction and counts stay. Who was in a proposal for a round goes
after the same term; its figures stay. Yes, no and approved wording hang on the
person and go with her file. Settled in docs/adr.
"""

from __future__ import annotations

from doorstroom.matching.services.answers import MONTHS_KEPT, answers_past_term, reduce_answers
from doorstroom.matching.services.planning import let_go_of_plan_lines, plan_lines_past_term

__all__ = ["MONTHS_KEPT", "answers_past_term", "let_go_of_plan_lines", "plan_lines_past_term", "reduce_answers"]
