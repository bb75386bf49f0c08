"""The model editor: a functional administrator writes an approach in the browser, page by page."""

from datetime import date
from importlib.resources import files

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.programmes.domain.draft import PAGES, page
from doorstroom.programmes.domain.errors import ProgrammeError
from doorstroom.programmes.models import ModelDraft, RouteModel
from doorstroom.programmes.selectors import approach_of
from doorstroom.programmes.services import load_model, mark_model_used, save_draft_page, save_draft_texts, start_draft
from factories.accounts import MembershipFactory
from walk.desk import Page

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
MODELS = files("doorstroom.demo") / "models"
WELTHUIS = (MODELS / "welthuis-v2.yaml").read_text(encoding="utf-8")


@pytest.fixture
def client(sign_in):
    return sign_in(MembershipFactory(role=Role.FUNCTIONAL_ADMINISTRATOR))


class Editor:
    """A browser without scripts: it opens a page, changes fields, sends every field of the form."""

    def __init__(self, client):
        self.client, self.sent = client, 0

    def send(self, address, values, **extra):
        self.sent += 1
        return self.client.post(address, {**values, **extra})

    def fill(self, address, changes):
        """Opens the page, types `changes` ("section-field" or "section-row-field") and sends the whole form."""
        answer = self.client.get(address)
        assert answer.status_code == 200
        values = fields_of(answer)
        unknown = set(changes) - fields_named(answer)
        assert unknown == set()
        return self.send(address, {**values, **changes})


def forms_of(answer):
    for section in answer.context["sections"]:
        if section["management"]:
            yield section["management"]
        yield from section["forms"]


def fields_named(answer):
    return {field.html_name for form in forms_of(answer) for field in form}


def fields_of(answer):
    values = {"seen": answer.context["seen"]}
    for form in forms_of(answer):
        for field in form:
            value = field.value()
            if value is not None and value is not False and value not in ("", []):
                prepared = field.field.prepare_value(value)
                values[field.html_name] = "on" if prepared is True and field.widget_type == "checkbox" else prepared
    return values


TWELVE_WEEKS = {
    "basics": {"model-length_weeks": 12, "group-seats": 20, "group-employers": 10},
    "roles": {
        "roles-0-code": "participant", "roles-0-name": "Deelnemer",
        "roles-1-code": "job_coach", "roles-1-name": "Jobcoach", "roles-1-may_hold": "on", "roles-1-max_caseload": 20,
        "roles-2-code": "employer", "roles-2-name": "Werkgever",
    },
    "phases": {
        "phases-0-kind": "pre_apprenticeship", "phases-0-name": "Op de werkplek", "phases-0-starts__week": 1,
        "phases-0-length_weeks": 12,
        "phases-1-kind": "employed", "phases-1-name": "Baan", "phases-1-starts__event": "job_start",
    },
    "rhythm": {
        "phases-rhythm-0-phase": "op-de-werkplek", "phases-rhythm-0-kind": "placement",
        "phases-rhythm-0-name": "Werkplek", "phases-rhythm-0-days_per_week": 2,
        "phases-rhythm-0-weekdays": ["tue", "thu"], "phases-rhythm-0-hours_per_week": 16,
    },
    "participation": {
        "participation-voluntary": "True",
        "participation-decisions-0-subject": "exit", "participation-decisions-0-roles": ["participant", "job_coach"],
    },
    "entry": {
        "entry-0-kind": "language", "entry-0-name": "Nederlands op A2", "entry-0-judged_by": ["job_coach"],
        "entry-0-language_level": "A2",
    },
    "contacts": {"contacts-0-phase": "op-de-werkplek", "contacts-0-role": "job_coach", "contacts-0-every_weeks": 2},
    "checklists": {
        "checklists-0-name": "Papieren baan", "checklists-0-phase": "op-de-werkplek", "checklists-0-opens_week": 8,
        "checklists-0-due_week": 11,
    },
    "papers": {
        "checklists-items-0-checklist": "papieren-baan", "checklists-items-0-name": "Contract",
        "checklists-items-0-supplied_by": ["employer"],
    },
    "figures": {
        "success-outcome": "job", "success-name": "Baan na 3 maanden", "success-clock_start": "exit",
        "success-horizon_months": 3, "success-base": "started",
        "stages-0-name": "gestart", "stages-0-phase": "op-de-werkplek",
        "stages-1-name": "baan", "stages-1-phase": "baan",
    },
}  # fmt: skip


