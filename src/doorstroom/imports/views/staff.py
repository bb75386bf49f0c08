"""Deliveries of files: the list with a place to hand one in, the grid for repair, and every act on one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.pages import staff_page
from doorstroom.audit.services import Logged, log
from doorstroom.imports import services
from doorstroom.imports.access import ROLES, visible_batches
from doorstroom.imports.domain.problems import FileError
from doorstroom.imports.domain.sheets import Limits
from doorstroom.imports.forms import MappingForm, RowForm, UploadForm
from doorstroom.imports.models import Batch, Row
from doorstroom.imports.selectors import (
    acts_on,
    batches,
    beside_earlier,
    overview,
    shown_differences,
    shown_problems,
    shown_rows,
)
from doorstroom.imports.wording import file_in_words
from doorstroom.kernel.errors import DomainError
from doorstroom.ui.wording import sentence

PAGE_SIZE = 50
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_page(*ROLES)
@require_http_methods(["GET", "POST"])
def batch_list(request: HttpRequest) -> HttpResponse:
    asked = {"kind": request.GET.get("soort"), "sending": request.GET.get("lijst")}
    form = UploadForm(request.POST or None, request.FILES or None, actor=request.actor, initial=asked)
    if request.method == "POST" and form.is_valid():
        batch = _stage(request, form)
        if batch is not None:
            return redirect("batch_detail", pk=batch.pk)
    page = Paginator(batches(request.actor), PAGE_SIZE).get_page(request.GET.get("pagina"))
    return render(request, "imports/batch_list.html", {"form": form, "page": page})


@staff_page(*ROLES)
@require_GET
def batch_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Counts, and per row what is wrong with it; rows without a question on request."""
    batch = get_object_or_404(batches(request.actor), pk=pk)
    every_row = "alles" in request.GET
    rows = shown_rows(batch, every_row=every_row)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    log(request.actor, Logged("read", "import", batch.pk))
    shown = [
        (row, problems, acts_on(problems), shown_differences(row)) for row in page for problems in [shown_problems(row)]
    ]
    context = {
        "batch": batch, "page": page, "shown": shown, "every_row": every_row, "overview": overview(batch),
        "beside": beside_earlier(request.actor, batch),
    }  # fmt: skip
    return render(request, "imports/batch_detail.html", context)


@staff_page(*ROLES)
@require_http_methods(["GET", "POST"])
def batch_mapping(request: HttpRequest, pk: int) -> HttpResponse:
    """What each column means, corrected and kept for the partner."""
    batch = _batch(request, pk)
    form = MappingForm(request.POST or None, batch=batch)
    if request.method == "POST" and form.is_valid():
        values = {"fields": form.chosen_fields(), "marks": form.chosen_marks()}
        remember = form.cleaned_data["remember"]
        refusal = _refusal(
            lambda: services.change_mapping(
                actor=request.actor, batch=batch, remember=remember, at=request.now, **values
            )
        )  # fmt: skip
        if refusal is None:
            messages.success(request, _("The file was read again with these columns."))
            return redirect("batch_detail", pk=pk)
        form.add_error(None, refusal)
    return render(request, "imports/batch_mapping.html", {"batch": batch, "form": form})


