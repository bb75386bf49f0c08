"""What the refusals of this app say, and what each letter is for."""

from django.utils.translation import gettext_lazy as _

from doorstroom.letters.domain.letter import Kind

REFUSALS = {
    "no_trajectory": _("This person has no trajectory that is open to you. Ask the coordinating holder."),
    "no_appointment": _("There is no talk or meeting ahead. Make an appointment first, then write the invitation."),
    "no_outcome": _("Nothing was decided yet about taking part. The letter can be written after the decision."),
    "nothing_signed_off": _("No part of the work is signed by both the teacher and the workplace yet."),
    "may_not_change_texts": _(
        "Only the functional administrator or programme manager of your organisation changes these texts. Ask them."
    ),
    "text_empty": _("A letter needs a subject and a text. Fill in both."),
    "word_unknown": _("“%(word)s” is no word that can be filled in here. These are: %(known)s."),
    "brace_alone": _("A brace { or } stands alone. Write a word between two braces, or leave the brace out."),
    "part_in_a_line": _("A table or list needs a line of its own: “%(line)s”. Put the word between braces alone."),
}
MEANINGS = {
    Kind.INVITATION: _("To the participant: when and where the next talk or meeting is."),
    Kind.SELECTION_OUTCOME: _("To the participant: what was decided, why, and how to have it looked at again."),
    Kind.PRACTICE_CERTIFICATE: _("For the participant to show: what trainer and workplace both signed."),
    Kind.TRAJECTORY_OVERVIEW: _("The own goal, the steps until now, work, papers and what comes next."),
}
