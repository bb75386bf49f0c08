"""A file is announced thirty days before it goes; a hold keeps its evidence and nothing else."""

from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.db.models import CASCADE
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry, PersonKey
from doorstroom.database.scope import scope
from doorstroom.learning.models import Attendance
from doorstroom.monitoring.domain.esf_tables import aggregate_csv, participants_csv
from doorstroom.monitoring.models import EsfEntry, EsfOperation, EsfResult, TrajectoryFact
from doorstroom.monitoring.selectors.esf import operation_state, placed
from doorstroom.monitoring.services import rebuild_facts
from doorstroom.notifications.models import Message
from doorstroom.oversight.domain.errors import ReviewRefused
from doorstroom.oversight.domain.file_requests import Known
from doorstroom.oversight.domain.holds import HOLDS, HoldKind, check_hold, kept_by
from doorstroom.oversight.models import ErasureNotice, ErasureRun, LegalHold
from doorstroom.oversight.selectors.keeping import announced, going, own_notices
from doorstroom.oversight.selectors.letting_go import hanging_on_a_person, outside_evidence
from doorstroom.oversight.services import hold_file, hold_programme, let_go_of_files, lift_hold, record_run
from doorstroom.oversight.wording import KEPT
from doorstroom.participants.models import Person, PersonContact, PersonRelation
from doorstroom.participants.services import record_own_goal, set_contact
from doorstroom.trajectories.models import Event, HolderTerm, Note, Trajectory
from doorstroom.wiring import RETENTION
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.participants import person_of
from factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db
ON = NOW.date()
GOES = ON + timedelta(days=30)
BORN = date(1990, 5, 1)
ESF_DAY = date(2036, 12, 31)


@pytest.fixture
def abel(as_system):
    """Left two years ago all but thirty days: holder Samira, privacy officer Erik, evidence and words of every kind."""
    organisation = OrganisationFactory()
    open_everything(organisation)
    samira = MembershipFactory(organisation=organisation, role=Role.CASEWORKER)
    erik = MembershipFactory(organisation=organisation, role=Role.PRIVACY_OFFICER)
    person = person_of(samira, on=date(2023, 1, 1))
    set_contact(actor=as_system, person_id=person.pk, email="abel@voorbeeld.example", birth_date=BORN)
    record_own_goal(actor=as_system, person_id=person.pk, text="Ik wil werken", on=date(2023, 1, 2))
    left = date(2024, 12, 23)
    trajectory = Trajectory.objects.create(
        person=person, programme=ProgrammeFactory(receiving_desk=organisation), desk=organisation, exit_text="Verhaal",
        registered_on=date(2023, 1, 1), intake_on=date(2023, 1, 5), started_on=date(2023, 2, 1), state="exited",
        exited_on=left, exit_reason="work", next_owner="Zijn zus", suspension_reason="Ziek", source="Balie",
    )  # fmt: skip
    start, end = (datetime(*day, tzinfo=NOW.tzinfo) for day in ((2023, 2, 1), (2024, 12, 23)))
    HolderTerm.objects.create(trajectory=trajectory, member=samira, started_at=start, ended_at=end)
    Note.objects.create(
        person=person, trajectory=trajectory, author=samira, organisation=organisation, channel="phone",
        text="Verhaal", occurred_on=left, recorded_at=NOW,
    )  # fmt: skip
    Attendance.objects.create(
        trajectory=trajectory, person=person, day=date(2023, 2, 6), activity="work", status="present", recorded_at=NOW
    )
    operation = EsfOperation.objects.create(programme=trajectory.programme, name="x", starts_on=date(2023, 1, 1))
    EsfEntry.objects.create(
        operation=operation, trajectory=trajectory, person=person, gender="women", birth_date=BORN,
        status="unemployed", education="isced_0_2", started_on=date(2023, 2, 1), source="x", recorded_at=NOW,
        recorded_by=samira,
    )  # fmt: skip
    return {"person": person, "trajectory": trajectory, "samira": samira, "erik": erik}


