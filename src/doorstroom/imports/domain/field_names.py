"""What each field of a file is called; English sources for the interface."""

from __future__ import annotations

from collections.abc import Mapping


def gettext_noop(message: str) -> str:
    """Marks a source sentence for the catalogue; translating is the interface's work."""
    return message


_ = gettext_noop

FIELD_NAMES: Mapping[str, str] = {
    "reference": _("partner's own number"),
    "identity_number": _("citizen number"),
    "full_name": _("whole name"),
    "given_name": _("first name"),
    "initials": _("initials"),
    "prefix": _("name prefix"),
    "family_name": _("family name"),
    "birth_date": _("date of birth"),
    "address": _("street"),
    "house_number": _("house number"),
    "postcode": _("postcode"),
    "town": _("town"),
    "phone": _("telephone"),
    "mobile": _("mobile telephone"),
    "email": _("e-mail"),
    "income_source": _("income source"),
    "language_level": _("language level"),
    "language_speaking": _("language: speaking"),
    "language_listening": _("language: listening"),
    "language_reading": _("language: reading"),
    "language_writing": _("language: writing"),
    "education": _("education"),
    "licence": _("driving licence"),
    "transport": _("transport"),
    "available_from": _("available from"),
    "hours_per_week": _("hours a week"),
    "wish": _("wish"),
    "caseworker": _("caseworker"),
    "employer": _("employer"),
    "company_number": _("company number"),
    "site": _("site"),
    "occupation": _("occupation"),
    "tasks": _("tasks"),
    "count": _("number of places"),
    "weekdays": _("days"),
    "start": _("start"),
    "requirements": _("requirements"),
    "contact_name": _("contact person"),
    "accredited": _("accredited training company"),
    "group": _("group"),
    "day": _("day"),
    "mark": _("attendance"),
    "dismissal_date": _("day of dismissal"),
    "certainty": _("how sure that day is"),
    "award_kind": _("kind of award"),
    "award": _("name of the award"),
    "issuer": _("issued by"),
    "awarded_on": _("issued on"),
    "award_number": _("number of the award"),
    "day_column": _("attendance on a day"),
}
