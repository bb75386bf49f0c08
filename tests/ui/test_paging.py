"""A list of which the keys come first: the same rows in the same order as by the rows themselves."""

import pytest
from django.core.paginator import Paginator

from doorstroom.accounts.models import Organisation
from doorstroom.ui.paging import KeyPaginator
from factories.accounts import OrganisationFactory

pytestmark = pytest.mark.django_db
ASKED = (None, "1", "2", "3", "9", "0", "x")


@pytest.fixture
def seven(as_system):
    for letter in "CAGEBFD":
        OrganisationFactory(name=letter)
    return Organisation.objects.filter(name__in="ABCDEFG").order_by("-name")


@pytest.mark.parametrize("asked", ASKED)
def test_pages_are_those_of_the_rows(seven, asked):
    expected, found = (kind(seven, 3).get_page(asked) for kind in (Paginator, KeyPaginator))
    assert [each.name for each in found] == [each.name for each in expected]
    assert (found.number, found.paginator.count, found.start_index(), found.end_index()) == (
        expected.number, 7, expected.start_index(), expected.end_index(),
    )  # fmt: skip


def test_an_empty_list_has_one_empty_page(seven):
    page = KeyPaginator(seven.none(), 3).get_page("2")
    assert (list(page), page.paginator.num_pages) == ([], 1)


def test_a_page_costs_two_statements(seven, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(list(KeyPaginator(seven, 3).get_page("1"))) == 3
