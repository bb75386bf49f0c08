"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not_visible": _(
        "Somebody in this list is not open to you. Reload the page; ask the coordinating holder if it stays so."
    ),
    "may_not_record_attendance": _(
        "School coordinators, job coaches and programme managers record attendance. Ask one of them."
    ),
    "may_not_record_awards": _(
        "School coordinators, job coaches and programme managers record awards. Ask one of them."
    ),
    "may_not_tell_absence": _("Your role does not report absence. Ask the job coach or the caseworker."),
    "status_unknown": _("“%(status)s” is not a way of being present or absent. Choose one from the list."),
    "day_is_ahead": _("%(day)s is still to come. Record attendance on the day itself or later."),
    "day_not_planned": _(
        "%(number)s of these days are not planned, the first on %(day)s. Look at the calendar: a holiday, other"
        " weekdays or a phase that has not started explains it."
    ),
    "absence_is_past": _("%(day)s is over. Choose today or a day to come."),
    "absence_needs_reason": _("Choose why you cannot come."),
    "award_is_ahead": _("%(day)s is still to come. Record an award when it has been given."),
    "appointment_is_past": _("This moment is over. Choose a time from now."),
    "appointment_has_no_length": _("An appointment takes between 5 minutes and 8 hours. Change %(minutes)s."),
}
