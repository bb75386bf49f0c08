"""Plain rules over a log: planted patterns are found, ordinary colleagues are left in peace."""

import random
from datetime import date, datetime, timedelta

import pytest

from doorstroom.oversight.domain.odd_access import Limits, Look, find_odd_access

MONDAY = datetime(2026, 10, 5, 10, 0)  # noqa: DTZ001 - local time, as the log of a day is read


def looks(user, people, *, at=MONDAY, first=0, **fields):
    values = {"role": "caseworker", "action": "read", "result": "done", **fields}
    return [Look(first + n, user, values["role"], f"p{n}", values["action"], values["result"], at,
                 values.get("related", True)) for n in range(people)]  # fmt: skip


def rules(found):
    return [(each.rule, each.user_id, each.counted, each.limit) for each in find_odd_access(found)]


def test_a_look_without_a_relation_is_a_question():
    assert rules(looks(7, 1, related=False)) == [("no_relation", 7, 1, 0)]
    assert rules(looks(7, 1, related=False, result="refused")) == [("no_relation", 7, 1, 0)]


def test_many_people_only_when_far_above_ones_own_other_days():
    quiet = [each for n in range(5) for each in looks(7, 12, at=MONDAY + timedelta(days=n), first=n * 100)]
    busy = looks(7, 49, at=MONDAY + timedelta(days=7), first=900)
    assert rules([*quiet, *busy]) == [("volume", 7, 49, 48)]
    assert rules([*quiet, *busy[:48]]) == []


def test_a_desk_that_always_sees_sixty_people_is_not_odd():
    assert rules([each for n in range(5) for each in looks(7, 60, at=MONDAY + timedelta(days=n))]) == []


@pytest.mark.parametrize(("hour", "expected"), [(21, []), (22, [("night", 7, 5, 4)]), (5, [("night", 7, 5, 4)])])
def test_five_people_at_night(hour, expected):
    assert rules(looks(7, 5, at=MONDAY.replace(hour=hour))) == expected
    assert rules(looks(7, 4, at=MONDAY.replace(hour=hour))) == []


def test_refused_addresses_and_exports_are_counted_as_acts():
    assert rules(looks(7, 5, result="refused")) == [("tries", 7, 5, 4)]
    assert rules(looks(7, 3, action="export")) == [("exports", 7, 3, 2)]


def test_the_limits_can_be_read_and_changed():
    assert find_odd_access(looks(7, 5, at=MONDAY.replace(hour=23)), Limits(night_people=6)) == []


def ordinary_month(users, choose):
    """200,000 looks: two hundred colleagues, twenty working days, some fifty looks a day at some twenty people."""
    found, number = [], 0
    for user in range(users):
        usual = choose.randint(12, 28)
        for day in range(20):
            at = MONDAY + timedelta(days=day + 2 * (day // 5), minutes=choose.randint(-90, 400))
            people = [f"{user}-{choose.randrange(65)}" for _ in range(max(4, int(choose.gauss(usual, 5))))]
            for person in choose.choices(people, k=50):
                number += 1
                found.append(Look(number, user, "caseworker", person, "read", "done", at))
    return found


def plant(pattern, user, choose, number):
    """Twenty ways to misuse a login, four of each kind, from blatant to modest."""
    day = MONDAY + timedelta(days=7 * choose.randrange(4))
    kind, size = pattern % 5, 1 + pattern // 5
    if kind == 0:
        return [Look(number + n, user, "caseworker", f"x{n}", "read", "done", day, related=False) for n in range(size)]
    if kind == 1:
        people = 150 + 50 * size
        return [Look(number + n, user, "caseworker", f"x{n}", "read", "done", day) for n in range(people)]
    if kind == 2:
        return looks(user, 4 + size, at=day.replace(hour=2), first=number)
    if kind == 3:
        return looks(user, 5 * size, at=day, first=number, result="refused")
    return looks(user, 3 + size, at=day, first=number, action="export")


def test_planted_patterns_among_two_hundred_thousand_looks(record_property):
    choose = random.Random(20261123)
    users = 200
    found = ordinary_month(users, choose)
    guilty = choose.sample(range(users), 20)
    for pattern, user in enumerate(guilty):
        found += plant(pattern, user, choose, 1_000_000 + 1000 * pattern)
    flagged = {each.user_id for each in find_odd_access(found)}
    record_property("patterns found", len(flagged & set(guilty)))
    record_property("users flagged wrongly", len(flagged - set(guilty)))
    record_property("looks", len(found))
    assert len(found) > 200_000
    assert len(flagged & set(guilty)) >= 18, "at least nine of ten planted patterns"
    assert len(flagged - set(guilty)) <= users // 100, "at most one in a hundred colleagues is asked for nothing"


def test_findings_come_by_day_and_name_the_rows():
    later, sooner = MONDAY + timedelta(days=1), MONDAY
    found = find_odd_access([*looks(3, 1, at=later, first=9, related=False), *looks(9, 1, at=sooner, related=False)])
    assert [(each.day, each.entries) for each in found] == [(date(2026, 10, 5), (0,)), (date(2026, 10, 6), (9,))]


def test_what_was_refused_is_a_try_and_no_look_at_anybody():
    assert rules(looks(7, 60, result="refused")) == [("tries", 7, 60, 4)]


def test_each_file_that_the_helpdesk_opened_is_a_question():
    assert rules(looks(7, 2, role="helpdesk")) == [("helpdesk", 7, 2, 0)]
    assert rules(looks(7, 2, role="helpdesk", result="refused")) == []
