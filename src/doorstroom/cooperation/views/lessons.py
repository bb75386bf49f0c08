"""Lessons: what was learned, from which figures, and where it was applied."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.cooperation.access import LESSON_ROLES, may_write_lessons
from doorstroom.cooperation.forms import LessonForm, LessonUseForm
from doorstroom.cooperation.selectors.board import lessons
from doorstroom.cooperation.services import apply_lesson, write_lesson
from doorstroom.programmes.access import own_parts
from doorstroom.ui.writing import page_of, saved


@staff_page()
@require_GET
def lesson_list(request: HttpRequest) -> HttpResponse:
    context = {"page": page_of(request, lessons()), "may_write": may_write_lessons(request.actor)}
    return render(request, "cooperation/lesson_list.html", context)


@staff_page(*LESSON_ROLES)
@require_http_methods(["GET", "POST"])
def lesson_new(request: HttpRequest) -> HttpResponse:
    initial = {"issue": request.GET.get("vraagstuk"), "as_of": request.today}
    form = LessonForm(request.POST or None, initial=initial)
    made = saved(
        request, form, partial(write_lesson, on=request.today), _("The lesson is kept, with what it stands on.")
    )
    if made:
        return redirect("lesson", made.pk)
    return render(request, "cooperation/form.html", {"form": form, "title": _("A lesson")})


@staff_page()
@require_http_methods(["GET", "POST"])
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(lessons(), pk=pk)
    may_write = may_write_lessons(request.actor)
    if request.method == "POST" and not may_write:
        raise Http404
    form = LessonUseForm(request.POST or None)
    if saved(request, form, partial(apply_lesson, lesson=found, on=request.today), _("Written down.")):
        return redirect("lesson", pk)
    figures_open = own_parts(request.actor).filter(programme=found.programme_id).exists()
    context = {"lesson": found, "form": form, "may_write": may_write, "figures_open": figures_open}
    return render(request, "cooperation/lesson.html", context)
