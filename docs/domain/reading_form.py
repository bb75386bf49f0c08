"""Makes docs/domain/reading-form.md: forty generated sentences, and how to find out whether people understand them.

python docs/domain/reading_form.py
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from doorstroom.monitoring.domain.comparison import Verdict as Difference
from doorstroom.monitoring.domain.comparison import compare_versions
from doorstroom.monitoring.domain.definitions import Clock, ClockStart, Definition, Outcome, Span, Unit
from doorstroom.monitoring.domain.facts import Episode, ExitCause, TrajectoryFact
from doorstroom.monitoring.domain.impact.covariates import Covariates
from doorstroom.monitoring.domain.impact.gate import Verdict
from doorstroom.monitoring.domain.impact.sentences import verdict_text
from doorstroom.monitoring.domain.impact.study import Study, evaluate
from doorstroom.monitoring.domain.sentences import comparison_sentences

PAGE = Path(__file__).with_name("reading-form.md")
TODAY = date(2026, 11, 23)

EFFECT = {
    "a": "Het programma heeft waarschijnlijk iets veranderd.",
    "b": "Er is geen verschil aangetoond. Er kan toch een effect zijn.",
    "c": "Het is bewezen dat het programma niets verandert.",
    "d": "Met deze gegevens is er niets over te zeggen.",
}
EFFECT_KEY = {Verdict.EFFECT: "a", Verdict.NO_DEMONSTRABLE_DIFFERENCE: "b", Verdict.NO_STATEMENT: "d"}
VERSIONS = {
    "a": "Er is waarschijnlijk echt een verschil. Waardoor dat komt, is niet bekend.",
    "b": "Het verschil kan toeval zijn.",
    "c": "De nieuwe aanpak is de oorzaak van het verschil.",
    "d": "Met deze gegevens is er niet te zeggen of er een verschil is.",
}
VERSIONS_KEY = {
    Difference.NOT_CHANCE: "a",
    Difference.MAY_BE_CHANCE: "b",
    Difference.TOO_FEW: "d",
    Difference.DEPENDS_ON_UNKNOWN: "d",
}

# People, effect in the outcome's own unit, a yes-or-no outcome, invitations, and the seed of the draw.
STUDIES = (
    (900, 0.0, True, False, 1), (2500, 0.15, True, False, 2), (150, 0.3, True, False, 3),
    (3000, 0.1, True, True, 4), (1200, 0.0, False, False, 5), (2000, 0.6, False, False, 6),
    (2200, -0.5, False, False, 7), (200, 0.5, False, False, 8), (800, 0.02, True, False, 9),
    (4000, 0.08, True, False, 10), (3000, -0.2, True, False, 11), (1500, 0.0, True, True, 12),
    (100, 0.1, True, False, 13), (700, -0.03, True, False, 14), (5000, 0.12, True, False, 15),
    (2600, 0.3, False, True, 16), (220, 0.0, False, False, 17), (1000, 0.05, False, False, 18),
    (2400, 1.5, False, False, 19), (900, -0.02, True, True, 20),
)  # fmt: skip

# People and how many of them stopped or were never heard of again, with the newer and the older version; the weeks
# between both groups.
ROUNDS = (
    (24, 2, 0, 24, 12, 0, 40), (24, 8, 0, 24, 12, 0, 40), (60, 6, 0, 60, 21, 0, 0), (30, 3, 9, 30, 12, 0, 30),
    (8, 1, 0, 20, 9, 0, 30), (40, 10, 0, 40, 12, 0, 0), (120, 20, 0, 100, 35, 0, 60), (15, 3, 0, 9, 4, 0, 20),
    (50, 24, 0, 50, 8, 0, 0), (36, 7, 2, 30, 11, 1, 40), (200, 30, 4, 180, 60, 3, 50), (25, 5, 0, 25, 7, 0, 0),
    (6, 0, 0, 7, 3, 0, 12), (45, 15, 0, 45, 14, 0, 70), (70, 8, 20, 70, 24, 2, 40), (90, 9, 0, 90, 30, 0, 0),
    (32, 12, 0, 30, 4, 0, 35), (18, 4, 0, 22, 9, 0, 30), (300, 66, 0, 300, 75, 0, 52), (28, 2, 0, 26, 13, 0, 45),
)  # fmt: skip

STOPPED = Definition(
    code="first_20_weeks",
    version=1,
    outcomes=(Outcome("stopped", causes=frozenset({ExitCause.DROPOUT})),),
    clock=Clock(ClockStart.STARTED),
    horizon=Span(20, Unit.WEEKS),
)


def verdicts() -> Iterator[tuple[str, str]]:
    """Each sentence with its right conclusion."""
    for people, effect, yes_or_no, invited, seed in STUDIES:
        found = evaluate(_study(people, effect, yes_or_no, invited, seed))
        yield verdict_text(found, "nl"), EFFECT_KEY[found.verdict]


def _study(people: int, effect: float, yes_or_no: bool, invited: bool, seed: int) -> Study:
    rng = np.random.default_rng(seed)
    fact, cohort = rng.normal(size=(people, 1)), rng.random(people) < 0.35
    if yes_or_no:
        chance = 0.45 + 0.1 * np.tanh(fact[:, 0])
        outcome = (rng.random(people) < chance + effect * cohort).astype(float)
        before = (rng.random(people) < chance).astype(float)
    else:
        outcome = 20 + 2 * fact[:, 0] + effect * cohort + rng.normal(0, 2, people)
        before = 18 + 2 * fact[:, 0] + rng.normal(0, 2, people)
    known = Covariates(("fact",), fact)
    started = cohort & (rng.random(people) < 0.7) if invited else None
    return Study(cohort, outcome, known, before, known, started)


def comparisons() -> Iterator[tuple[str, str]]:
    """The sentences of a comparison of two versions, as the pages say them."""
    from doorstroom.monitoring.wording import say_all  # needs Django to be set up

    for *sizes, weeks in ROUNDS:
        start = date(2024, 1, 8)
        older = _people("v1", start, *sizes[3:])
        newer = _people("v2", start + timedelta(weeks=weeks), *sizes[:3])
        found = compare_versions([*newer, *older], STOPPED, "stopped", arms=("v2", "v1"), as_of=TODAY)
        yield say_all(comparison_sentences(found, STOPPED)), VERSIONS_KEY[found.verdict]


def _people(arm: str, start: date, size: int, stopped: int, unknown: int) -> list[TrajectoryFact]:
    """Starts are spread over four weeks, so that two groups may overlap."""
    ends: list[ExitCause | None] = [ExitCause.DROPOUT] * stopped + [ExitCause.UNKNOWN] * unknown
    rows = []
    for i in range(size):
        day = start + timedelta(days=i % 28)
        cause = ends[i] if i < len(ends) else None
        episode = Episode(day, day + timedelta(weeks=3 + i % 12), cause) if cause else Episode(day)
        rows.append(
            TrajectoryFact(key=f"{arm} {i}", programme="care", arm=arm, episodes=(episode,), recorded_until=TODAY)
        )
    return rows


INTRODUCTION = """# Are the sentences understood?

