"""What the refusals of this app say. Those of the public page are read by visitors: short and friendly."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "may_not_offer_service": _(
        "Account managers, programme managers and functional administrators keep the catalogue of services."
    ),
    "service_is_over": _("%(until)s is over. Choose a later last day, or leave it empty."),
    "may_not_refer_to_service": _(
        "Caseworkers, job coaches, school coordinators and programme managers point people to services."
    ),
    "service_not_visible": _("This person is not open to you. Ask the coordinating holder to add you to the team."),
    "service_after_exit": _("This trajectory has ended. Take the person back in first."),
    "service_not_offered": _("“%(service)s” is not offered today. Choose another service."),
    "service_full": _(
        "All %(places)s places of “%(service)s” are taken. Choose another service, or ask again when one is free."
    ),
    "service_move_not_possible": _("This referral is “%(state)s”, so this step is not possible any more."),
    "may_not_recruit": _(
        "The programme manager and the school of this round plan meetings and note who came. Ask one of them."
    ),
    "meeting_needs_location": _("Write down where the meeting is."),
    "meeting_to_come": _("The meeting is still to come. Note who came afterwards."),
    "invitations_stand": _(
        "These invitations cannot be taken back any more: they are not of today, or the meeting has begun."
        " Tell the people yourself, and note afterwards who came."
    ),
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

REFUSALS |= {
    "referral_not_found": _("This handover is not there, or not open to you. Go back to the list."),
    "referral_needs_holder": _("Nobody coordinates this trajectory yet. Hold the intake first."),
    "referral_not_yours": _("%(name)s coordinates. Ask her or him to hand over; you can help to write it."),
    "referral_open_already": _("A handover is under way. Withdraw that one first, or wait for the answer."),
    "referral_basis_there": _(
        "No agreement in force lets this organisation guide people. Ask the privacy officer, or choose another."
    ),
    "referral_question_written": _("Write what you ask the other organisation to do."),
    "referral_wish_written": _("Write what the participant wants, in the own words."),
    "referral_seen_by_person": _(
        "The participant has to see this first. Read it together, on paper or aloud, and say how; then send it."
    ),
    "referral_talk_held": _(
        "First talk together: you, the sender and the participant. Fill in the day, or why the participant did not want"
        " that talk."
    ),
    "referral_alternative_given": _("Write what the sender can do instead; nobody goes home with only a no."),
    "referral_term_over": _("There is still time to answer."),
    "referral_first_contact_done": _("Note first when you spoke with the participant."),
    "referral_outcome_told": _("Write in a few words how it goes; the sender has waited for it."),
    "referral_contact_day": _("The first contact was after you took over: from %(first)s to %(last)s."),
    "referral_reason_needed": _("Write why."),
    "referral_role_may_not": _("This is up to %(side)s. Call them, or wait for the day on which it is due."),
    "referral_move_not_from_this_state": _("This is done already, or not possible any more. Open the page again."),
    "referral_sender_left": _("%(name)s does not work there any more. Call that organisation and ask who takes over."),
    "referral_terms_not_yours": _("The programme manager of a partner of this programme sets these days."),
    "referral_terms_order": _("First the receiver is reminded, then the managers, and only later it goes back."),
}

MESSAGES = {
    "referral_sent": (
        _("%(programme)s: somebody is handed over to you"),
        _("A colleague of another organisation asks you to take over. Sign in to read what for and by when."),
    ),
    "referral_talk": (
        _("%(programme)s: a talk of three is planned"),
        _("There is a day for the talk with the participant. Sign in to see when."),
    ),
    "referral_accepted": (
        _("%(programme)s: taken over"),
        _("Somebody took over from you. You still hear how it goes. Sign in to see who it is."),
    ),
    "referral_back": (
        _("%(programme)s: a handover came back"),
        _("Somebody is with you again. Sign in to read why, and what you can do."),
    ),
    "referral_waits": (
        _("%(programme)s: a handover waits for an answer"),
        _("Somebody waits to hear who helps. Sign in to see what is due."),
    ),
    "referral_outcome": (
        _("%(programme)s: how it goes after the handover"),
        _("You are told what came of somebody whom you handed over. Sign in to read it."),
    ),
}