def night(actor, on):
    return let_go_of_files(actor=actor, on=on)


class TestNotice:
    def test_a_file_goes_thirty_days_after_it_was_told_and_not_a_day_earlier(self, abel, as_system):
        assert night(as_system, ON - timedelta(days=1)) == 0
        assert ErasureNotice.objects.count() == 0
        assert night(as_system, ON) == 0
        assert ErasureNotice.objects.values_list("noticed_on", "goes_on", "person_told").get() == (ON, GOES, True)
        assert night(as_system, GOES - timedelta(days=1)) == 0
        assert night(as_system, GOES) == 1
        assert Person.objects.count() == 0

    def test_a_file_long_past_its_term_is_told_first_as_well(self, abel, as_system):
        late = date(2031, 1, 1)
        assert night(as_system, late) == 0
        assert night(as_system, late + timedelta(days=30)) == 1

    def test_who_guided_the_officer_and_the_person_are_told_once(self, abel, as_system):
        for day in range(3):
            night(as_system, ON + timedelta(days=day))
        told = Message.objects.order_by("template", "pk").values_list("membership", "to_email", "template", "path")
        assert set(told) == {
            (None, "abel@voorbeeld.example", "oversight:own_file_goes", ""),
            (abel["samira"].pk, abel["samira"].user.email, "oversight:files_go", "/bewaren/loslaten/"),
            (abel["erik"].pk, abel["erik"].user.email, "oversight:files_go", "/bewaren/"),
        }
        assert Message.objects.count() == 3
        assert Message.objects.first().context["day"] == "23-12-2026"

    def test_the_mail_to_the_person_goes_with_the_file(self, abel, as_system):
        night(as_system, ON)
        night(as_system, GOES)
        assert Message.objects.filter(to_email="abel@voorbeeld.example").count() == 0

    def test_who_comes_back_keeps_the_file(self, abel, as_system):
        night(as_system, ON)
        Trajectory.objects.create(
            person=abel["person"], programme=ProgrammeFactory(), desk=abel["trajectory"].desk, registered_on=ON
        )
        assert night(as_system, GOES) == 0
        assert (Person.objects.count(), ErasureNotice.objects.count()) == (1, 0)
        key = PersonKey.objects.get(person_id=abel["person"].pk).key
        logged = Entry.objects.filter(subject="erasure_notice").order_by("id").values_list("action", "person_key")
        assert list(logged) == [("create", key), ("delete", key)]

    def test_only_who_is_told_sees_the_notice_in_either_layer(self, abel, as_system):
        night(as_system, ON)
        strangers = [MembershipFactory(role=role) for role in (Role.CASEWORKER, Role.PRIVACY_OFFICER)]
        seen = {}
        for name, member in (("samira", abel["samira"]), ("erik", abel["erik"]), *enumerate(strangers)):
            actor = actor_of(member, at=NOW)
            by_python = sum(each.files for each in announced(actor))
            with scope(actor, nested=True):
                seen[name] = (by_python, ErasureNotice.objects.count())
        assert seen == {"samira": (1, 1), "erik": (1, 1), 0: (0, 0), 1: (0, 0)}

    def test_the_guide_reads_names_of_whom_she_still_sees_and_a_number_of_the_others(self, abel, as_system):
        night(as_system, ON)
        actor = actor_of(abel["samira"], at=NOW)
        (day,) = going(actor, own_notices(actor))
        assert ([each.given_name for each in day.people], day.others) == (["Abel"], 0)
        PersonRelation.objects.update(valid_until=ON)
        (day,) = going(actor, own_notices(actor))
        assert (day.people, day.others) == ([], 1)


