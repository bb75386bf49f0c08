"""What the refusals of this app say."""

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
    "link_does_not_open": _("This link and code do not fit together. Ask your coach for a new link."),
}
