"""How forms are printed."""

from django import forms
from django.template import Context, Template

from portal.components.forms import Answers, DateInput
from portal.components.samples import forms_in_every_state


class Meeting(forms.Form):
    place = forms.CharField(label="Place", help_text="Where you meet")
    day = forms.DateField(label="Day", widget=DateInput, required=False)
    how = forms.ChoiceField(label="How", choices=[("a", "In person"), ("b", "By phone")], widget=Answers)


def printed(form: forms.Form) -> str:
    return Template("{{ form }}").render(Context({"form": form}))


def test_help_and_error_are_tied_to_their_field() -> None:
    text = printed(Meeting(data={}))

    assert 'aria-describedby="id_place_help id_place_error"' in text
    assert 'aria-invalid="true"' in text
    assert 'id="id_place_error"' in text


def test_the_summary_leads_to_each_field_that_needs_a_correction() -> None:
    text = printed(Meeting(data={}))

    assert 'href="#id_place"' in text
    assert 'href="#id_how_group"' in text
    assert 'id="id_how_group"' in text


def test_nothing_is_said_about_errors_before_sending() -> None:
    assert "data-errors" not in printed(Meeting())


def test_a_field_that_may_stay_empty_says_so() -> None:
    text = printed(Meeting())

    assert text.count('class="field__need"') == 1


def test_a_date_is_given_to_the_picker_as_the_browser_wants_it() -> None:
    assert 'value="2026-11-23"' in printed(Meeting(initial={"day": "2026-11-23"}))


def test_every_kind_of_field_prints_with_and_without_errors() -> None:
    for form in forms_in_every_state().values():
        text = printed(form)
        assert all(f'name="{name}"' in text for name in form.fields)
