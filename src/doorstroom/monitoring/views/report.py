"""Reports of a programme and of a round, as a PDF that a screen reader can read: what their pages say, with what is
counted, of how many, from which day, how many are under way and unknown, and how far chance may have moved it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doorstroom.accounts.pages import staff_page
from doorstroom.audit.services import Logged, log
from doorstroom.letters.domain.letter import Block, Heading, Items, Paragraph, Table
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.monitoring.selectors import Results, earlier_rounds, results_of, success_of, versions_of
from doorstroom.monitoring.selectors.beside import groups_of
from doorstroom.monitoring.selectors.dictionary import definition
from doorstroom.monitoring.selectors.evidence import Question, exits_of, term_of, work_by_clock
from doorstroom.monitoring.selectors.of_round import results_of_round
from doorstroom.monitoring.selectors.outlook import goals_ahead
from doorstroom.monitoring.views.evidence import in_words, reached_code, reached_in_words
from doorstroom.monitoring.wording import CLOCKS, say_all, share_in_words
from doorstroom.rounds.access import open_round
from doorstroom.rounds.models import Round
from doorstroom.rounds.selectors import funnel_of, seats_of
from doorstroom.ui.pdf import Sheet, pdf_of

STARTED = CLOCKS["started"]


@staff_page()
@require_GET
def programme_report(request: HttpRequest, programme: int) -> HttpResponse:
    found = results_of(request.actor, request.today, programme)
    if not found:
        raise Http404
    results = found[0]
    log(request.actor, Logged("export", "programme_report", programme))
    return as_pdf(request, _("Results of %(name)s") % {"name": results.programme.name}, _of_programme(results))


@staff_page()
@require_GET
def round_report(request: HttpRequest, pk: int) -> HttpResponse:
    found = open_round(request.actor, pk)
    if found is None:
        raise Http404
    round, _rights = found
    log(request.actor, Logged("export", "round_report", pk))
    title = _("Report of %(programme)s, %(round)s") % {"programme": round.programme.name, "round": round.name}
    return as_pdf(request, title, _of_round(request, round))


def _of_programme(results: Results) -> Iterator[Block]:
    yield from _about(results)
    asked = Question(results.on)
    if success := success_of(results):
        yield Heading(_("What the approach calls success"))
        yield from _share(success.name, success.share, definition("job_in_time/1"), STARTED)
    yield Heading(_("Work, by the start of the clock"))
    yield from _work(results, asked)
    for ahead in goals_ahead(results):
        yield Heading(_("The goal"))
        yield Paragraph(say_all(ahead.sentences))
        yield Paragraph(_("What counts: %(words)s") % {"words": ahead.state.goal.definition})
    if compared := versions_of(results):
        yield Heading(_("Versions beside one another"))
        yield Paragraph(say_all(compared.sentences))
        for arm in (compared.comparison.first, compared.comparison.second):
            yield from _share(arm.label, arm.share, definition(compared.definition.label), STARTED)
    if rounds := groups_of(results, asked):
        yield Heading(_("Stopped before the end, round by round"))
        yield _beside((each.name, each.share) for each in rounds)
        yield Paragraph(_counted(definition("first_exits/1"), STARTED))


def _of_round(request: HttpRequest, round: Round) -> Iterator[Block]:
    """The totals of the round, and for who may read results what became of the people in it."""
    seats, steps = seats_of(round), funnel_of(round).total
    start = date_format(round.starts_on, "j F Y")
    yield Paragraph(_("As of %(day)s.") % {"day": date_format(request.today, "j F Y")})
    yield Paragraph(
        _("Approach %(model)s. Start: %(start)s. Seats: %(seats)s; places behind them: %(backed)s.")
        % {"model": round.model, "start": start, "seats": seats.seats, "backed": seats.backed}
    )
    yield Heading(_("From asked to started"))
    counts = (
        (_("asked of referrers"), steps.asked), (_("put forward"), steps.nominated),
        (_("came to a meeting"), steps.came), (_("chosen"), steps.selected), (_("started"), steps.started),
    )  # fmt: skip
    yield Table((_("Step"), _("People")), tuple((name, str(count)) for name, count in counts))
    results = results_of_round(request.actor, round)
    if results and results.started:
        yield from _results_of_round(results)
    if said := earlier_rounds(request.actor, round.programme, request.today):
        yield Heading(_("Earlier rounds"))
        yield Paragraph(say_all(said))


def _results_of_round(results: Results) -> Iterator[Block]:
    asked = Question(results.on)
    if exits := exits_of(results, asked):
        yield Heading(_("Stopped before the end"))
        yield from _share("", exits.share("stopped"), definition("first_exits/1"), STARTED)
    yield Heading(_("Work, by the start of the clock"))
    yield from _work(results, asked)


def _about(results: Results) -> Iterator[Block]:
    day = date_format(results.on, "j F Y")
    started = ngettext("%(n)s person has started.", "%(n)s people have started.", results.started)
    as_of = _("As of %(day)s.") % {"day": day}
    yield Paragraph(f"{as_of} {started % {'n': results.started}}")
    for said, parts in (
        (_("Counted with it, each person once:"), results.parts),
        (_("Part of it, but not counted because your organisation does not take part in it:"), results.left_out),
    ):
        if parts:
            yield Paragraph(f"{said} {', '.join(part.name for part in parts)}.")


def _work(results: Results, asked: Question) -> Iterator[Block]:
    what, words = reached_in_words(results), definition(f"{reached_code(results)}/1")
    for each in work_by_clock(results, asked):
        said = in_words(each, term_of(results, asked), what)
        yield from _share(said["label"], each.share, words, said["clock"])


def _share(title: str, share: Proportion, words: str, clock: str) -> Iterator[Block]:
    if title:
        yield Paragraph(title)
    yield Items((*share_in_words(share), _counted(words, clock)))


def _counted(words: str, clock: str) -> str:
    return _("Counted: %(words)s The clock starts: %(clock)s.") % {"words": words, "clock": clock}


def _beside(rows: Iterable[tuple[str, Proportion]]) -> Table:
    head = (_("Round"), _("Stopped"), _("Still under way"), _("Unknown"))
    return Table(
        head, tuple((name, share_in_words(share)[0], str(share.running), str(share.unknown)) for name, share in rows)
    )


def as_pdf(request: HttpRequest, title: str, blocks: Iterable[Block]) -> HttpResponse:
    sheet = Sheet(
        title=title, language=get_language() or "nl", sender=request.membership.organisation.name, to=(), date="",
        blocks=tuple(blocks),
    )  # fmt: skip
    response = HttpResponse(pdf_of(sheet), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{slugify(title)}-{request.today}.pdf"'
    return response
