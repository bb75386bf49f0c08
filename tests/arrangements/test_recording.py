"""Arrangements of one person, on the pages: recorded once, changed, ended, called off; refusals say why."""

from datetime import date

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.arrangements.domain.errors import ArrangementError
from doorstroom.arrangements.models import Arrangement, ArrangementType
from doorstroom.arrangements.services import (
    TypeRules,
    change_arrangement,
    change_type,
    end_arrangement,
    record_arrangement,
    set_up_type,
)
from doorstroom.arrangements.wording import REFUSALS
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.oversight.domain.holds import HoldKind
from doorstroom.oversight.models import LegalHold
from doorstroom.oversight.selectors.letting_go import people_held
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.services import join_files
from doorstroom.trajectories.privacy import people_past_term
from factories.accounts import MembershipFactory
from factories.arrangements import FIRST, LAST, TODAY, employer, vouchers
from factories.trajectories import colleague

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": FIRST, "ends_on": LAST}
FORM = {"starts_on": "2026-10-05", "ends_on": "2026-12-18"}


@pytest.fixture
def world(as_system):
    return vouchers(as_system)


def test_from_the_persons_page_to_a_voucher_that_ends_early(world, sign_in, as_system):
    type = world.type(minimum_age=50, conditions=("Werkt in papier of karton",))
    ans = world.person("Ans", date(1970, 1, 1))
    browser, where = sign_in(world.member), f"/deelnemers/{ans.pk}/arrangementen/"
    assert where in browser.get(f"/deelnemers/{ans.pk}/").content.decode()
    page = browser.get(where).content.decode()
    assert "Nog niet bekend." in page
    assert "Werkt in papier of karton" in page
    new = f"{where}{type.pk}/nieuw/"
    assert "Nog niet bekend: Werkt in papier of karton." in browser.post(new, FORM).content.decode()
    assert "Dit is niet voor deze persoon: Werkt in papier of karton." in (
        browser.post(new, FORM | {"condition_0": "no"}).content.decode()
    )
    for _twice in range(2):
        assert browser.post(new, FORM | {"condition_0": "yes"}).headers["Location"] == where
    assert "staat al bij deze persoon, met andere gegevens" in (
        browser.post(new, FORM | {"condition_0": "yes", "ends_on": "2027-01-01"}).content.decode()
    )
    with scope(as_system, nested=True):
        kept = Arrangement.objects.get()
        assert (kept.said, kept.young, kept.recorded_by) == ([True], False, world.member)
    change = f"/arrangementen/{kept.pk}/"
    assert browser.get(change).context["form"].initial == {
        "starts_on": FIRST, "ends_on": LAST, "employer": None, "go_ahead_reason": "",
    }  # fmt: skip
    assert browser.post(change, FORM | {"ends_on": "2026-12-24", "condition_0": "yes"}).headers["Location"] == where
    early = {"last_day": "2026-11-20", "reason": "Cursus afgerond."}
    assert browser.post(f"{change}einde/", early).headers["Location"] == where
    page = browser.get(where).content.decode()
    assert "5 oktober 2026 – 20 november 2026. Cursus afgerond." in page
    assert browser.post(f"{change}einde/", {"reason": "Toch niet begonnen."}).headers["Location"] == where
    assert browser.get(change).status_code == 404, "what was called off is not changed"
    with scope(as_system, nested=True):
        logged = list(Entry.objects.filter(subject="arrangement").order_by("pk").values_list("action", flat=True))
        assert logged == ["create", "change", "change", "change"]


def test_another_organisation_finds_nothing(world, sign_in, as_system):
    ans = world.person("Ans")
    kept = record_arrangement(actor=as_system, person=ans, type=world.type(), **DAYS)
    other = sign_in(colleague())
    pages = (f"/deelnemers/{ans.pk}/arrangementen/", f"/arrangementen/{kept.pk}/", f"/arrangementen/{kept.pk}/einde/")
    assert [other.get(page).status_code for page in pages] == [404, 404, 404]
    page = other.get("/arrangementen/").content.decode()
    assert "Arrangementen: 0. Mensen: 0. Werkgevers: 0." in page
    assert "Ans" not in page


def test_called_off_it_is_recorded_anew_and_files_can_be_joined(world, as_system):
    type, ans, anna = world.type(), world.person("Ans"), world.person("Anna")
    first, second = (record_arrangement(actor=as_system, person=each, type=type, **DAYS) for each in (ans, anna))
    with scope(as_system, nested=True), pytest.raises(ParticipantError, match="both_have_this"):
        join_files(actor=as_system, kept_id=ans.pk, absorbed_id=anna.pk, reason="x")
    end_arrangement(actor=as_system, arrangement=second, last_day=None, reason="Staat dubbel.", on=TODAY)
    join_files(actor=as_system, kept_id=ans.pk, absorbed_id=anna.pk, reason="x")
    assert set(Arrangement.objects.values_list("person", "called_off_on")) == {(ans.pk, None), (ans.pk, TODAY)}
    end_arrangement(actor=as_system, arrangement=first, last_day=None, reason="x", on=TODAY)
    assert record_arrangement(actor=as_system, person=ans, type=type, **DAYS).pk not in (first.pk, second.pk)