def test_someone_models_twelve_weeks_of_sixteen_hours_at_ten_employers_in_twelve_forms(client):
    editor = Editor(client)
    begun = editor.send(reverse("draft_new"), {"name": "Aan de Slag"})
    draft = ModelDraft.objects.get()
    assert begun.headers["Location"] == reverse("draft_page", args=[draft.pk, "basics"])
    for part, changes in TWELVE_WEEKS.items():
        answer = editor.fill(reverse("draft_page", args=[draft.pk, part]), changes)
        assert answer.status_code == 302, answer.context["sections"]
    overview = client.get(reverse("draft_detail", args=[draft.pk]))
    assert overview.context["left"] == 0
    published = editor.send(reverse("draft_publish", args=[draft.pk]), {})
    model = RouteModel.objects.get(code="aan-de-slag")
    assert published.headers["Location"] == reverse("model_detail", args=[model.pk])
    approach = approach_of(model)
    assert (approach.length_weeks, approach.group.employers, approach.group.seats) == (12, 10, 20)
    assert [(a.hours_per_week, a.weekdays) for a in approach.phases[0].rhythm] == [(16, ("tue", "thu"))]
    assert [(n.phase, n.role, n.every_weeks) for n in approach.contacts] == [("op-de-werkplek", "job_coach", 2)]
    assert approach.thresholds.first_contact_workdays == 5
    assert editor.sent == 12


def test_what_follows_is_shown_before_publishing(client, as_system):
    editor = Editor(client)
    editor.send(reverse("draft_new"), {"name": "Aan de Slag"})
    draft = ModelDraft.objects.get()
    address = reverse("draft_detail", args=[draft.pk])
    assert client.get(address).context["preview"] is None
    for part, changes in TWELVE_WEEKS.items():
        editor.fill(reverse("draft_page", args=[draft.pk, part]), changes)
    seen = client.get(address, {"start": "2027-01-04"}).context["preview"]
    assert seen.until == date(2027, 3, 28)
    assert seen.lists == [("Papieren baan", date(2027, 2, 22), date(2027, 3, 21))]
    assert seen.plan.totals == [(24, "werkplek")]
    assert [(each.when, each.what, each.who) for each in seen.moments] == [
        ("Week 1", "Op de werkplek begint (12 weken)", ""),
        ("Op de werkplek", "contact minstens elke 2 weken", "Jobcoach"),
        ("Op de werkplek, week 8 tot en met 11", "Papieren baan", "Werkgever"),
        ("Bij de start van de baan", "Baan begint", ""),
    ]
    assert (seen.needs, seen.staff, seen.employers) == ([("werkplek", 20)], [("Jobcoach", 1)], 10)
    assert ("Contract loopt af over … weken", "12, 8, 4") in seen.signals
    assert seen.said == [
        "Meedoen is vrijwillig. Wie nee zegt, hoeft niet te zeggen waarom.",
        "Wie besluit over vertrek? Dat doet: jobcoach. Bent u het er niet mee eens? Vraag dan om er nog eens naar te"
        " kijken. In een brief met een besluit staat waar en tot wanneer u bezwaar kunt maken.",
        "Aanwezigheid dient alleen voor de begeleiding. Er niet zijn is een reden om te praten, geen grond voor een"
        " besluit.",
    ]


def test_every_page_of_an_existing_approach_is_sent_as_it_opens_and_nothing_changes(client, as_system):
    """As a browser sends it: what the page holds, choices in the order of the page."""
    for name in ("youth/leren-op-de-werkvloer", "youth/uitstroom-op-maat", "youth/eigen-vak", "welthuis-v2"):
        model = load_model(actor=as_system, text=(MODELS / f"{name}.yaml").read_text(encoding="utf-8"), on=ON)
    revised = [each for each in RouteModel.objects.all() if each.code in ("eigen-vak", model.code)]
    for each in revised:
        client.post(reverse("model_revise", args=[each.pk]))
    drafts = ModelDraft.objects.all()
    before = {draft.pk: draft.definition for draft in drafts}
    for draft, part in ((draft, each.code) for draft in drafts for each in PAGES):
        address = reverse("draft_page", args=[draft.pk, part])
        form = Page(client.get(address).content.decode()).form_with({"seen"})
        answer = client.post(address, form)
        assert answer.status_code == 302, (part, [f.errors for f in forms_of(answer)])
        draft.refresh_from_db()
        assert draft.definition == before[draft.pk], part
    assert len(before) == 2
    assert Entry.objects.filter(subject="model_draft", action="change").count() == 0


