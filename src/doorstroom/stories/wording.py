"""What the refusals of this app say, and why a story is not shown."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from doorstroom.kernel.errors import Reason

REFUSALS = {
    "may_not_write": _("Whoever may call this person writes the story with her. Ask who coordinates."),
    "nobody_tells": _("Choose the employer who tells this."),
    "term_out_of_range": _("Choose a day after today and before %(latest)s: nobody agrees for longer at once."),
    "gives_away": _(
        "Take this out: %(words)s. Few people stand behind a day, a number, a round, a family name or an employer, so"
        " it would tell who this is. An employer can be named when she is chosen below and agrees too."
    ),
    "yes_not_asked": _("This story does not need that yes. Look below whose yes is missing."),
    "read_back_out_of_range": _("The story was read back between %(first)s, when it was written, and %(last)s."),
    "who_said_yes": _("Write the name of who said yes for the guardian or the employer."),
    "changed_meanwhile": _("There is a newer version of this story. Open that one; it asks every yes anew."),
}

HIDDEN = {
    "changed": _("It was changed; the newer version stands on its own."),
    "term_over": _("Its last day was %(day)s."),
    "file_restricted": _("The file is restricted, so nothing of it is shown."),
    "no_yes_person": _("The yes of who tells it is missing."),
    "no_yes_guardian": _("The yes of a parent or guardian is missing: she is under eighteen, or her age is not known."),
    "no_yes_employer": _("The yes of the employer is missing."),
}
"""Why a story is shown to nobody."""


def in_words(reasons: Iterable[Reason]) -> list[str]:
    return [
        str(HIDDEN[each.code]) % {name: date_format(day, "j F Y") for name, day in each.params.items()}
        for each in reasons
    ]