**Status: not tested yet.** Nothing is claimed about how well people understand these sentences until people read them.

The product says what figures mean in sentences. A sentence that is grammatical can still be misread, above all "no
demonstrable difference". This form finds out. It is made from the product's own sentences by
`docs/domain/reading_form.py`, and a test keeps it equal to them.

## Protocol
1. Readers: at least ten people who work with such results and did not build this (programme managers, council advisers,
   employers' representatives), and at least five of them without training in statistics.
2. Each gets the sentences only, on paper or screen, one by one, in an order drawn for that reader; no explanation, no
   figures beside them, no talking. Twelve minutes for twenty sentences; each reader gets one half.
3. With each sentence the reader picks one of the four conclusions under its heading.
4. Count per heading the share of right answers with its interval (Wilson), and write down which wrong conclusion was
   picked. The bar is 90 % right. Below it the words change, and the form is read again by others.
5. The sentences for participants (Mijn week, letters) are not in this form and are not tested either ("niet getest").

Results are written under *Results* with date, number of readers and their background; never names.

## Results
None yet.
"""


def form() -> str:
    parts = [INTRODUCTION]
    for title, options, sentences, first in (
        ("Did it bring something about?", EFFECT, list(verdicts()), 1),
        ("Is the newer version better?", VERSIONS, list(comparisons()), 21),
    ):
        chosen = "\n".join(f"- **{letter}** {text}" for letter, text in options.items())
        lines = "\n".join(f"{number}. {sentence}" for number, (sentence, _) in enumerate(sentences, first))
        key = " · ".join(f"{number} {answer}" for number, (_, answer) in enumerate(sentences, first))
        parts.append(
            f"## {title}\n{chosen}\n\n{lines}\n\n<details><summary>Right answers</summary>\n\n{key}\n\n</details>\n"
        )
    return "\n".join(parts)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doorstroom.conf.test")
    import django

    django.setup()
    from django.utils import translation

    with translation.override("nl"):
        PAGE.write_text(form())