def test_a_fact_is_chosen_by_its_name_or_written_in_words(client, as_system):
    draft = start_draft(actor=as_system, model=load_model(actor=as_system, text=WELTHUIS, on=ON), on=ON)
    address = reverse("draft_page", args=[draft.pk, "guards"])
    page = client.get(address).content.decode()
    assert 'value="Praktijkovereenkomst is getekend"' in page
    assert "practice_agreement" not in page
    facts = {"guards-0-fact": "is achttien of ouder", "guards-0-unless": "De proefdag ging goed"}
    Editor(client).fill(address, facts)
    draft.refresh_from_db()
    guard = draft.definition["guards"][0]
    assert (guard["fact"], guard["unless"]) == ("of_age", "de_proefdag_ging_goed")
    assert "De proefdag ging goed" in fields_of(client.get(address)).values()


def test_what_is_left_out_of_a_part_is_ticked_by_its_name(client, as_system):
    for name in ("leren-op-de-werkvloer", "uitstroom-op-maat", "eigen-vak"):
        model = load_model(actor=as_system, text=(MODELS / "youth" / f"{name}.yaml").read_text(encoding="utf-8"), on=ON)
    draft = start_draft(actor=as_system, model=model, on=ON)
    address = reverse("draft_page", args=[draft.pk, "includes"])
    first = client.get(address).context["sections"][0]["forms"][0]
    offered = {path: name for _, items in first["without"].field.choices for path, name in items}
    assert offered["roles[employer]"] == "Werkgever"
    before = list(draft.definition["includes"][0].get("without", []))
    Editor(client).fill(address, {"includes-0-without": [*before, "roles[employer]"]})
    draft.refresh_from_db()
    assert draft.definition["includes"][0]["without"] == [*before, "roles[employer]"]
    newest = {"includes-0-version": 7}  # there is none: what was left out stays, and the page says what does not fit
    Editor(client).fill(address, newest)
    draft.refresh_from_db()
    assert draft.definition["includes"][0]["without"] == [*before, "roles[employer]"]


def test_a_fault_names_its_field_in_words_and_publishing_waits(client):
    editor = Editor(client)
    editor.send(reverse("draft_new"), {"name": "Aan de Slag"})
    draft = ModelDraft.objects.get()
    for part, changes in TWELVE_WEEKS.items():
        editor.fill(reverse("draft_page", args=[draft.pk, part]), changes)
    lists = reverse("draft_page", args=[draft.pk, "checklists"])
    editor.fill(lists, {"checklists-0-due_week": 15})
    expected = (
        "Lijsten – Papieren baan, af in week noemt week 15, maar de fase duurt 12 weken. Tel de weken vanaf het"
        " begin van de fase, of maak de fase langer."
    )
    assert client.get(lists).context["page"].problems == (expected,)
    refused = editor.send(reverse("draft_publish", args=[draft.pk]), {})
    assert (refused.status_code, RouteModel.objects.count()) == (409, 0)


def test_a_wrong_field_keeps_what_was_typed(client):
    editor = Editor(client)
    editor.send(reverse("draft_new"), {"name": "Aan de Slag"})
    draft = ModelDraft.objects.get()
    answer = editor.fill(reverse("draft_page", args=[draft.pk, "basics"]), {"model-length_weeks": 0, "group-seats": 8})
    assert answer.status_code == 200
    assert answer.context["sections"][0]["forms"][0].errors.keys() == {"length_weeks"}
    assert answer.context["sections"][1]["forms"][0]["seats"].value() == "8"
    draft.refresh_from_db()
    assert "group" not in draft.definition


def test_two_people_on_one_page_the_second_hears_it_and_loses_nothing(client):
    editor = Editor(client)
    editor.send(reverse("draft_new"), {"name": "Aan de Slag"})
    draft = ModelDraft.objects.get()
    address = reverse("draft_page", args=[draft.pk, "basics"])
    opened = fields_of(client.get(address))
    editor.fill(address, {"model-length_weeks": 12})
    refused = editor.send(address, {**opened, "model-length_weeks": 16})
    assert refused.status_code == 409
    assert refused.context["sections"][0]["forms"][0]["length_weeks"].value() == "16"
    draft.refresh_from_db()
    assert draft.definition["length_weeks"] == 12
    assert editor.send(address, {**opened, "model-length_weeks": 16}, seen=refused.context["seen"]).status_code == 302