@staff_page(*ROLES)
@require_http_methods(["GET", "POST"])
def batch_row(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Every cell of one row; the grid sends only the cells with a problem."""
    batch = _batch(request, pk)
    row = get_object_or_404(Row, batch=batch, number=number)
    if request.method == "GET":
        log(request.actor, Logged("read", "import", batch.pk, fields=[str(number)]))
        return render(request, "imports/batch_row.html", {"batch": batch, "row": row, "form": RowForm(row=row)})
    form = RowForm(_whole(request, row), row=row)
    if not form.is_valid():
        return render(request, "imports/batch_row.html", {"batch": batch, "row": row, "form": form})
    corrections = form.corrections()
    act = lambda: services.correct_row(actor=request.actor, batch=batch, number=number, corrections=corrections)  # noqa: E731
    return _back_to_row(request, batch, number, act, _("Row %(row)s was judged again.") % {"row": number})


@staff_page(*ROLES)
@require_POST
def batch_row_act(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take over a row's proposals, leave it out or in, or say whether it is the same person."""
    batch = _batch(request, pk)
    about: dict[str, Any] = {"actor": request.actor, "batch": batch, "number": number}
    acts: dict[str, Callable[[], Any]] = {
        "accept": lambda: services.accept_proposals(**about),
        "exclude": lambda: services.exclude_row(**about),
        "include": lambda: services.exclude_row(**about, excluded=False),
        "same": lambda: services.judge_row(**about, same=True),
        "other": lambda: services.judge_row(**about, same=False),
    }
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        return redirect("batch_detail", pk=pk)
    return _back_to_row(request, batch, number, act, _("Row %(row)s was judged again.") % {"row": number})


@staff_page(*ROLES)
@require_POST
def batch_row_choose(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Per field: the partner's value, or the one that stands here."""
    batch = _batch(request, pk)
    row = get_object_or_404(Row, batch=batch, number=number)
    sent = {each["field"]: request.POST.get(each["field"], "") for each in row.differences}
    choices = {name: choice for name, choice in sent.items() if choice in Row.Choice.values}
    act = lambda: services.choose_values(actor=request.actor, batch=batch, number=number, choices=choices)  # noqa: E731
    return _back_to_row(request, batch, number, act, _("Your choice in row %(row)s was kept.") % {"row": number})


@staff_page(*ROLES)
@require_POST
def batch_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over everything that only the partner changed."""
    batch = _batch(request, pk)

    def act() -> None:
        changed = services.take_over_changes(actor=request.actor, batch=batch)
        text = ngettext("%(number)s change will be taken over.", "%(number)s changes will be taken over.", changed)
        messages.success(request, text % {"number": changed})

    return _done(request, batch, act)


@staff_page(*ROLES, data_leave=True)
@require_GET
def batch_return(request: HttpRequest, pk: int) -> HttpResponse:
    """The partner's own columns and rows as a workbook, with what changed here."""
    batch = _batch(request, pk)
    try:
        content = services.return_file(
            actor=request.actor, partner=batch.partner, kind=batch.kind, round=batch.round, workbook=True
        )
    except DomainError as error:
        messages.error(request, sentence(error))
        return redirect("batch_detail", pk=pk)
    response = HttpResponse(content, content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="{batch.kind}-{batch.pk}.xlsx"'
    return response


@staff_page(*ROLES)
@require_POST
def batch_proposals(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)

    def act() -> None:
        changed = services.accept_proposals(actor=request.actor, batch=batch)
        text = ngettext("%(number)s proposal was taken over.", "%(number)s proposals were taken over.", changed)
        messages.success(request, text % {"number": changed})

    return _done(request, batch, act)


@staff_page(*ROLES)
@require_POST
def batch_apply(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    act = lambda: services.apply_batch(actor=request.actor, batch=batch, at=request.now)  # noqa: E731
    return _done(request, batch, act, _("The good rows were taken over. The file itself is no longer kept."))


@staff_page(*ROLES)
@require_POST
def batch_undo(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    act = lambda: services.undo_batch(actor=request.actor, batch=batch, at=request.now)  # noqa: E731
    return _done(request, batch, act, _("Undone: everything is as it was before this delivery."))


@staff_page(*ROLES)
@require_POST
def batch_discard(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    act = lambda: services.discard_batch(actor=request.actor, batch=batch, at=request.now)  # noqa: E731
    return _done(request, batch, act, _("The delivery was thrown away, with its file."))


def _batch(request: HttpRequest, pk: int) -> Batch:
    return get_object_or_404(visible_batches(request.actor).select_related("partner", "round"), pk=pk)


def _stage(request: HttpRequest, form: UploadForm) -> Batch | None:
    """The staged delivery; None when the file was refused, and then the form says why."""
    values = form.cleaned_data
    try:
        batch, _checked = services.stage_file(
            actor=request.actor, kind=values["kind"], partner=values["partner"], round=values["round"],
            sending=values.get("sending"),
            content=values["file"].read(Limits().file_bytes + 1), file_name=values["file"].name, at=request.now,
        )  # fmt: skip
        return batch
    except FileError as error:
        form.add_error("file", file_in_words(error))
    except DomainError as error:
        form.add_error(None, sentence(error))
    return None


def _whole(request: HttpRequest, row: Row) -> dict[str, str]:
    """What was sent, completed with the cells that were not: those stay as they are."""
    texts = {f"cell_{number}": text for number, text in enumerate(row.values.values())}
    return {name: request.POST.get(name, text) for name, text in texts.items()}


def _refusal(act: Callable[[], Any]) -> str | None:
    try:
        act()
    except FileError as error:
        return file_in_words(error)
    except DomainError as error:
        return sentence(error)
    return None


def _done(request: HttpRequest, batch: Batch, act: Callable[[], Any], text: str = "") -> HttpResponse:
    refusal = _refusal(act)
    if refusal:
        messages.error(request, refusal)
    elif text:
        messages.success(request, text)
    return redirect("batch_detail", pk=batch.pk)


def _back_to_row(
    request: HttpRequest, batch: Batch, number: int, act: Callable[[], Any], text: str
) -> HttpResponse:  # fmt: skip
    """To the same page of the grid, at the row when it still has a question."""
    response = _done(request, batch, act, text)
    page = request.POST.get("pagina", "")
    query = f"?pagina={page}" if page.isdigit() else ""
    response["Location"] = f"{reverse('batch_detail', args=[batch.pk])}{query}#rij-{number}"
    return response
