"""Screens of questioned sentences: the reader's form, the editors' list, the answer."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from guidelines.challenging import AlreadyAnswered, NoSuchSentence, answer_challenge, raise_challenge, sentence_of
from guidelines.links import guidelines_url
from guidelines.models import Challenge, CultureGuidePage, GuidelinePage
from portal.components.toasts import done
from portal.requests import StaffRequest


class ChallengeForm(forms.Form):
    """What is wrong, and why."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"), choices=Challenge.Kind.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Why do you think so?"),
        help_text=gettext_lazy("Name a source or what you saw at work. Nothing about a client."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """What came of it, in a sentence for readers."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"),
        choices=[choice for choice in Challenge.Outcome.choices if choice[0] != Challenge.Outcome.OPEN],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer for readers"),
        help_text=gettext_lazy("It stands beside the sentence. Change the sentence itself in the admin first."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def challenge(request: StaffRequest, page_id: int, key: str) -> HttpResponse:
    """A reader questions a sentence."""
    page = readable(request, page_id)
    try:
        sentence = sentence_of(page, key)
    except NoSuchSentence as error:
        raise Http404 from error
    form = ChallengeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        raise_challenge(page=page, statement=key, by=request.user, **form.cleaned_data)
        done(request, _("Your question is with the editors. Their answer will stand beside the sentence."))
        return redirect(f"{page.get_url(request)}#{key}")
    context = {
        "form": form,
        "sentence": sentence,
        "back": f"{page.get_url(request)}#{key}",
        "language": page.locale.language_code,
        "crumbs": [(_("Guidelines"), guidelines_url(request.interface_language)), (page.title, page.get_url(request))],
    }
    return render(request, "guidelines/challenge.html", context, status=422 if form.errors else 200)


def challenges(request: StaffRequest) -> HttpResponse:
    """What readers questioned: open first, then what was answered lately."""
    rows = Challenge.objects.select_related("page", "answered_by")
    context = {
        "open": list(rows.open()),
        "answered": list(rows.exclude(outcome=Challenge.Outcome.OPEN).order_by("-answered_at")[:30]),
        "crumbs": [(_("Guidelines"), guidelines_url(request.interface_language))],
    }
    return render(request, "guidelines/challenges.html", context)


def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """An editor answers a question."""
    question = get_object_or_404(Challenge.objects.select_related("page__locale", "answered_by"), pk=pk)
    form = AnswerForm(request.POST or None) if question.is_open else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            if form is None:
                raise AlreadyAnswered(pk)
            answer_challenge(challenge=question, by=request.user, **form.cleaned_data)
            done(request, _("Answered. Readers see it beside the sentence."))
        except AlreadyAnswered:
            done(request, _("Somebody answered before you. Their answer stands."))
        return redirect("guidelines:challenges")
    context = {
        "form": form,
        "question": question,
        "language": question.page.locale.language_code,
        "page_url": f"{question.page.get_url(request)}#{question.statement}",
        "crumbs": [
            (_("Guidelines"), guidelines_url(request.interface_language)),
            (_("Questioned sentences"), reverse("guidelines:challenges")),
        ],
    }
    return render(request, "guidelines/answer.html", context, status=422 if form and form.errors else 200)


def readable(request: StaffRequest, page_id: int) -> CultureGuidePage | GuidelinePage:
    """The published guide or guideline with this number, if this reader may read it."""
    page = get_object_or_404(Page.objects.live(), pk=page_id).specific
    if not isinstance(page, CultureGuidePage | GuidelinePage):
        raise Http404
    refuse_restricted(request, page)
    return page


def refuse_restricted(request: StaffRequest, page: Page) -> None:
    """404 where an editor has kept the page from this reader."""
    if not all(restriction.accept_request(request) for restriction in page.get_view_restrictions()):
        raise Http404
