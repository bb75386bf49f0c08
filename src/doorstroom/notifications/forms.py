"""How each kind of message comes, and the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstroom.notifications.models import Delivery
from doorstroom.notifications.selectors import ChosenKind


class DeliveryForm(forms.Form):
    """One field for each kind; an empty choice follows what stands behind it."""

    all_optional = True

    def __init__(self, data: Any = None, *, kinds: Iterable[ChosenKind], for_organisation: bool) -> None:
        super().__init__(data, prefix="organisatie" if for_organisation else "zelf")
        for kind in kinds:
            follows = Delivery(kind.shared).label if kind.shared and not for_organisation else Delivery.AT_ONCE.label
            self.fields[kind.template] = forms.ChoiceField(
                label=kind.about.capitalize(), required=False,
                choices=[("", _("as usual: %(how)s") % {"how": follows}), *Delivery.choices],
                initial=kind.shared if for_organisation else kind.own,
            )  # fmt: skip


class CalendarForm(forms.Form):
    with_names = forms.BooleanField(
        label=gettext_lazy("Show names in my calendar"), required=False,
        help_text=gettext_lazy(
            "Names then leave this system and stand wherever your calendar stands. Without names it says “Participant”."
        ),
    )  # fmt: skip