def test_an_unknown_goes_ahead_with_a_reason_and_keeps_it(world, as_system):
    type, person = world.type(maximum_age=26), world.person("Bo")
    with pytest.raises(ArrangementError) as unknown:
        record_arrangement(actor=as_system, person=person, type=type, **DAYS)
    assert unknown.value.params["what"] == "de geboortedatum, want het is voor mensen van 26 jaar of jonger"
    kept = record_arrangement(
        actor=as_system, person=person, type=type, go_ahead_reason="Paspoort volgt maandag.", **DAYS
    )
    assert (kept.young, kept.go_ahead_reason) == (None, "Paspoort volgt maandag.")


def test_what_is_refused_says_why_and_changes_nothing(world, as_system):
    type, ans = world.type(needs_employer=True), world.person("Ans", date(1990, 1, 1))
    grown = world.type("Startpremie", maximum_age=26)
    firm = employer("Kartonfabriek Oost")
    kept = record_arrangement(actor=as_system, person=ans, type=type, employer=firm, **DAYS)
    stranger, board = colleague(), MembershipFactory(role=Role.BOARD_MEMBER)
    manager = colleague(role=Role.PROGRAMME_MANAGER)

    def ended(last_day, reason="x"):
        return end_arrangement(actor=as_system, arrangement=kept, last_day=last_day, reason=reason, on=TODAY)

    def recorded(by=as_system, type=type, **other):
        return record_arrangement(actor=by, person=ans, type=type, **{"employer": firm, **DAYS, **other})

    acts = {
        "may_not_record": lambda: recorded(actor_of(board, at=NOW)),
        "not_visible": lambda: recorded(actor_of(stranger, at=NOW)),
        "ends_before_start": lambda: recorded(ends_on=date(2026, 10, 4)),
        "type_not_then": lambda: recorded(starts_on=date(2025, 12, 31)),
        "employer_needed": lambda: recorded(employer=None),
        "not_for_this_person": lambda: recorded(type=grown),
        "stands_already": lambda: recorded(employer=employer("Drukkerij West")),
        "reason_missing": lambda: ended(None, " "),
        "last_day_outside": lambda: ended(date(2027, 1, 1)),
        "may_not_keep_types": lambda: change_type(
            actor=actor_of(world.member, at=NOW), type=type, planned=1, valid_until=None
        ),
        "not_your_programme": lambda: set_up_type(
            actor=actor_of(manager, at=NOW), programme=world.programme, name="x", planned=1, valid_from=TODAY,
            rules=TypeRules(),
        ),
        "ages_crossed": lambda: world.type("Leerpremie", minimum_age=30, maximum_age=20),
        "type_stands_then": lambda: world.type(needs_employer=True),
        "type_ends_before_start": lambda: change_type(
            actor=as_system, type=type, planned=1, valid_until=date(2026, 1, 1)
        ),
    }  # fmt: skip
    found = {}
    for code, act in acts.items():
        with scope(as_system, nested=True), pytest.raises(ArrangementError) as refused:
            act()
        found[code] = refused.value.code
    ended(None)
    with pytest.raises(ArrangementError) as off:
        change_arrangement(actor=as_system, arrangement=kept, employer=firm, **DAYS)
    assert found == {code: code for code in acts}
    assert {*acts, off.value.code, "not_known_yet"} == set(REFUSALS)
    assert (Arrangement.objects.count(), ArrangementType.objects.count()) == (1, 2)


def test_other_conditions_hold_from_a_day_and_what_was_given_stays(world, sign_in, as_system):
    former = world.type(maximum_age=26)
    manager = sign_in(colleague(role=Role.PROGRAMME_MANAGER, organisation=world.member.organisation))
    form = {
        "programme": world.programme.pk, "name": former.name, "planned": "40", "valid_from": "2026-12-01",
        "minimum_age": "45", "young_below": "27", "conditions": "Werkt in papier of karton\n\nZoekt ander werk",
    }  # fmt: skip
    assert manager.post("/arrangementen/soorten/nieuw/", form).headers["Location"] == "/arrangementen/"
    with scope(as_system, nested=True):
        former.refresh_from_db()
        later = ArrangementType.objects.get(valid_from=date(2026, 12, 1))
        assert (former.valid_until, former.maximum_age) == (date(2026, 12, 1), 26)
        assert later.conditions == ["Werkt in papier of karton", "Zoekt ander werk"]
    where = f"/arrangementen/soorten/{former.pk}/"
    refused = manager.post(where, {"planned": "5", "valid_until": ""}).content.decode()
    assert "staat er al vanaf 1 december 2026" in refused
    assert manager.post(where, {"planned": "5", "valid_until": "2026-11-01"}).headers["Location"] == "/arrangementen/"


def test_a_file_is_kept_two_years_after_the_last_arrangement_and_a_fund_holds_it(world, as_system):
    person = world.person("Ans")
    kept = record_arrangement(actor=as_system, person=person, type=world.type(), **DAYS)
    assert list(people_past_term(on=date(2028, 12, 17))) == []
    assert list(people_past_term(on=date(2028, 12, 18))) == [person]
    end_arrangement(actor=as_system, arrangement=kept, last_day=None, reason="x", on=TODAY)
    assert list(people_past_term(on=date(2028, 11, 23))) == [person], "called off today counts from today"
    LegalHold.objects.create(
        kind="esf", programme=world.programme, organisation=world.member.organisation, reference="x", set_on=TODAY,
        set_by=world.member, last_day=date(2037, 1, 1),
    )  # fmt: skip
    assert list(people_held(TODAY, (HoldKind.ESF,))) == [person.pk]
