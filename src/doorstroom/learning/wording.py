"""What the refusals of this app say, and the five steps of a talk in words."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.learning.domain.progress import TalkingPoint

STEPS = {
    1: _("not yet"),
    2: _("the first steps are made"),
    3: _("halfway"),
    4: _("nearly"),
    5: _("fully"),
}
POINTS = {
    TalkingPoint.AGREED: _("You both see it the same way."),
    TalkingPoint.PERSON_HIGHER: _("The participant sees more than the professional does: talk about what makes it so."),
    TalkingPoint.PROFESSIONAL_HIGHER: _(
        "The professional sees more than the participant does: talk about what shows it."
    ),
    TalkingPoint.ONE_SIDED: _("One of you has not said a step."),
}


def said(step: int | None) -> str:
    return f"{step}: {STEPS[step]}" if step else gettext("not said")


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
    "may_not_hold_talk": _(
        "Caseworkers, job coaches, school coordinators and programme managers record a talk about progress, when"
        " notes about the person are open to them. Ask the coordinating holder."
    ),
    "talk_is_ahead": _("%(day)s is still to come. Record the talk when you have had it."),
    "talk_before_registration": _("The person was registered on %(day)s. Choose that day or a later one."),
    "talk_is_empty": _("Nothing was filled in. Choose a step or write a sentence, of one of you or of both."),
    "step_unknown": _("%(step)s is not one of the five steps. Choose a step from the list."),
    "person_has_spoken": _(
        "What the participant said on %(day)s stands as it was said. Choose another day to add to it."
    ),
    "professional_has_spoken": _(
        "What the professional said on %(day)s stands as it was said. Choose another day to add to it."
    ),
}
