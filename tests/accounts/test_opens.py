"""Which pages templates and the menu offer to whom; the addresses themselves are asked in test_access_matrix.py."""

import pytest
from django.urls import reverse

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import Opens, opens_to

PROFESSIONALS = set(Role) - {Role.HELPDESK}
PAGES = {
    "mandate_give": {Role.PRIVACY_OFFICER},
    "people": PROFESSIONALS,
    "round_partners": {
        Role.CASEWORKER, Role.JOB_COACH, Role.ACCOUNT_MANAGER, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER,
    },
}  # fmt: skip
"""As docs/access.md says it."""


@pytest.mark.parametrize("name", PAGES)
def test_a_template_offers_a_page_to_whom_it_is_for(name):
    assert {role for role in Role if Opens(role)[name]} == PAGES[name]


@pytest.mark.parametrize("name", ["people", "mandate_give"])
def test_the_menu_offers_an_address_to_whom_it_is_for(name):
    assert {role for role in Role if opens_to(role, reverse(name))} == PAGES[name]


def test_a_page_for_anyone_is_offered_to_no_role_and_a_name_that_is_no_page_is_an_error():
    assert {role for role in Role if Opens(role)["home"]} == set()
    with pytest.raises(KeyError):
        Opens(Role.CASEWORKER)["no_such_page"]