def test_a_line_is_deleted_and_lines_change_places(client, as_system):
    model = load_model(actor=as_system, text=WELTHUIS, on=ON)
    client.post(reverse("model_revise", args=[model.pk]))
    draft = ModelDraft.objects.get()
    figures = reverse("draft_page", args=[draft.pk, "figures"])
    Editor(client).fill(figures, {"stages-0-DELETE": "on", "stages-1-ORDER": 7, "stages-6-ORDER": 2})
    draft.refresh_from_db()
    assert [stage["code"] for stage in draft.definition["stages"]] == [
        "baan-zorg", "kwam", "gekozen", "gestart", "leerbaan", "voorgedragen"
    ]  # fmt: skip


def test_publishing_twice_is_one_version_that_knows_its_source(client, as_system):
    model = load_model(actor=as_system, text=WELTHUIS, on=ON)
    mark_model_used(actor=as_system, model=model, on=ON)
    client.post(reverse("model_revise", args=[model.pk]))
    draft = ModelDraft.objects.get()
    Editor(client).fill(reverse("draft_page", args=[draft.pk, "contacts"]), {"contacts-0-every_weeks": 2})
    first = client.post(reverse("draft_publish", args=[draft.pk]))
    assert client.post(reverse("draft_publish", args=[draft.pk])).headers["Location"] == first.headers["Location"]
    newest = RouteModel.objects.get(version=3)
    assert (newest.derived_from, newest.used_on, approach_of(newest).derived_from.checksum) == (
        model, None, model.checksum
    )  # fmt: skip
    assert client.get(reverse("draft_page", args=[draft.pk, "contacts"])).status_code == 404


def test_versions_are_compared_in_words_and_an_older_one_comes_back(client, as_system):
    old = load_model(actor=as_system, text=(MODELS / "welthuis-v1.yaml").read_text(encoding="utf-8"), on=ON)
    alone = client.get(reverse("model_compare", args=[old.pk])).content.decode()
    assert "Dit is de enige versie." in alone
    assert 'name="other"' not in alone, "no empty choice"
    new = load_model(actor=as_system, text=WELTHUIS, on=ON)
    page_of_new = client.get(reverse("model_compare", args=[new.pk]), {"other": old.pk})
    rows = {(d.part, d.what): (d.before, d.after) for d in page_of_new.context["differences"]}
    assert rows["de groep", "plaatsen"] == ("20", "24")
    assert not any(mark in page_of_new.content.decode() for mark in ("{&#x27;", "[&#x27;", "every_weeks", "job_coach"))
    answer = client.post(reverse("model_restore", args=[old.pk]))
    restored = RouteModel.objects.get(version=3)
    assert answer.headers["Location"] == reverse("model_detail", args=[restored.pk])
    assert restored.derived_from == old
    same = client.get(reverse("model_compare", args=[restored.pk]), {"other": old.pk})
    assert same.context["differences"] == []
    client.post(reverse("model_restore", args=[old.pk]))
    assert RouteModel.objects.count() == 3


def test_a_rule_gets_its_days_and_the_page_shows_which_one_held(client, as_system):
    old = load_model(actor=as_system, text=WELTHUIS, on=ON)
    client.post(reverse("model_revise", args=[old.pk]))
    draft = ModelDraft.objects.get()
    entry = {
        "entry-0-in_force__until": "2027-07-01",
        "entry-2-kind": "age", "entry-2-name": "16 jaar of ouder", "entry-2-judged_by": ["caseworker"],
        "entry-2-minimum_age": 16, "entry-2-in_force__since": "2027-07-01",
    }  # fmt: skip
    Editor(client).fill(reverse("draft_page", args=[draft.pk, "entry"]), entry)
    client.post(reverse("draft_publish", args=[draft.pk]))
    model = RouteModel.objects.get(version=3)

    def asked(on):
        page = client.get(reverse("model_detail", args=[model.pk]), {"op": on})
        return [(rule.name, rule.span, rule.holds) for rule in page.context["rules"][0].rules]

    younger = ("16 jaar of ouder", "vanaf 1 juli 2027")
    adult = ("18 jaar of ouder", "tot 1 juli 2027")
    language = ("Nederlands op elk onderdeel A2", "", True)
    assert asked("2027-06-30") == [(*adult, True), language, (*younger, False)]
    assert asked("2027-07-01") == [language, (*younger, True), (*adult, False)]
    compared = client.get(reverse("model_compare", args=[model.pk]), {"other": old.pk})
    rows = {(d.part, d.what): (d.before, d.after) for d in compared.context["differences"]}
    assert rows["voor wie het is", "18 jaar of ouder, geldt"] == ("–", "geldt tot (die dag niet meer) 1 juli 2027")