class TestHold:
    def hold(self, abel, **more):
        given = {"programme": abel["trajectory"].programme, "reference": "ESF-2026-1", "last_day": ESF_DAY}
        erik = actor_of(abel["erik"], at=NOW)
        with scope(erik, nested=True):
            return hold_programme(actor=erik, **given | more)

    def test_evidence_stays_and_the_rest_goes(self, abel, as_system):
        self.hold(abel)
        night(as_system, ON)
        assert night(as_system, GOES) == 0
        kept = (Person, Trajectory, Attendance, EsfEntry)
        gone = (PersonContact, PersonRelation, Note, HolderTerm, abel["person"].own_goals.model)
        assert [model.objects.count() for model in kept] == [1, 1, 1, 1]
        assert [model.objects.count() for model in gone] == [0, 0, 0, 0, 0]
        left = Trajectory.objects.get()
        assert (left.exit_text, left.next_owner, left.suspension_reason, left.source) == ("", "", "", "")
        assert ErasureNotice.objects.get().reduced_on == GOES
        told = Entry.objects.filter(action="delete", subject="person").values_list("fields", flat=True)
        assert list(told) == [["everything but evidence on hold"]]
        assert Message.objects.filter(membership=None).count() == 0

    def test_the_account_of_the_grant_stays_the_same_to_the_byte(self, abel, as_system):
        """From the notice to the end of the hold: start, leaving, six months later. When the hold is over it goes."""
        entry, left = EsfEntry.objects.get(), abel["trajectory"].exited_on
        for moment, day in (("leaving", date(2025, 1, 6)), ("later", date(2025, 7, 1))):
            EsfResult.objects.create(
                entry=entry, person=abel["person"], moment=moment, left_on=left, observed_on=day, source="belletje",
                employed=True, recorded_at=NOW, recorded_by=abel["samira"],
            )  # fmt: skip
        Event.objects.create(trajectory=abel["trajectory"], kind="exited", occurred_on=left, recorded_at=NOW)
        rebuild_facts(actor=as_system, at=NOW)
        self.hold(abel)

        def account(on):
            state = operation_state(as_system, entry.operation, on)
            return participants_csv(state.records, on=on), aggregate_csv(placed(entry.operation), state.found)

        people, totals = account(GOES)
        assert [line.split(";")[1:] for line in people.splitlines()[1:]] == [
            ["EECO01", "1", "2023-02-01", "x"], ["EECO02", "1", "2023-02-01", "x"], ["EECO09", "1", "2023-02-01", "x"],
            ["EECR04", "1", "2025-01-06", "belletje"], ["EECR05", "1", "2025-07-01", "belletje"],
        ]  # fmt: skip
        row = TrajectoryFact.objects.values().get()
        night(as_system, ON)
        night(as_system, GOES)
        assert not abel["trajectory"].events.exists()
        rebuild_facts(actor=as_system, at=NOW)
        assert TrajectoryFact.objects.values().get() == row
        assert account(GOES) == (people, totals)
        assert night(as_system, ESF_DAY + timedelta(days=1)) == 1
        assert len(account(GOES)[0].splitlines()) == 1

    def test_it_is_reduced_once_and_goes_whole_when_the_hold_is_over(self, abel, as_system):
        self.hold(abel)
        night(as_system, ON)
        night(as_system, GOES)
        before = Entry.objects.count()
        night(as_system, GOES + timedelta(days=1))
        assert Entry.objects.count() == before
        assert night(as_system, ESF_DAY) == 0
        assert night(as_system, ESF_DAY + timedelta(days=1)) == 1
        assert (Person.objects.count(), EsfEntry.objects.count()) == (0, 0)

    def test_lifted_with_a_reason_the_rest_goes_the_next_night(self, abel, as_system):
        hold = self.hold(abel, reference=" ESF-2026-1 ")
        night(as_system, ON)
        night(as_system, GOES)
        erik = actor_of(abel["erik"], at=NOW + timedelta(days=40))
        with pytest.raises(ReviewRefused) as refused:
            lift_hold(actor=erik, hold_id=hold.pk, because=" ")
        assert refused.value.code == "reason_needed"
        lift_hold(actor=erik, hold_id=hold.pk, because=" Subsidie ingetrokken. ")
        lifted = LegalHold.objects.values_list("reference", "lifted_on", "lifted_by_id", "lifted_because").get()
        assert lifted == ("ESF-2026-1", erik.on, abel["erik"].pk, "Subsidie ingetrokken.")
        logged = Entry.objects.filter(subject="legal_hold").order_by("id").values_list("action", "subject_id", "fields")
        assert list(logged) == [
            ("create", str(hold.pk), ["reference", "last_day"]),
            ("change", str(hold.pk), ["lifted_on", "lifted_because"]),
        ]
        with pytest.raises(ReviewRefused, match="no_such_hold"):
            lift_hold(actor=erik, hold_id=hold.pk, because="Nog eens.")
        assert night(as_system, erik.on) == 1

    def test_a_dispute_keeps_the_whole_file_of_one_person(self, abel, as_system):
        erik, known = actor_of(abel["erik"], at=NOW), Known("Abel", "Tesfay", BORN)
        with scope(erik, nested=True):
            hold_file(actor=erik, known=known, reference="zaak 12", last_day=date(2027, 6, 1))
        hold = LegalHold.objects.get()
        assert (hold.organisation_id, hold.set_on, hold.set_by_id) == (erik.organisation_id, ON, abel["erik"].pk)
        key = PersonKey.objects.get(person_id=abel["person"].pk).key
        assert Entry.objects.get(subject="legal_hold").person_key == key
        night(as_system, ON)
        assert night(as_system, date(2027, 6, 1)) == 0
        assert Note.objects.count() == 1
        assert night(as_system, date(2027, 6, 2)) == 1
        assert LegalHold.objects.count() == 0

    def test_of_somebody_whom_others_guided_no_hold_is_set_and_nothing_is_told(self, abel):
        stranger = actor_of(MembershipFactory(role=Role.PRIVACY_OFFICER), at=NOW)
        for known in (Known("Abel", "Tesfay", BORN), Known("Niemand", "Hier", BORN)):
            with pytest.raises(ReviewRefused) as refused:
                hold_file(actor=stranger, known=known, reference="x", last_day=date(2027, 6, 1))
            assert refused.value.code == "hold_of_nobody"
        with pytest.raises(ReviewRefused) as refused:
            hold_programme(actor=stranger, programme=abel["trajectory"].programme, reference="x", last_day=ESF_DAY)
        assert refused.value.code == "may_not_hold"

    def test_a_caseworker_sets_none_and_another_officer_lifts_none(self, abel, as_system):
        hold = self.hold(abel)
        other = MembershipFactory(role=Role.PRIVACY_OFFICER)
        for member in (abel["samira"], other):
            with pytest.raises(ReviewRefused):
                lift_hold(actor=actor_of(member, at=NOW), hold_id=hold.pk, because="x")
        with pytest.raises(ReviewRefused):
            hold_programme(
                actor=actor_of(abel["samira"], at=NOW), programme=hold.programme, reference="x", last_day=ESF_DAY
            )


