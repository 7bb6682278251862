"""What the components promise to the pages that use them."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from portal.kernel.marks import MARKS, deciding_check
from portal.kernel.templatetags.components import bar_segments, may_break


def render(source: str, request: HttpRequest | None = None, **context: Any) -> str:
    return engines["django"].from_string(source).render(context, request)


class Sample(forms.Form):
    name = forms.CharField(label="Your name", help_text="As on the diploma.")
    note = forms.CharField(label="Note", required=False)
    colours = forms.MultipleChoiceField(
        label="Colours", choices=[("r", "Red")], widget=forms.CheckboxSelectMultiple
    )

    def clean(self) -> None:
        raise forms.ValidationError("These two do not fit together.")


def test_a_mark_is_an_icon_and_a_word():
    for family, values in MARKS.items():
        for value, mark in values.items():
            text = render("{% mark f v %}", f=family, v=value)
            assert "<svg" in text
            assert 'aria-hidden="true"' in text
            assert str(mark.word) in text


def test_could_not_check_looks_neither_passed_nor_failed():
    tones = {value: mark.tone for value, mark in MARKS["outcome"].items()}
    assert tones["could_not_check"] not in (tones["passed"], tones["failed"])
    assert MARKS["verdict"]["inconclusive"].tone not in ("good", "bad")


def test_an_unknown_value_is_shown_as_unknown():
    assert "Unknown" in render(
        "{% include 'components/verdict_mark.html' with verdict='blue' only %}"
    )


def test_no_verdict_yet_is_being_checked():
    assert "Being checked" in render(
        "{% include 'components/verdict_mark.html' with verdict=v only %}", v=None
    )


def test_the_card_says_what_decided():
    checks = [
        {"name": "issuer_recognized", "outcome": "failed", "sentence": "Not known."},
        {"name": "proof", "outcome": "could_not_check", "sentence": "Cannot read it."},
        {"name": "status", "outcome": "failed", "sentence": "Revoked."},
    ]
    assert deciding_check(checks)["sentence"] == "Revoked."
    assert deciding_check(checks[:2])["sentence"] == "Cannot read it."
    assert deciding_check(checks[:1]) is None
    assert deciding_check(None) is None


def test_what_decides_nothing_is_no_red_cross():
    checks = [
        {"name": "proof", "outcome": "passed"},
        {"name": "issuer_recognized", "outcome": "failed"},
        {"name": "recipient", "outcome": "failed"},
    ]
    text = render("{% include 'components/check_list.html' with checks=c only %}", c=checks)
    assert "Not recognized" in text
    assert "mark--bad" not in text
    summary = render("{% checks_summary c %}", c=checks)
    assert "none failed" in summary
    checks[0]["outcome"] = "failed"
    text = render("{% include 'components/check_list.html' with checks=c only %}", c=checks)
    assert "mark--bad" in text


def test_sentences_and_details_of_checks_are_escaped():
    checks = [{"name": "<i>", "outcome": "failed", "sentence": "<b>", "detail": "<script>"}]
    text = render("{% include 'components/check_list.html' with checks=c only %}", c=checks)
    assert not any(tag in text for tag in ("<i>", "<b>", "<script>"))


def test_titles_of_strangers_are_escaped():
    card = {"title": "<b hx-get='/x'>", "issuer": "<script>", "verdict": "verified"}
    text = render("{% include 'components/credential_card.html' with card=card only %}", card=card)
    assert "<b hx-get" not in text
    assert "<script>" not in text


def test_the_token_reaches_forms_inside_isolated_includes():
    request = RequestFactory().get("/")
    text = render(
        "{% include 'components/form.html' with form=form only %}", request, form=Sample()
    )
    assert 'name="csrfmiddlewaretoken"' in text


def test_a_field_names_its_hint_and_its_error():
    text = render("{{ form }}", form=Sample({}))
    assert 'id="id_name_helptext"' in text
    assert 'id="id_name_error"' in text
    assert 'aria-describedby="id_name_helptext id_name_error"' in text
    assert 'aria-invalid="true"' in text


def test_what_is_not_required_says_so():
    text = render("{{ form }}", form=Sample())
    assert text.count("(optional)") == 1


def test_the_summary_leads_to_each_field_and_appears_once():
    form = Sample({})
    text = render(
        "{% include 'components/error_summary.html' with form=form only %}{{ form }}", form=form
    )
    assert text.count("There is a problem") == 1
    assert 'href="#id_name"' in text
    assert 'href="#id_colours_0"' in text
    assert 'id="id_colours_0"' in text
    assert "These two do not fit together." in text


def test_no_summary_without_errors():
    assert "There is a problem" not in render("{{ form }}", form=Sample())


def test_the_bar_is_as_long_as_its_parts():
    parts = bar_segments({"issuer_verified": 3, "self_asserted": 1}, width=403, gap=3)
    assert [part["key"] for part in parts] == ["issuer_verified", "self_asserted"]
    assert [float(part["width"]) for part in parts] == [300.0, 100.0]
    assert float(parts[-1]["x"]) + float(parts[-1]["width"]) == 403.0


def test_an_empty_bar_is_not_drawn():
    assert "<svg" not in render(
        "{% include 'components/assurance_bar.html' with counts=c only %}", c={}
    )


def test_pagination_keeps_the_filters():
    from django.core.paginator import Paginator

    request = RequestFactory().get("/?state=open&page=2")
    page = Paginator(range(30), 10).page(2)
    text = render(
        "{% include 'components/pagination.html' with page_obj=p only %}", request, p=page
    )
    assert "?state=open&amp;page=3" in text
    assert "?state=open&amp;page=1" in text


def test_a_confirmation_works_without_scripts():
    text = render(
        "{% include 'components/confirm.html' with id='c' trigger='Delete' page_url='/x/delete/' "
        "title='Delete it?' submit_label='Delete' action='/x/delete/' only %}"
    )
    assert 'href="/x/delete/"' in text
    assert '<dialog class="dialog" id="c"' in text


def test_an_address_breaks_after_its_at_sign_and_stays_text():
    assert may_break("ana@people.example") == "ana@<wbr>people.example"
    assert may_break("<b>@x") == "&lt;b&gt;@<wbr>x"
