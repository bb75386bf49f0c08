"""Every field gets one markup: label, help and error are tied to the control."""

import re
from datetime import date

import pytest
from django import forms
from django.utils import translation

from doorstroom.ui.forms import DateInput, TimeInput


class Intake(forms.Form):
    goal = forms.CharField(label="Goal", widget=forms.Textarea, help_text="In own words.")
    start = forms.DateField(label="Start", widget=DateInput(), initial=date(2026, 11, 23))
    at = forms.TimeField(label="At", widget=TimeInput(), required=False)
    income = forms.ChoiceField(label="Income", choices=[("a", "Benefit"), ("b", "Work")])
    way = forms.ChoiceField(label="Way", widget=forms.RadioSelect, choices=[("bus", "Bus"), ("car", "Car")])
    days = forms.MultipleChoiceField(
        label="Days", widget=forms.CheckboxSelectMultiple, choices=[("mo", "Monday")], required=False
    )
    agreed = forms.BooleanField(label="Agreed")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)
    paper = forms.FileField(label="Paper", required=False)


def html(name, form=None):
    with translation.override("en"):
        return str((form or Intake())[name].as_field_group())


@pytest.mark.parametrize(
    ("name", "control"),
    [
        ("goal", "utrecht-textarea utrecht-textarea--html-textarea"),
        ("start", "utrecht-textbox utrecht-textbox--html-input"),
        ("income", "utrecht-select utrecht-select--html-select"),
        ("way", "utrecht-radio-button utrecht-radio-button--html-input"),
        ("days", "utrecht-checkbox utrecht-checkbox--html-input"),
        ("agreed", "utrecht-checkbox utrecht-checkbox--html-input"),
    ],
)
def test_each_control_has_the_class_of_the_design_system(name, control):
    found = set(re.findall(r'<(?:input|select|textarea)[^>]*class="([^"]+)"', html(name)))
    assert found == {control}


@pytest.mark.parametrize("name", ["goal", "start", "at", "income", "agreed", "paper"])
def test_each_label_names_its_control(name):
    markup = html(name)
    assert re.findall(r'<label[^>]* for="([^"]+)"', markup) == [f"id_{name}"]
    assert f'id="id_{name}"' in markup


@pytest.mark.parametrize("name", ["way", "days"])
def test_a_group_of_choices_is_a_fieldset_with_a_legend(name):
    markup = html(name)
    assert markup.startswith("<fieldset")
    assert markup.count("<legend") == 1
    assert set(re.findall(r'for="([^"]+)"', markup)) == set(re.findall(r'<input[^>]* id="([^"]+)"', markup))


def test_only_fields_that_may_stay_empty_say_so():
    optional = [name for name in Intake().fields if "(optional)" in html(name)]
    assert optional == ["at", "days", "paper"]


def test_a_form_in_which_all_may_stay_empty_says_so_once_itself():
    form = Intake()
    form.all_optional = True
    assert [name for name in form.fields if "(optional)" in html(name, form)] == []


@pytest.mark.parametrize("nothing", ["", "–", "---------"])
@pytest.mark.parametrize(("required", "says"), [(True, "Choose…"), (False, "none")])
def test_an_empty_choice_says_what_it_is(nothing, required, says):
    form = forms.Form()
    form.fields["where"] = forms.ChoiceField(choices=[("", nothing), ("a", "Here")], required=required)
    assert re.findall(r"<option[^>]*>([^<]+)</option>", html("where", form)) == [says, "Here"]


def test_an_empty_choice_with_words_of_its_own_keeps_them():
    form = forms.Form()
    form.fields["where"] = forms.ChoiceField(choices=[("", "anywhere"), ("a", "Here")], required=False)
    assert re.findall(r"<option[^>]*>([^<]+)</option>", html("where", form)) == ["anywhere", "Here"]


@pytest.mark.parametrize(("choices", "long"), [(12, False), (13, True)])
def test_a_long_list_of_choices_scrolls_in_its_own_frame(choices, long):
    form = forms.Form()
    form.fields["who"] = forms.MultipleChoiceField(
        choices=[(str(n), str(n)) for n in range(choices)], widget=forms.CheckboxSelectMultiple
    )
    assert ("ds-choices--long" in html("who", form)) is long


def test_help_is_tied_to_the_control_and_stands_before_it():
    markup = html("goal")
    assert 'aria-describedby="id_goal_helptext"' in markup
    assert markup.index('id="id_goal_helptext"') < markup.index("<textarea")


def test_an_error_is_tied_to_the_control():
    markup = html("goal", Intake({}))
    assert 'aria-describedby="id_goal_helptext id_goal_error"' in markup
    assert 'aria-invalid="true"' in markup
    assert markup.count('id="id_goal_error"') == 1
    assert "Fill this in." in markup


@pytest.mark.parametrize(
    ("name", "says"),
    [("goal", "Fill this in."), ("start", "Fill this in."), ("way", "Choose one."), ("agreed", "Tick this to go on.")],
)
def test_what_was_left_empty_says_what_to_do(name, says):
    with translation.override("en"):
        assert Intake({}).errors[name] == [says]


def test_an_error_of_a_group_is_tied_to_its_fieldset():
    markup = html("way", Intake({}))
    assert re.search(r'<fieldset aria-describedby="id_way_error"', markup)
    assert 'id="id_way_error"' in markup


def test_a_hidden_field_is_only_its_control():
    assert html("secret").startswith('<input type="hidden" name="secret"')


@pytest.mark.parametrize("language", ["nl", "en"])
def test_dates_are_written_as_browsers_read_them(language):
    with translation.override(language):
        markup = str(Intake()["start"].as_field_group())
        bound = Intake({"start": "2026-11-23"})
        bound.is_valid()
        assert bound.cleaned_data["start"] == date(2026, 11, 23)
    assert '<input type="date" name="start" value="2026-11-23"' in markup


def test_a_class_of_the_form_itself_is_kept():
    class Short(forms.Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "own"}))

    assert 'class="own utrecht-textbox utrecht-textbox--html-input"' in str(Short()["code"])


def test_the_summary_of_errors_leads_to_each_field(render):
    form = Intake({"goal": "x", "income": "zzz"})
    markup = render('<c-form :form="form" submit="Keep" draft="intake-1" />', form=form)
    targets = re.findall(r'<li><a href="#([^"]+)">', markup)
    assert targets == ["id_start", "id_income", "id_way_0", "id_agreed"]
    ids = re.findall(r' id="([^"]+)"', markup)
    assert [target for target in targets if target not in ids] == []
    assert len(ids) == len(set(ids))
    assert 'data-draft="intake-1"' in markup
    assert 'enctype="multipart/form-data"' in markup


def test_a_form_without_errors_has_no_summary(render):
    assert "form-errors" not in render('<c-form :form="form" />', form=Intake())