@pytest.mark.parametrize(
    ("kind", "reference", "last_day", "code"),
    [
        (HoldKind.ESF, "  ", ESF_DAY, "hold_reference_needed"),
        (HoldKind.ESF, "x", ON, "hold_already_over"),
        (HoldKind.ESF, "x", date(2036, 12, 30), "hold_too_short"),
        (HoldKind.DISPUTE, "x", date(2029, 11, 24), "hold_too_long"),
    ],
)
def test_a_hold_names_its_case_and_fits_its_kind(kind, reference, last_day, code):
    with pytest.raises(ReviewRefused) as refused:
        check_hold(kind, reference=reference, last_day=last_day, on=ON)
    assert refused.value.code == code
    check_hold(HoldKind.DISPUTE, reference="x", last_day=date(2029, 11, 23), on=ON)


def test_a_dispute_beside_a_grant_keeps_everything():
    assert kept_by([HoldKind.ESF, HoldKind.DISPUTE]) is None
    assert kept_by([]) == frozenset()


def test_no_row_that_stays_would_be_drawn_along_by_one_that_goes():
    """What is kept may hang on a person and on other kept tables only: a new column that leads elsewhere fails here."""
    kept = HOLDS[HoldKind.ESF].keeps
    gone = {each.model for each in outside_evidence([HoldKind.ESF])}
    wrong = [
        f"{label}.{field.name}"
        for label in sorted(kept)
        for field in apps.get_model(label)._meta.local_fields
        if getattr(field, "remote_field", None) and field.remote_field.on_delete is CASCADE
        and field.related_model in gone
    ]  # fmt: skip
    assert wrong == []
    assert kept <= {each.model._meta.label for each in hanging_on_a_person()}


