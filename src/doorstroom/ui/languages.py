"""The languages that people here speak most, by their names."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    ("nl", _("Dutch")), ("ar", _("Arabic")), ("ti", _("Tigrinya")), ("tr", _("Turkish")), ("pl", _("Polish")),
    ("uk", _("Ukrainian")), ("en", _("English")), ("so", _("Somali")), ("fa", _("Farsi or Dari")),
    ("es", _("Spanish")), ("fr", _("French")),
]  # fmt: skip
