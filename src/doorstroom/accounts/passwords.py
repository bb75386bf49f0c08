"""Refuses passwords of which somebody who knows the product or the region thinks first."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from doorstroom.accounts.models import Organisation, User

SHORTEST = 5  # shorter words stand in too many good passwords


class NoObviousWords:
    """Words of the product and of organisations here may stand in a password only beside as many other letters."""

    def validate(self, password: str, user: User | None = None) -> None:
        left = password.lower()
        for word in sorted(self._words(), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < len(password) and len(left) < settings.LEAST_PASSWORD:
            raise ValidationError(self.get_help_text(), code="password_obvious")

    def get_help_text(self) -> str:
        return _("Words as the name of your organisation do not count as letters of a password.")

    def _words(self) -> set[str]:
        names = [*Organisation.objects.values_list("name", flat=True), "doorstroom wachtwoord welkom deelnemer"]
        return {word for name in names for word in name.lower().split() if len(word) >= SHORTEST}