def test_the_pages_lead_from_setting_to_lifting(abel, as_system, sign_in, system):
    erik = sign_in(abel["erik"])
    night(as_system, ON)
    record_run(actor=as_system, kind="file", on=ON, due=3, gone=2)
    record_run(actor=as_system, kind="typed", on=ON, due=0, gone=0)
    values = {"programme": abel["trajectory"].programme_id, "reference": "ESF-2026-1", "last_day": "2036-12-30"}
    assert "31 december 2036" in erik.post(reverse("hold_programme"), values).content.decode()
    answer = erik.post(reverse("hold_programme"), values | {"last_day": "2036-12-31"}, follow=True)
    page = answer.content.decode()
    assert "ESF-2026-1" in page
    assert "23 december 2026" in page
    assert "Abel" not in page
    known = {"given_name": "Abel", "family_name": "Tesfay", "birth_date": "1990-05-01", "reference": "zaak 12"}
    assert (
        "zaak 12" in erik.post(reverse("hold_file"), known | {"last_day": "2027-06-01"}, follow=True).content.decode()
    )
    with scope(system):
        assert ErasureRun.objects.values_list("kind", "gone").get() == ("file", 2)
        hold = LegalHold.objects.get(kind="esf").pk
    page = erik.post(reverse("hold_lift", args=[hold]), {"because": "Ingetrokken"}, follow=True).content.decode()
    assert "Ingetrokken" in page
    shown = sign_in(abel["samira"]).get(reverse("letting_go")).content.decode()
    assert "Abel Tesfay" in shown


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_cost_the_same_at_any_size(as_system, sign_in, statements, number):
    samira = MembershipFactory(role=Role.CASEWORKER)
    erik = MembershipFactory(organisation=samira.organisation, role=Role.PRIVACY_OFFICER)
    open_everything(samira.organisation)
    for each in range(number):
        person_of(samira, given_name=f"N{each}", on=date(2025, 1, 1))
        programme = ProgrammeFactory(receiving_desk=samira.organisation)
        hold_programme(actor=actor_of(erik, at=NOW), programme=programme, reference="x", last_day=ESF_DAY)
    night(as_system, ON)
    assert statements(sign_in(erik), reverse("keeping")) == 8
    assert statements(sign_in(samira), reverse("letting_go")) == 9


def test_every_kind_that_is_let_go_is_in_words():
    assert {rule.kind for rule in RETENTION} == set(KEPT)


@pytest.mark.parametrize(("due", "gone", "rows"), [(0, 0, 0), (3, 0, 1), (0, 2, 1), (3, 2, 1)])
def test_a_night_with_anything_to_do_is_remembered(as_system, due, gone, rows):
    record_run(actor=as_system, kind="file", on=ON, due=due, gone=gone)
    assert ErasureRun.objects.filter(kind="file", on=ON, due=due, gone=gone).count() == rows