def test_a_caseworker_neither_opens_nor_writes_a_draft(as_system, sign_in):
    member = MembershipFactory()
    draft = start_draft(actor=as_system, name="Aan de Slag", on=ON)
    assert sign_in(member).get(reverse("draft_detail", args=[draft.pk])).status_code == 404
    with pytest.raises(ProgrammeError) as refused:
        save_draft_page(actor=actor_of(member, at=NOW), draft=draft, page=page("roles"), sections=[[]], seen="")
    assert refused.value.code == "may_not_change_models"


def test_a_name_that_is_taken_is_refused(client, as_system):
    load_model(actor=as_system, text=WELTHUIS, on=ON)
    answer = client.post(reverse("draft_new"), {"name": "Welthuis"})
    assert answer.context["form"].errors["name"] == [
        "Er is al een aanpak die Welthuis heet. Open die en verander hem, of kies een andere naam."
    ]


def test_every_page_stays_light(client, as_system, statements):
    draft = start_draft(actor=as_system, model=load_model(actor=as_system, text=WELTHUIS, on=ON), on=ON)
    for part in [each.code for each in PAGES]:
        address = reverse("draft_page", args=[draft.pk, part])
        assert statements(client, address) == (8 if part == "includes" else 7), part
        assert len(client.get(address).content) <= 84_000, part


def test_a_translator_writes_what_is_missing_and_dutch_stands_in_for_the_rest(client, as_system, statements):
    draft = start_draft(actor=as_system, model=load_model(actor=as_system, text=WELTHUIS, on=ON), on=ON)
    address = reverse("draft_texts", args=[draft.pk])
    assert client.get(address).context["missing"] == 2
    address += "?taal=ti&deel=roles"
    opened = client.get(address)
    assert (opened.context["missing"], opened.context["number"]) == (62, 62)
    assert statements(client, address) == 6
    form = Page(opened.content.decode()).form_with({"seen"})
    assert client.post(address, {**form, "text_0": " ተሳታፊ ", "text_1": ""}).status_code == 302
    draft.refresh_from_db()
    assert draft.definition["roles"][0]["name"]["ti"] == "ተሳታፊ"
    again = client.get(address)
    assert again.context["missing"] == 61
    refused = client.post(address, {**form, "text_1": "ሓለፋ"})
    assert (refused.status_code, refused.context["form"]["text_1"].value()) == (409, "ሓለፋ")
    overview = client.get(reverse("draft_detail", args=[draft.pk])).content.decode()
    assert "Engels: 2 ontbreken · Tigrinya: 61 ontbreken" in overview
    client.post(reverse("draft_publish", args=[draft.pk]))
    first, second = approach_of(RouteModel.objects.get(version=3)).roles[:2]
    assert (first.name.text("ti"), second.name.text("ti")) == ("ተሳታፊ", second.name.text("nl"))
    assert client.get(address).status_code == 404


def test_the_texts_come_in_pages_that_stay_light(client, as_system):
    draft = start_draft(actor=as_system, model=load_model(actor=as_system, text=WELTHUIS, on=ON), on=ON)
    address = reverse("draft_texts", args=[draft.pk])
    pages = [client.get(address, {"taal": "en", "pagina": number}) for number in (1, 2, 3)]
    assert [len(each.context["form"].fields) for each in pages] == [25, 25, 12]
    assert max(len(each.content) for each in pages) <= 60_000
    for number, shown in enumerate(pages, start=1):
        sent = client.post(f"{address}?taal=en&pagina={number}", Page(shown.content.decode()).form_with({"seen"}))
        assert sent.headers["Location"] == f"{address}?taal=en&pagina={min(number + 1, 3)}"
    before = draft.definition
    draft.refresh_from_db()
    assert draft.definition == before


def test_dutch_is_not_written_among_the_other_languages(as_system):
    draft = start_draft(actor=as_system, name="Aan de Slag", on=ON)
    with pytest.raises(ProgrammeError, match="dutch_on_its_page"):
        save_draft_texts(actor=as_system, draft=draft, language="nl", texts={"name": "Iets anders"}, seen="")
