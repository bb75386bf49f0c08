"""What every page of the shell shows: menu, banner, who one is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstroom.accounts.models import NAMELESS
from doorstroom.accounts.pages import Opens, opens_to
from doorstroom.oversight.selectors.helpdesk import open_now

# Address name, label, and the beginnings of paths that belong to it.
MENU: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("today", gettext_lazy("Today"), ("/vandaag/",)),
    ("people", gettext_lazy("Participants"), ("/deelnemers/", "/notitie/", "/nazorg/", "/overdrachten/")),
    ("round_list", gettext_lazy("Rounds"), ("/rondes/",)),
    (
        "employer_list",
        gettext_lazy("Employers"),
        ("/werkgevers/", "/werkplekken/", "/plekken/", "/vacatures/", "/van-werk-naar-werk/", "/arrangementen/"),
    ),
    ("results", gettext_lazy("Results"), ("/resultaten/", "/verhalen/", "/esf/")),
    ("cooperation", gettext_lazy("Cooperation"), ("/samenwerking/", "/modellen/", "/import/", "/brieven/")),
    ("log_reviews", gettext_lazy("Log"), ("/logcontrole/", "/bewaren/")),
    ("helpdesk", gettext_lazy("Helpdesk"), ("/helpdesk/",)),
)

OF_PEOPLE = ("people", "round_list", "employer_list")
"""What lies behind these is people and those who work with them: empty for who never sees a name."""


@dataclass(frozen=True)
class MenuItem:
    url: str
    label: str
    current: bool
    count: int = 0


def shell(request: HttpRequest) -> dict[str, Any]:
    """The shell's context; a visitor without a role gets no menu."""
    context: dict[str, Any] = {"today": getattr(request, "today", None)}
    if settings.IS_DEMO and settings.CLOCK.standing:
        context["banner"] = _("Demo with invented people and firms. The clock stands at %(moment)s.") % {
            "moment": date_format(settings.CLOCK.now(), "l j F Y, H:i")
        }
        context["demo_url"] = reverse("personas")
    if participant := getattr(request, "participant", None):
        # Which person typed, as a mark that leads to nobody, so that another one on the same phone never reads it.
        mark = hashlib.sha256(str(participant.person_id).encode()).hexdigest()[:16]
        context["typist"] = {"id": mark, "drafts_url": reverse("my_draft")}
        return context
    membership = getattr(request, "membership", None)
    if membership is None:
        return context
    context["opens"] = Opens(membership.role)
    context["menu"] = [
        MenuItem(url, str(label), request.path.startswith(begins))
        for name, label, begins in MENU
        if opens_to(membership.role, url := reverse(name)) and not (name in OF_PEOPLE and membership.role in NAMELESS)
    ]
    imports = reverse("batch_list")
    context["import_url"] = imports if opens_to(membership.role, imports) else ""
    context["search_url"] = search if opens_to(membership.role, search := reverse("search")) else ""
    if opened := open_now(request.actor):
        says = _("Report %(case)s: one file is open to you until %(time)s. Each look is logged; its owner sees it.")
        context["banner"] = " ".join(
            says % {"case": each.case, "time": date_format(timezone.localtime(each.until), "H:i")} for each in opened
        )
    context["account"] = {
        "id": membership.user_id,
        "name": membership.user.name,
        "role": membership.get_role_display(),
        "url": reverse("roles"),
        "sign_out_url": reverse("account_logout"),
    }
    context["typist"] = {"id": membership.user_id, "drafts_url": reverse("draft")}
    return context
