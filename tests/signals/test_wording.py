"""Every signal, act and reason has its sentence, filled without leftovers, in Dutch and in English."""

from datetime import date, time

import pytest
from django.utils import translation

from doorstroom.matching.domain.messages import MODES, REASONS, REPAIRS, WITHHELD
from doorstroom.signals.domain.messages import ACTS, ON_ONE_DAY, SIGNALS, WHY_THIS_ORDER
from doorstroom.signals.domain.signal import Signal, Subject, SubjectKind
from doorstroom.signals.wording import told

TODAY = date(2026, 11, 23)
PARAMS = {
    "topic": "leerplekken",
    "activity": "placement", "starts_at": time(8, 30), "missed": 3, "days": 10, "attended_before": 9, "days_before": 12,
    "since": date(2026, 11, 2), "weeks": 3, "checklist": "papieren", "missing": ("contract",), "count": 1, "total": 5,
    "day": date(2026, 12, 24), "workdays": 5, "contract": "7", "ends_on": date(2027, 2, 8), "step": 12,
    "fact": "besluit", "confirmed_by": "Ineke Vos", "reason": "Komt eraan.", "observation": "na-4-weken", "attempts": 2,
    "closes_on": None, "referrer": "UWV", "outcome": "gekozen", "seats": 24, "backed": 19, "short": 5,
    "kind": "trial", "months": 2, "percent": 75, "source": "art. 76a", "grace": 4, "other": "Vennenwerk",
    "owner": "KOL", "target": 40, "value": 14, "by_now": 35, "lines": 3, "before": 26, "far_before": 12, "after": 20,
    "far_after": 6, "points": 15, "people": 2, "starts": 1, "leavings": 2, "open": 26, "odd": 1,
    "month": date(2026, 10, 1), "who": "Ruud Blom", "opened": date(2026, 11, 2), "pairs": 3, "employer": "De Lindenhof",
    "instrument": "job_coach", "act": "renew",
}  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("code", SIGNALS)
def test_every_signal_is_told_in_full(code, language):
    person = Subject(SubjectKind.PERSON, "1")
    with translation.override(language):
        found = told(
            Signal(code, person, "coach", date(2026, 11, 23), "call_today", PARAMS), None, on=date(2026, 11, 23)
        )
    assert "%(" not in found.says + found.why + found.act
    assert found.urgent


def test_no_sentence_is_left_in_english():
    texts = [
        *ACTS.values(),
        *MODES.values(),
        *REASONS.values(),
        *REPAIRS.values(),
        WITHHELD,
        WHY_THIS_ORDER,
        ON_ONE_DAY,
    ]
    texts += [sentence for text in SIGNALS.values() for sentence in (text.says, text.why)]
    with translation.override("nl"):
        assert [text for text in texts if translation.gettext(text) == text] == []


def test_reasons_speak_of_the_approach_as_the_pages_do():
    with translation.override("nl"):
        said = [translation.gettext(sentence) for text in SIGNALS.values() for sentence in (text.says, text.why)]
    assert [sentence for sentence in said if "routemodel" in sentence.lower()] == []
