"""What the refusals and states of this app say."""

from django.utils.translation import gettext_lazy as _

STATES = {
    "draft": _("draft"),
    "review": _("being read"),
    "signing": _("being signed"),
    "in_force": _("in force"),
    "evaluating": _("in force, being evaluated"),
    "renewed": _("replaced by a next version"),
    "expired": _("expired"),
    "terminated": _("ended"),
}
MOVES = {
    "submit": _("Have it read"),
    "send_back": _("Back to draft"),
    "open_signing": _("Ready to sign"),
    "terminate": _("End it"),
}
STANDINGS = {
    "early": _("before half of its time"),
    "unknown": _("nobody wrote down how far it is"),
    "lagging": _("lags behind: talk about it together"),
    "on_course": _("on course"),
    "reached": _("reached"),
    "missed": _("not reached in time"),
}
REFUSALS = {
    "may_not_draft": _("A programme manager or privacy officer writes agreements. Ask one of them."),
    "may_not_write": _("The lead partner keeps the text of this agreement. Ask its programme manager."),
    "ends_before_start": _(
        "The agreement ends on %(valid_until)s, before it starts on %(valid_from)s. Change one of the dates."
    ),
    "only_drafts_change": _("This text is being signed or in force, so it stays as it is. Start a next version."),
    "only_in_force_is_amended": _("Only an agreement in force gets a next version. Change the draft itself."),
    "amended_already": _("A next version of %(title)s is being written already. Go on with that one."),
    "consent_is_no_ground": _(
        "Consent is no ground for sharing data between partners: somebody who depends on you cannot refuse freely."
        " Name the law or the task, or leave the line out."
    ),
    "lacks_second_party": _("An agreement is between two partners at least. Add a party."),
    "lacks_implementer": _("Nobody carries it out yet. Add a party that does."),
    "lacks_commitments_owned_by_parties": _(
        "A commitment belongs to an organisation that is no party. Add it as a party, or give the commitment to"
        " another."
    ),
    "reason_needed": _("Write why, so that the parties can follow it."),
    "step_not_from_here": _("This step cannot be taken from where the agreement stands. Open the page anew."),
    "signs_only_for_own_organisation": _(
        "You can only sign for your own organisation, as a board member or programme manager."
    ),
    "paper_kept_nowhere": _("Write where the signed paper is kept, so that anybody can check it."),
    "no_signature_expected": _("No signature of %(organisation)s is expected: it is no party or has signed already."),
    "only_privacy_officer_approves": _("Only a privacy officer of a party opens or closes lines of the data annex."),
    "may_not_record": _(
        "The organisation that made this commitment writes down how far it is. Ask your contact there."
    ),
    "progress_only_in_force": _("Progress is written down while the agreement is in force."),
    "progress_day_out_of_range": _("Choose a day from %(first)s to %(latest)s."),
}
