"""What the refusals of this app say, and the five steps of a talk in words."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.learning.domain.progress import TalkingPoint
from doorstroom.learning.domain.work_processes import Standing

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
STANDINGS = {
    Standing.OPEN: _("not signed yet"),
    Standing.SCHOOL_ONLY: _("trainer signed"),
    Standing.WORKPLACE_ONLY: _("workplace signed"),
    Standing.SIGNED_OFF: _("signed off"),
}
LEVELS = {
    0: _("no certificate"),
    1: _("level 1 (entree)"),
    2: _("level 2 (basic qualification)"),
    3: _("level 3"),
    4: _("level 4"),
    5: _("level 5 (associate degree)"),
    6: _("level 6 (bachelor)"),
    7: _("level 7 (master)"),
    8: _("level 8"),
}


def said(step: int | None) -> str:
    return f"{step}: {STEPS[step]}" if step else gettext("not said")


REFUSALS = {
    "nothing_to_take_back": _(
        "What you recorded then was changed since, or is more than a day ago. Correct the day itself in the list."
    ),
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
    "may_not_set_processes": _(
        "The school coordinator or programme manager of this round says what the group learns. Ask one of them."
    ),
    "process_is_signed_off": _(
        "“%(process)s” has been signed off for somebody of this group, so it stays. Take the signature back first."
    ),
    "may_not_sign_off": _(
        "The school coordinator signs for the trainer; the workplace signs on its own page, or the job coach writes"
        " down what the supervisor said."
    ),
    "sign_off_needs_evidence": _("Write what was seen, or what the document shows. A signature alone proves nothing."),
    "sign_off_needs_name": _("Write the name of who says so."),
    "sign_off_is_ahead": _("%(day)s is still to come. Sign off what has been seen."),
    "sign_off_before_start": _("The person had not started yet on that day. Choose a later day."),
    "document_of_another": _("This document is not one of this person that is open to you. Choose another."),
    "may_not_record_levels": _(
        "School coordinators, job coaches and programme managers record levels. Ask one of them."
    ),
    "level_unknown": _("%(level)s is not a level. Choose one from 0 to 8."),
    "level_needs_source": _("Write what shows this level: a paper, a test, or the person’s own word."),
    "level_is_ahead": _("%(day)s is still to come. Record a level when it is known."),
    "level_in_missing": _("Record first with which level the person came in; without it there is no gain."),
    "level_out_before_in": _("The level reached is not older than the level at the start (%(day)s). Check the days."),
}
