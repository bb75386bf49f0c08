"""What the refusals of this app say."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "adjustment_not_in_list": _("Choose work adjustments from the list; a diagnosis is never written down here."),
    "no_ground_for_identity_number": _(
        "%(organisation)s has no recorded legal ground to keep citizen numbers. Leave the number out, or ask the"
        " privacy officer to record the ground."
    ),
    "identity_already_known": _(
        "%(organisation)s already knows this citizen number. Open the person who has it instead of adding another."
    ),
    "reference_of_another": _(
        "%(organisation)s has the number %(reference)s for somebody else already. Ask which number is right."
    ),
    "own_goal_empty": _("Write down the person's own goal, in her or his own words."),
    "only_the_person_asks": _("Only the participant can ask for this, on the page “My week”."),
    "correction_empty": _("Write what is not right."),
    "answer_empty": _("Write what was done with the remark."),
    "not_visible": _("You do not have access to this part of the file. Ask the coordinating holder to open it."),
    "merged_already": _("One of these files was joined with another already. Open the list again."),
    "split_already": _("These files were taken apart already. Open the list again."),
    "both_have_this": _(
        "Both files have a trajectory, nomination, place or arrangement of the same kind that is still open. Ask the"
        " coordinating holders to end one of the two or call it off; then join the files."
    ),
    "different_numbers": _("One organisation has two different citizen numbers for them: these are two people."),
    "question_answered": _("This question was answered already. Open the list again."),
    "no_mandate": _("You have no mandate for this. A privacy officer can give it."),
    "only_privacy_officer_mandates": _("Only a privacy officer gives or ends a mandate."),
    "no_ground_for_mandate": _(
        "A mandate is for a functional administrator, on the ground of an agreement in force. Choose another."
    ),
    "link_does_not_open": _("This link and code do not fit together. Ask your coach for a new link."),
}

GROUNDS = {
    "name": _("name"),
    "birth_date": _("date of birth"),
    "nearly_birth_date": _("date of birth but for one slip"),
    "phone": _("phone"),
    "email": _("e-mail"),
    "postcode": _("postcode"),
}


def agreed(grounds: Iterable[str]) -> str:
    """What agrees between two descriptions, in words."""
    return ", ".join(str(GROUNDS[ground]) for ground in grounds)
