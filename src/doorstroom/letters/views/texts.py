"""The texts of the own organisation."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.documents.models import Document
from doorstroom.kernel.errors import DomainError
from doorstroom.letters.access import KEEPERS
from doorstroom.letters.domain.letter import DUTCH, PARTS, WORDS, in_dutch
from doorstroom.letters.forms import LetterTextForm
from doorstroom.letters.selectors import earlier_texts, text_of, texts_of
from doorstroom.letters.services import change_text
from doorstroom.letters.views.letters import kind_or_404
from doorstroom.letters.wording import MEANINGS
from doorstroom.letters.wording import WORDS as WORD_MEANINGS
from doorstroom.ui.wording import sentence

SHOWN = 5
"""Earlier versions."""


@staff_page(*KEEPERS)
@require_GET
def letter_texts(request: HttpRequest) -> HttpResponse:
    lines = [
        {"label": Document.Letter(kind).label, "meaning": MEANINGS[kind], "wording": wording}
        for kind, wording in texts_of(request.actor).items()
    ]
    return render(request, "letters/texts.html", {"lines": lines})


@staff_page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def letter_text(request: HttpRequest, letter: str) -> HttpResponse:
    wanted = kind_or_404(letter)
    wording = text_of(request.actor, wanted)
    form = LetterTextForm(request.POST or None, initial={
        "subject": in_dutch(wording.subject), "text": in_dutch(wording.text),
    })  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            change_text(actor=request.actor, kind=wanted, at=request.now, **form.cleaned_data)
        except DomainError as error:
            form.add_error("text", sentence(error))
        else:
            messages.success(request, _("Saved. Letters are written in these words from now on."))
            return redirect("letter_texts")
    context = {
        "form": form, "title": Document.Letter(wanted).label, "meaning": MEANINGS[wanted], "own": wording.own,
        "words": _meant(WORDS[wanted]), "parts": _meant(PARTS[wanted]),
        "earlier": earlier_texts(request.actor, wanted)[:SHOWN],
    }  # fmt: skip
    return render(request, "letters/text.html", context)


def _meant(words: Collection[str]) -> list[tuple[str, object]]:
    return [(f"{{{DUTCH[word]}}}", WORD_MEANINGS[word]) for word in WORD_MEANINGS if word in words]
