"""What is withheld, how little that is, and that an attacker with all printed tables finds nobody."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.monitoring.domain.disclosure import Key, Protected, Reader, Table, exposed, protect
from doorstroom.monitoring.domain.disclosure_values import (
    CurvePoint,
    could_be,
    dominated,
    estimable,
    percentage,
    published_curve,
    round_nearest,
    round_random,
)
from doorstroom.monitoring.domain.release import obstacles, release_of

ROUNDS = {
    ("r1", "job"): 31, ("r1", "stopped"): 4, ("r1", "open"): 25,
    ("r2", "job"): 22, ("r2", "stopped"): 18, ("r2", "open"): 20,
    ("r3", "job"): 27, ("r3", "stopped"): 16, ("r3", "open"): 17,
}  # fmt: skip


def key(*parts: str) -> Key:
    return tuple(parts)


def test_totals_follow_from_the_cells():
    table = Table.of(("round", "exit"), ROUNDS)
    assert (table.counts[()], table.counts[key("round=r1")], table.counts[key("exit=stopped")]) == (180, 60, 38)
    assert len(table.counts) == 16
    assert len(table.relations) == 8


def test_one_small_cell_takes_three_others_with_it_and_no_more():
    """4 could be found from its row and from its column: one other in each, and the crossing of these."""
    safe = protect(Table.of(("round", "exit"), ROUNDS))
    assert safe.primary == {key("round=r1", "exit=stopped")}
    assert safe.withheld == {
        key("round=r1", "exit=stopped"), key("round=r3", "exit=stopped"),
        key("round=r1", "exit=open"), key("round=r3", "exit=open"),
    }  # fmt: skip
    assert safe.published[key("round=r3")] == 60
    assert safe.lost_cells == 4 / 16
    assert safe.lost_people == (4 + 16 + 25 + 17) / 180


def test_a_zero_and_its_complement_are_as_telling_as_a_small_count():
    """Everybody of the second group stopped: that is what the group is kept from."""
    safe = protect(Table.of(("group", "exit"), {("a", "yes"): 20, ("a", "no"): 20, ("b", "yes"): 0, ("b", "no"): 15}))
    assert key("group=b", "exit=yes") in safe.withheld
    assert key("group=b", "exit=no") in safe.withheld
    assert safe.published == {(): 55, key("group=a"): 40, key("group=b"): 15, key("exit=yes"): 20, key("exit=no"): 35}


def test_a_table_of_few_people_is_withheld_as_a_whole():
    assert protect(Table.of(("x",), {("a",): 3, ("b",): 4})).published == {}


def test_wrong_cells_are_named():
    with pytest.raises(ValueError, match=r"cell \('a',\): one value for each of \('round', 'exit'\)"):
        Table.of(("round", "exit"), {("a",): 3})


# The attacker knows every printed number and the rule, and works it out by another method than the product: each cell
# of a table of two dimensions stands in two sums, its row's and its column's, so that changes are flows in a network.

Node = tuple[int, str]
PLENTY = 10**6


def ends(cell: Key) -> tuple[Node, Node]:
    """The row and the column of a cell; "" for a total, whose part in a sum is taken away instead of added."""
    values = dict(part.split("=") for part in cell)
    return (0, values.get("row", "")), (1, values.get("column", ""))


def flow(arcs: dict[tuple[Node, Node], float], source: Node, sink: Node, enough: float) -> float:
    """As much as can go from source to sink, looking no further than `enough`."""
    arcs, total = dict(arcs), 0.0
    while total < enough:
        came: dict[Node, Node] = {source: source}
        front = [source]
        while front and sink not in came:
            at = front.pop()
            for (a, b), room in arcs.items():
                if a == at and room > 0 and b not in came:
                    came[b] = a
                    front.append(b)
        if sink not in came:
            break
        path = [sink]
        while path[-1] != source:
            path.append(came[path[-1]])
        steps = [(a, b) for b, a in pairwise(path)]
        most = min(arcs[step] for step in steps)
        for a, b in steps:
            arcs[a, b] -= most
            arcs[b, a] += most
        total += most
    return total


def width(safe: Protected, cell: Key) -> float:
    """Of how many values, at least up to the threshold, a reader cannot tell which one this cell has."""
    arcs: dict[tuple[Node, Node], float] = {}
    for name in safe.withheld - {cell}:
        row, column = ends(name)
        count = safe.table.counts[name]
        up, down = (PLENTY, count) if bool(row[1]) == bool(column[1]) else (count, PLENTY)
        arcs[row, column], arcs[column, row] = up, down
    row, column = ends(cell)
    more, less = flow(arcs, column, row, safe.threshold), flow(arcs, row, column, safe.threshold)
    if bool(row[1]) != bool(column[1]):
        more, less = less, more
    return more + min(less, safe.table.counts[cell])


def recovered(safe: Protected) -> list[Key]:
    """Hidden cells that the attacker pins to fewer values than the threshold."""
    return [name for name in sorted(safe.withheld) if width(safe, name) < safe.threshold]


def random_table(rng: np.random.Generator) -> Table:
    rows, columns = rng.integers(2, 6), rng.integers(2, 6)
    spread = rng.choice([4, 12, 40, 150])
    counts = rng.negative_binomial(1, 1 / (1 + spread), size=(rows, columns))
    return Table.of(
        ("row", "column"), {(f"r{i}", f"c{j}"): int(counts[i, j]) for i in range(rows) for j in range(columns)}
    )


def test_an_attacker_recovers_no_withheld_cell_of_a_thousand_random_tables(record_property):
    """Subtraction, complements and linear programming at once; the loss of information is counted beside it."""
    rng = np.random.default_rng(20261123)
    found, lost, needed = [], [], []
    for _ in range(1000):
        safe = protect(random_table(rng))
        found += recovered(safe)
        lost.append(safe.lost_cells)
        needed.append(len(safe.primary) / len(safe.table.counts))
    assert found == []
    record_property("share of cells withheld", float(np.mean(lost)))
    assert np.mean(needed) < np.mean(lost) < np.mean(needed) + 0.16


def test_the_attacker_does_find_cells_where_only_small_ones_are_withheld():
    """The attack can succeed: without the second step it recovers the 4."""
    table = Table.of(("row", "column"), ROUNDS)
    small = frozenset(k for k, n in table.counts.items() if n < 10)
    naive = Protected(table, 10, small, small)
    assert recovered(naive) == [key("row=r1", "column=stopped")]


def test_the_attacker_finds_the_ranges_that_linear_programming_finds():
    """On tables of which too little is withheld, so that both have something to find."""
    rng = np.random.default_rng(3)
    found = 0
    for _ in range(40):
        table = random_table(rng)
        small = frozenset(k for k, n in table.counts.items() if n < 10)
        by_solver = exposed(Reader(table.counts, table.relations), table, small, 10)
        naive = Protected(table, 10, small, small)
        assert sorted(by_solver) == recovered(naive)
        assert [round(b - a) for a, b in by_solver.values()] == [width(naive, name) for name in by_solver]
        found += len(by_solver)
    assert found > 100


def test_no_withheld_cell_could_have_been_printed():
    """Whatever guards another cell is needed: printing it again opens something."""
    rng = np.random.default_rng(7)
    for _ in range(40):
        safe = protect(random_table(rng))
        for name in safe.withheld - safe.primary:
            assert recovered(Protected(safe.table, 10, safe.primary, safe.withheld - {name})) != []


# Releases beside one another


def release(inner: dict[tuple[str, str], int], as_of: date, base: int = 5):
    moving = frozenset({"exit=open"})
    return release_of(protect(Table.of(("round", "exit"), inner)), "care/exits/1", as_of, base=base, moving=moving)


BIG = {("r1", "job"): 40, ("r1", "open"): 60, ("r2", "job"): 35, ("r2", "open"): 45}


def moved(job: int, *, of: str = "r1") -> dict[tuple[str, str], int]:
    return BIG | {(of, "job"): BIG[of, "job"] + job, (of, "open"): BIG[of, "open"] - job}


@pytest.mark.parametrize(
    ("people", "base", "codes"),
    [
        (0, 1, []),
        (2, 1, ["difference_of_a_few"] * 4),
        (9, 1, ["difference_of_a_few"] * 4),
        (10, 1, []),
        (2, 5, []),  # 40 and 42 print as the same 40
        (5, 5, ["difference_of_a_few"] * 4),  # 40 and 45: somebody, and at most nine
        (10, 5, []),
    ],
)
def test_a_release_that_isolates_a_few_people_by_subtraction_is_refused(people, base, codes):
    old, new = release(BIG, date(2026, 10, 1), base), release(moved(people), date(2026, 11, 1), base)
    assert [reason.code for reason in obstacles(new, [old])] == codes


def test_a_cell_withheld_once_stays_guarded_by_the_next_table():
    """8 was withheld in October; in November it is 11, and the row has grown by 3: so it was 8, 9 or 10."""
    october = BIG | {("r1", "job"): 8}
    november = BIG | {("r1", "job"): 11}
    old, new = release(october, date(2026, 10, 1), 1), release(november, date(2026, 11, 1), 1)
    assert "cell_given_away" in {reason.code for reason in obstacles(new, [old])}


def test_the_same_table_may_be_shown_again_and_other_counts_are_not_compared():
    old = release(BIG, date(2026, 10, 1), 1)
    assert obstacles(old, [old]) == ()
    other = release_of(protect(Table.of(("round", "exit"), moved(3))), "care/exits/2", date(2026, 11, 1), base=1)
    assert obstacles(other, [old]) == ()


def test_refusals_name_the_cell_and_the_table_before():
    (first, *_) = obstacles(release(moved(2), date(2026, 11, 1), 1), [release(BIG, date(2026, 10, 1), 1)])
    assert first.params == {"cell": ("exit=job",), "as_of": date(2026, 10, 1)}
    early = obstacles(release(BIG, date(2026, 9, 1)), [release(BIG, date(2026, 10, 1))])
    assert [reason.code for reason in early] == ["older_than_published"]
    tiny = release_of(protect(Table.of(("x",), {("a",): 3})), "c", date(2026, 9, 1))
    assert [reason.code for reason in obstacles(tiny, [])] == ["too_few_to_publish"]


def test_differencing_two_releases_of_random_tables_recovers_nobody():
    """Either the second release is refused, or what changed in a printed cell was nobody or ten and more."""
    rng = np.random.default_rng(11)
    allowed = refused = 0
    for _ in range(200):
        first = {(f"r{i}", f"c{j}"): int(rng.integers(0, 60)) for i in range(3) for j in range(3)}
        grown = {k: n + int(rng.choice([0, 0, 3, 12, 25])) for k, n in first.items()}
        before, after = (protect(Table.of(("row", "column"), inner)) for inner in (first, grown))
        old = release_of(before, "x", date(2026, 1, 1), base=1)
        new = release_of(after, "x", date(2026, 2, 1), base=1)
        if obstacles(new, [old]):
            refused += 1
            continue
        allowed += 1
        both = set(before.published) & set(after.published)
        steps = {after.published[k] - before.published[k] for k in both}
        assert all(step == 0 or step >= 10 for step in steps)
    assert (allowed > 5, refused > 5) == (True, True)


# Printing


@given(st.integers(0, 10_000), st.sampled_from([1, 3, 5]))
def test_rounding_moves_a_count_by_less_than_its_base(count, base):
    shown = round_nearest(count, base)
    assert shown % base == 0
    assert 2 * abs(shown - count) <= base
    if count >= 10:
        low, high = could_be(shown, base)
        assert low <= count <= high


@given(st.integers(0, 500), st.text(max_size=5))
def test_random_rounding_gives_the_same_answer_again(count, name):
    drawn = {round_random(count, (name,), b"secret") for _ in range(3)}
    assert len(drawn) == 1
    assert abs(drawn.pop() - count) < 3


def test_random_rounding_is_right_on_average():
    """A remainder of 1 goes up once in three: 4,000 cells of 10 give 40,000, but for chance (SD 89)."""
    total = sum(round_random(10, (f"cell {i}",), b"secret") for i in range(4000))
    assert abs(total - 40_000) < 4 * 89
    assert round_random(12, ("x",), b"secret") == 12


@pytest.mark.parametrize(
    ("k", "n", "shown"), [(10, 25, 40), (15, 40, 38), (10, 20, None), (30, 30, 100), (55, 50, 100)]
)
def test_percentages_come_from_rounded_numbers_and_not_from_few_people(k, n, shown):
    assert percentage(k, n) == shown


def test_euros_of_one_large_employer_are_recognised():
    assert [dominated([80, 10, 10]), dominated([70, 20, 10]), dominated([])] == [True, False, False]
    assert [estimable([100, 50, 9]), estimable([100, 50, 10]), estimable([100])] == [True, False, True]


def test_a_published_curve_takes_small_steps_together_and_ends_before_the_last_few():
    days = [*[5] * 4, *[40] * 7, *[60] * 12, *[100] * 10]
    assert published_curve(days, 40, 140) == [
        CurvePoint(0, 0, 40), CurvePoint(56, 11, 40), CurvePoint(84, 23, 40)
    ]  # fmt: skip
    assert published_curve(days, 9, 140) == []
    with pytest.raises(ValueError, match="steps of 28 days or more"):
        published_curve(days, 40, 140, step=7)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 400), max_size=120), st.integers(0, 60))
def test_every_step_of_a_published_curve_covers_ten_people(days, still):
    points = published_curve(days, len(days) + still, 400)
    counts = [point.reached for point in points]
    assert all(b - a >= 10 for a, b in pairwise(counts))
    assert all(point.people - point.reached >= 10 for point in points)
