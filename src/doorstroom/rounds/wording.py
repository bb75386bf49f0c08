"""What the refusals and messages of this app say."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "may_not_plan": _("A programme manager plans rounds. Ask her or him."),
    "may_not_lead": _("Only the programme manager of this round can do this. Ask her or him."),
    "may_not_back": _("Account managers and the programme manager of this round add places. Ask one of them to do it."),
    "may_not_nominate": _(
        "Only organisations that this round asked for people can nominate, and only their own people. Ask the"
        " programme manager to ask your organisation."
    ),
    "may_not_withdraw": _(
        "The referrer, the school and the programme manager of this round withdraw a nomination. Ask one of them."
    ),
    "model_of_other_programme": _(
        "%(model)s belongs to another programme than %(programme)s. Choose a model of this programme, or copy it."
    ),
    "name_taken": _("This programme already has a round “%(name)s”. Choose another name."),
    "seats_below_minimum": _(
        "%(seats)s seats is fewer than the minimum of %(minimum)s. Choose more seats, or cancel the round."
    ),
    "more_selected_than_seats": _(
        "%(selected)s people would be selected for %(seats)s seats. Put somebody on the reserve list, or enlarge the"
        " round first."
    ),
    "seats_stand_fast": _("Round %(round)s is %(state)s; its seats and places no longer change."),
    "move_not_from_this_state": _("This cannot be done with a round that is %(state)s."),
    "starts_later": _("The round starts on %(starts_on)s. Come back on that day, or change the start."),
    "people_wait": _(
        "%(people)s people still wait for an answer. Decide on each of them, with something else to offer, and then"
        " cancel the round."
    ),
    "why_needed": _("Write down why. Who asks later can then read it."),
    "signatures_missing": _(
        "These partners have not signed yet: %(partners)s. Ask them to open the round and sign for its seats."
    ),
    "may_not_sign": _("The school and the account manager of this round sign for it. Ask one of them."),
    "signs_too_late": _("The round is %(state)s; signing is only possible before it is confirmed."),
    "payer_is_caseworker": _(
        "An organisation that pays without referring looks with its caseworkers. Choose caseworker as its role."
    ),
    "payer_not_in_round": _(
        "Only an organisation that pays in round %(round)s can be chosen. Add it first as a partner that pays."
    ),
    "partner_already": _("%(organisation)s works in this round in that role already."),
    "leads_the_round": _("You lead this round in this role. Let another programme manager take you out of it."),
    "partners_stand_fast": _("Round %(round)s is %(state)s; its partners no longer change."),
    "places_short": _(
        "Confirming is not possible yet: %(short)s workplaces short. There are %(seats)s seats and %(backed)s backed"
        " places. Call %(call)s, or make the round smaller."
    ),
    "round_takes_nobody": _("Round %(round)s is %(state)s and takes no people any more. Choose another round."),
    "round_chooses_nobody": _(
        "Round %(round)s is %(state)s. People are chosen while it recruits, selects or is confirmed."
    ),
    "asks_for_nobody": _("Ask %(organisation)s for at least one person, or leave it out."),
    "due_in_the_past": _("The day for %(organisation)s (%(due_on)s) is over. Choose a day from today."),
    "referrer_not_asked": _("Round %(round)s did not ask this referrer for people. Ask the referrer first."),
    "person_not_yours": _("You can only nominate people whose file is open to you. Ask the coordinating holder."),
    "nominated_already": _(
        "This person is on the list of round %(round)s already. Look there what became of the nomination."
    ),
    "nomination_not_found": _("This nomination is not there, or not open to you. Go back to the list."),
    "no_outcome_chosen": _("Choose selected, reserve or not now."),
    "decided_already": _("The outcome is already “%(outcome)s”. Nominate the person again for a next round."),
    "started_already": _("The round or the person has started. Record an exit on the person's page instead."),
    "backing_needs_a_name": _("Write down who signed or promised the place: a first and last name."),
    "given_in_the_future": _("%(given_on)s is still to come. Fill in the day on which it was signed or promised."),
    "backs_nothing": _("Fill in at least one place."),
    "place_withdrawn": _("The employer withdrew this place on %(withdrawn_on)s. Choose another one."),
    "place_offers_fewer": _(
        "The employer offers %(number)s places, of which %(used)s already count for this round; %(seats)s more do not"
        " fit. Choose fewer, or ask the employer to offer more."
    ),
    "signed_already": _("This place is signed already."),
}

MESSAGES = {
    "people_asked": (
        _("%(round)s asks you for people"),
        _("%(round)s asks your organisation for %(people)s people. The page says by when, and what the round offers."),
    ),
    "outcomes_known": (
        _("%(round)s: what became of your people"),
        _("There is news about %(people)s of the people you nominated for %(round)s. Sign in to read it."),
    ),
}
