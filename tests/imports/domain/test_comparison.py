"""A second delivery beside the first: new, gone and changed, field by field."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from doorstroom.imports.domain.comparison import Change, Comparison, compare_deliveries
from doorstroom.imports.domain.names import PersonName
from doorstroom.imports.domain.participants import ParticipantRow
from doorstroom.kernel.identifiers import MASK

ANNA = ParticipantRow(5, "K1", PersonName("Anna", family="Bos"), date(1990, 1, 1), phone="+31612345678")
JAN = ParticipantRow(6, "K2", PersonName("Jan", family="Vos"), date(1991, 1, 1), identity_number="999921009")
PIET = ParticipantRow(7, "K3", PersonName("Piet", family="Mol"))


def test_new_gone_changed_and_unchanged():
    moved = replace(ANNA, row=9, phone="+31612345679", town="Kerkwoude")
    other_number = replace(JAN, row=2, identity_number="999921071")
    newcomer = replace(PIET, row=3, ref="K4")
    nameless = replace(PIET, row=4, ref="")
    assert compare_deliveries([ANNA, JAN, PIET], [other_number, newcomer, nameless, moved]) == Comparison(
        new=("K4",),
        gone=("K3",),
        unchanged=(),
        changes=(
            Change("K2", 2, "identity_number", MASK, MASK),
            Change("K1", 9, "town", "", "Kerkwoude"),
            Change("K1", 9, "phone", "+31612345678", "+31612345679"),
        ),
        without_ref=(4,),
    )


def test_another_row_number_is_no_change():
    assert compare_deliveries([ANNA, JAN], [replace(JAN, row=1), replace(ANNA, row=2, known="p1")]) == Comparison(
        new=(), gone=(), unchanged=("K2", "K1"), changes=(), without_ref=()
    )


ROWS = st.lists(
    st.builds(
        ParticipantRow,
        row=st.integers(1, 99),
        ref=st.sampled_from(["", "A", "B", "C", "D"]),
        name=st.just(PersonName()),
        town=st.sampled_from(["x", "y"]),
    ),
    max_size=8,
)


@given(ROWS, ROWS)
def test_every_number_is_in_exactly_one_list(earlier, later):
    comparison = compare_deliveries(earlier, later)
    changed = {change.ref for change in comparison.changes}
    listed = [*comparison.new, *comparison.gone, *comparison.unchanged, *changed]
    assert sorted(listed) == sorted({row.ref for row in [*earlier, *later] if row.ref})
    assert len(comparison.without_ref) == sum(not row.ref for row in later)


@given(ROWS)
def test_a_delivery_beside_itself_has_no_news(rows):
    comparison = compare_deliveries(rows, rows)
    assert (comparison.new, comparison.gone, comparison.changes) == ((), (), ())
