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
WORDS = {
    "name": _("the whole name"), "first_name": _("the first name"), "date": _("the day of the letter"),
    "programme": _("the programme"), "sender": _("your own name"), "sender_phone": _("your phone number"),
    "organisation": _("your organisation"), "contact": _("who coordinates"),
    "contact_phone": _("the phone number of who coordinates"), "what": _("the talk or meeting"),
    "day": _("the day"), "time": _("the time"), "place": _("where it is"), "minutes": _("how many minutes"),
    "round": _("the round"), "decided_on": _("the day of the decision"), "outcome": _("the decision in a sentence"),
    "reason": _("the reason for the participant"), "alternative": _("what is possible instead"),
    "deciders": _("who decided"), "objecting": _("how to have it looked at again"),
    "number": _("how many parts"), "first_day": _("the first day"), "last_day": _("the last day"),
    "own_goal": _("the own goal"), "registered_on": _("the day of registration"),
    "criteria": _("what was looked at, as a table"), "work_processes": _("what both signed, as a table"),
    "phases": _("the steps with their days, as a table"), "work": _("work and workplaces, as a list"),
    "awards": _("diplomas and certificates, as a list"), "next_steps": _("the next steps, as a list"),
}  # fmt: skip
"""What each word in a text is filled in with."""

MEANINGS = {
    Kind.INVITATION: _("To the participant: when and where the next talk or meeting is."),
    Kind.SELECTION_OUTCOME: _("To the participant: what was decided, why, and how to have it looked at again."),
    Kind.PRACTICE_CERTIFICATE: _("For the participant to show: what trainer and workplace both signed."),
    Kind.TRAJECTORY_OVERVIEW: _("The own goal, the steps until now, work, papers and what comes next."),
}
