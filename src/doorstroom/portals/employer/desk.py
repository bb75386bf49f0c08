"""The question desk: an employer asks without an account, an account manager answers, the promise is counted."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import public_page, staff_page
from doorstroom.database.scope import scope
from doorstroom.demand.domain.desk import promised_by
from doorstroom.demand.forms import AnswerForm, QuestionForm
from doorstroom.demand.selectors import promise_of_desk, questions
from doorstroom.demand.services import Question, answer_question, ask_question
from doorstroom.intake.services import count_try
from doorstroom.kernel.errors import DomainError
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.ui.wording import sentence

TRIES_PER_HOUR = 10
PAGE_SIZE = 25
ANSWERERS = (Role.ACCOUNT_MANAGER, Role.JOB_COACH, Role.PROGRAMME_MANAGER)
FIELDS = ("employer_name", "asked_by", "phone", "email", "text")


@public_page
@require_http_methods(["GET", "POST"])
def question_ask(request: HttpRequest) -> HttpResponse:
    """A filled-in hidden field is a machine: it hears that all went well, and nothing is kept."""
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if count_try(address=request.META.get("REMOTE_ADDR", ""), at=request.now) > TRIES_PER_HOUR:
            form.add_error(None, _("Many questions came from this place in the last hour. Please call us instead."))
        else:
            if not form.cleaned_data["website"]:
                _ask(request, form)
            return redirect("question_asked")
    due = promised_by(localtime(request.now))
    return render(request, "portals/employer/question_ask.html", {"form": form, "due": due})


@public_page
@require_GET
def question_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "portals/employer/question_asked.html", {"due": promised_by(localtime(request.now))})


@staff_page(*ANSWERERS)
@require_GET
def question_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(questions(at=request.now), PAGE_SIZE).get_page(request.GET.get("pagina"))
    promise = promise_of_desk(at=request.now)
    kept = Proportion(
        definition="questions", numerator=promise.kept, denominator=promise.counted, clock="asked_at",
        horizon="working_day", running=promise.running, unknown=0, as_of=request.today,
    )  # fmt: skip
    context = {"page": page, "promise": promise, "kept": kept, "now": request.now}
    return render(request, "portals/employer/question_list.html", context)


@staff_page(*ANSWERERS)
@require_http_methods(["GET", "POST"])
def question_detail(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(questions(at=request.now), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_question(actor=request.actor, question=question, answer=form.cleaned_data["answer"], at=request.now)
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("The answer is written down; the clock stands still."))
            return redirect("question_list")
    context = {"question": question, "form": form, "now": request.now}
    return render(request, "portals/employer/question_detail.html", context)


def _ask(request: HttpRequest, form: QuestionForm) -> None:
    actor = system_actor(at=request.now, purpose="question_desk")
    question = Question(**{name: form.cleaned_data[name] for name in FIELDS})
    with scope(actor, nested=True):
        ask_question(actor=actor, question=question, at=request.now)
