"""What the refusals of this app say. Those of the public page are read by visitors: short and friendly."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "may_not_recruit": _(
        "The programme manager and the school of this round plan meetings and note who came. Ask one of them."
    ),
    "meeting_needs_location": _("Write down where the meeting is."),
    "meeting_to_come": _("The meeting is still to come. Note who came afterwards."),
    "nomination_not_found": _("This nomination is not there, or not open to you. Go back to the list."),
    "not_invited": _("Somebody on the list was not invited to this meeting. Invite her or him first."),
    "attended_not_in_list": _("Choose came or did not come."),
    "absence_needs_reason": _("Choose why somebody did not come; “unknown” is an answer too."),
    "model_without_selection": _("%(model)s has no selection. Start people without a choice, or use another model."),
    "criterion_not_in_model": _("“%(criterion)s” is no criterion of this model. Open the page again."),
    "verdict_not_in_list": _("Choose met, not met or not known yet for “%(criterion)s”."),
    "verdict_needs_reason": _("Write why “%(criterion)s” is not met or not known yet."),
    "employer_needs_a_name": _("Write who of the employer met the participant."),
    "met_in_the_future": _("This meeting is still to come. Fill in the day on which it was."),
    "only_people_decide": _("Only somebody who is signed in can choose. Sign in and try again."),
    "may_not_choose": _(
        "In this round these roles choose: %(roles)s. Ask somebody in one of them who works in this round."
    ),
    "role_does_not_decide": _("Your role does not choose in this model. Ask somebody whose role does."),
    "outcome_not_in_list": _("Choose selected, reserve or not now."),
    "criteria_open": _("Judge these criteria first: %(criteria)s."),
    "employer_has_not_met": _(
        "An employer has to meet the participant first. The account manager plans it; note here who it was."
    ),
    "not_now_needs_reason": _("Write the reason in words that the participant may read."),
    "not_now_needs_alternative": _("Write what you offer instead; nobody goes home with only a no."),
    "deciders_missing": _("%(missing)s more people have to decide. Ask a colleague from another partner."),
    "decided_already": _("The outcome is already “%(outcome)s” and was told."),
    "not_open_for_registration": _("You cannot sign up for %(programme)s now. Choose something else, or call us."),
    "phone_or_email_needed": _("Fill in a phone number or an e-mail address. Then we can reach you."),
    "phone_not_readable": _("We cannot read the number %(phone)s. Check it, for example 06 12345678."),
    "birth_date_not_possible": _("This date of birth is not possible. Check the day, the month and the year."),
    "too_young": _(
        "You are %(age)s when this starts. You have to be %(minimum)s. Call us: together we look for something that"
        " is possible now."
    ),
    "too_old": _(
        "You are %(age)s when this starts. This is for people up to %(maximum)s. Call us: together we look for"
        " something else."
    ),
}
