"""Reads: what a visitor takes home: how a programme works, what became of people, what they tell, whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from doorstroom.accounts.models import Membership
from doorstroom.letters.domain.letter import Block, Heading, Items, Paragraph, Table
from doorstroom.monitoring.models import PublishedTable
from doorstroom.monitoring.selectors.publication import Printed, PrintedTable, printed, release_from
from doorstroom.monitoring.wording import SITUATIONS, WHAT_IS_COUNTED, how_printed
from doorstroom.programmes.models import Programme
from doorstroom.programmes.selectors import approach_of
from doorstroom.programmes.selectors.story import moments
from doorstroom.stories.models import Story
from doorstroom.stories.selectors import readable

WITHHELD = "–"


def visit_blocks(programme: Programme, caller: Membership, on: date) -> tuple[Block, ...]:
    """As it may be handed out on this day; needs a system scope, since stories are asked for everybody."""
    parts = (_approach(programme), _figures(programme), _stories(programme, on), _caller(caller, on))
    return tuple(block for part in parts for block in part)


def _approach(programme: Programme) -> Iterator[Block]:
    if programme.summary:
        yield Paragraph(programme.summary)
    if newest := programme.models.order_by("-created_on", "-version").first():
        yield Heading(gettext("How it goes"))
        yield Table(
            (gettext("When"), gettext("What"), gettext("Who")),
            tuple((each.when, each.what, each.who or WITHHELD) for each in moments(approach_of(newest))),
        )


def _figures(programme: Programme) -> Iterator[Block]:
    """The latest published table, turned on its side so that it fits; percentages of everybody beneath it."""
    yield Heading(gettext("What became of people"))
    row = PublishedTable.objects.filter(programme=programme).order_by("-as_of", "-pk").first()
    if row is None:
        yield Paragraph(gettext("No figures were published yet."))
        return
    table = printed(release_from(row))
    yield Paragraph(gettext("As of %(day)s.") % {"day": date_format(row.as_of, "j F Y")} + f" {WHAT_IS_COUNTED}")
    yield _turned(table)
    if shares := tuple(_shares(table)):
        yield Items(shares)
    release = table.release
    yield Paragraph(f"{WITHHELD} {how_printed(table.withheld, release.threshold, release.base)}")


def _turned(table: PrintedTable) -> Table:
    years = tuple(row.name or gettext("all years") for row in table.rows)
    lines = [(gettext("people"), *(_number(row.total) for row in table.rows))]
    lines += [
        (str(SITUATIONS[name]), *(_number(row.cells[place]) for row in table.rows))
        for place, name in enumerate(table.situations)
    ]
    return Table((gettext("started in"), *years), tuple(lines))


def _number(cell: Printed) -> str:
    return WITHHELD if cell.shown is None else str(cell.shown)


def _shares(table: PrintedTable) -> Iterator[str]:
    everybody = table.rows[-1]
    for name, cell in zip(table.situations, everybody.cells, strict=True):
        if cell.percent is not None and cell.between is not None:
            yield gettext("%(what)s: %(part)s of %(all)s (%(percent)s%%, between %(low)s and %(high)s%%)") % {
                "what": SITUATIONS[name], "part": cell.shown, "all": everybody.total.shown, "percent": cell.percent,
                "low": cell.between[0], "high": cell.between[1],
            }  # fmt: skip


def _stories(programme: Programme, on: date) -> Iterator[Block]:
    told = [each for each in readable(Story.Where.VISIT, on) if each.programme_id == programme.pk]
    if told:
        yield Heading(gettext("What people tell"))
    for each in told:
        yield Paragraph(f"{each.title}\n{each.text}" + (f"\n– {each.signature}" if each.signature else ""))


def _caller(caller: Membership, on: date) -> Iterator[Block]:
    yield Heading(gettext("Whom you can call"))
    lines = (caller.user.name, caller.get_role_display(), caller.organisation.name, caller.user.phone)
    yield Paragraph("\n".join(filter(None, lines)))
    told = gettext("Printed on %(day)s. People may take their story back: print it anew for every visit.")
    yield Paragraph(told % {"day": date_format(on, "j F Y")})
