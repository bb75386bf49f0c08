"""Choosing by name: what is found, and what somebody reads who wrote something else."""

from types import SimpleNamespace

import pytest
from django import forms
from django.utils import translation

from doorstroom.accounts.models import Organisation
from doorstroom.ui.listed import Listed, ListedField, offer

NAMES = {1: "ROC Lindevallei", 2: "Gemeente Lindevallei", 3: "De Brug", 4: "De Brug", 5: "Vennenwerk & Co"}


def listed():
    return Listed("organisations", [Organisation(pk=pk, name=name) for pk, name in NAMES.items()])


class Choice(forms.Form):
    one = ListedField(label="One")
    other = ListedField(label="Other", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = listed()
        offer(self, "one", offered)
        offer(self, "other", offered, brings_list=False)


@pytest.mark.parametrize(
    ("typed", "pk"),
    [("ROC Lindevallei", 1), ("  gemeente   LINDEVALLEI ", 2), ("De Brug (no. 4)", 4), ("Vennenwerk & Co", 5)],
)
def test_a_name_is_found_whatever_its_capitals_and_spaces(typed, pk):
    with translation.override("en"):
        form = Choice({"one": typed})
        assert (form.errors, form.cleaned_data["one"].pk, form.cleaned_data["other"]) == ({}, pk, None)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Fill this in."),
        ("   ", "Fill this in."),
        ("Lindevallei",
         "“Lindevallei” does not stand in the list. Do you mean “ROC Lindevallei” or “Gemeente Lindevallei”?"),
        ("ROC Lindevalei", "“ROC Lindevalei” does not stand in the list. Do you mean “ROC Lindevallei” or “Gemeente"
         " Lindevallei”?"),
        ("de brug", "There is more than one “de brug”. Choose which: “De Brug (no. 3)” or “De Brug (no. 4)”."),
        ("Xyz", "“Xyz” does not stand in the list. Type a part of the name, and choose from what is offered."),
        ("1", "“1” does not stand in the list. Type a part of the name, and choose from what is offered."),
    ],
)  # fmt: skip
def test_another_name_is_refused_with_what_to_write_and_stays(typed, error):
    with translation.override("en"):
        form = Choice({"one": typed})
        assert form.errors == {"one": [error]}
        assert form["one"].value() == typed


def test_a_page_holds_the_list_once_and_each_name_escaped():
    with translation.override("en"):
        html = str(Choice(initial={"one": 4, "other": Organisation(pk=1)}))
    offered = "<option>ROC Lindevallei<option>Gemeente Lindevallei<option>De Brug (no. 3)<option>De Brug (no. 4)"
    assert html.count("<datalist") == 1
    assert f'<datalist id="organisations">{offered}<option>Vennenwerk &amp; Co</datalist>' in html
    assert html.count('list="organisations"') == 2
    assert 'value="De Brug (no. 4)"' in html
    assert 'value="ROC Lindevallei"' in html


def test_the_rows_are_read_once_for_all_fields_and_not_before_they_are_needed():
    reads = []

    class Rows:
        def __iter__(self):
            reads.append(1)
            return iter([SimpleNamespace(pk=1)])

    offered = Listed("rows", Rows(), name=lambda row: f"Rij {row.pk}")
    assert reads == []
    assert (offered.names, offered.find("rij 1").pk, offered.name_of(1)) == (["Rij 1"], 1, "Rij 1")
    assert reads == [1]
