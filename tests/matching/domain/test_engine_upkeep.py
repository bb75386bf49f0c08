"""An index on disk and an index that follows changes give the same answers as one built anew."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from random import Random

import pytest

from doorstroom.matching.domain.engine.encode import NotInBook
from doorstroom.matching.domain.engine.files import load_index, run_part, save_index
from doorstroom.matching.domain.engine.search import best_for_all, build_index, in_order, parts_of, sift_people
from doorstroom.matching.domain.engine.upkeep import change_person, change_place, renew_person, renew_place, row_of
from doorstroom.matching.domain.facts import Kind, Requirement
from doorstroom.matching.domain.travel import PLANNING_ESTIMATES
from matching.domain.drawn import ON, TREE, draw, draw_person, draw_place

PEOPLE, PLACES = draw(3, 200, 300)
build = partial(build_index, on=ON, estimates=PLANNING_ESTIMATES, tree=TREE)


def test_index_on_disk_gives_the_same_answers(tmp_path):
    index, _ = build(PEOPLE, PLACES)
    save_index(index, tmp_path)
    mapped = load_index(tmp_path)
    assert best_for_all(mapped, 10).digest() == best_for_all(index, 10).digest()
    assert sift_people(mapped, 5).groups.tolist() == sift_people(index, 5).groups.tolist()


def test_empty_index_can_be_kept(tmp_path):
    save_index(build([], [])[0], tmp_path)
    assert best_for_all(load_index(tmp_path), 10).rows.shape == (0, 10)


def test_index_of_another_rule_is_refused(tmp_path):
    save_index(build(PEOPLE, PLACES)[0], tmp_path)
    (tmp_path / "index.json").write_text('{"rule_version": "0"}')
    with pytest.raises(ValueError, match="made by rule 0, this is rule 2; build the index again"):
        load_index(tmp_path)


def test_processes_that_share_the_files_give_the_same_bytes(tmp_path):
    people = [replace(each, person_id=f"{copy}{each.person_id}") for copy in range(30) for each in PEOPLE]
    index, _ = build(people, PLACES)
    save_index(index, tmp_path)
    parts = parts_of(index)
    assert len(parts) > 1
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(run_part, [str(tmp_path)] * len(parts), *zip(*parts, strict=True), [10] * len(parts)))
    assert in_order(index, found, 10).digest() == best_for_all(index, 10).digest()


def test_a_hundred_changes_leave_what_a_full_run_gives():
    random, people, places = Random(11), list(PEOPLE), list(PLACES)
    index, book = build(people, places)
    best = best_for_all(index, 10)
    changed = 0
    for step in range(100):
        row = random.randrange(200)
        try:
            if step % 2:
                person = draw_person(random, row)
                index = change_person(index, book, person)
                people[row], best = person, renew_person(index, best, row)
            else:
                place = draw_place(random, row)
                index = change_place(index, book, place)
                places[row], best = place, renew_place(index, best, row)
            changed += 1
        except NotInBook:
            continue
    assert changed > 80
    assert best.digest() == best_for_all(build(people, places)[0], 10).digest()


def test_what_nobody_asked_before_needs_a_new_index():
    index, book = build(PEOPLE, PLACES)
    place = replace(PLACES[0], requirements=(Requirement(Kind.LICENCE, "crane"),))
    with pytest.raises(NotInBook, match=r"place place-00000 asks .*crane.*build the index again"):
        change_place(index, book, place)


def test_unknown_id_is_refused():
    with pytest.raises(KeyError, match="nobody is not in this index"):
        row_of(build(PEOPLE, PLACES)[0].person_ids, "nobody")
