"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not_visible": _(
        "This placement is not open to you. Ask the coordinating holder of the person to add you to the team."
    ),
    "may_not_arrange": _(
        "Account managers, job coaches and programme managers arrange placements. Ask one of them, or act in that role."
    ),
    "may_not_record": _("Your role does not record work. Ask the job coach or the caseworker to do it."),
    "site_missing": _("Choose a place, or the site of an employer."),
    "ends_before_start": _("The last day (%(ends_on)s) is before the first day (%(starts_on)s). Change one of them."),
    "permanent_has_no_end": _("A permanent contract has no end date. Leave %(ends_on)s out, or choose “fixed term”."),
    "end_date_missing": _(
        "This contract needs an end date. Ask the person or the employer; choose “not known yet” until you know it."
    ),
    "reason_missing": _("Write why it stops. The next round learns from it."),
    "weekday_taken": _(
        "This person already works or learns elsewhere on one of these days. Choose other days, or end the other"
        " placement first."
    ),
    "introduce_not_possible": _(
        "This placement is “%(state)s”. Only a proposed placement still needs a first meeting."
    ),
    "agree_not_possible": _("This placement is “%(state)s”. A yes is recorded before it is agreed."),
    "activate_not_possible": _(
        "This placement is “%(state)s”. It can start when the participant and the employer both said yes."
    ),
    "guide_yes_missing": _(
        "Who guides the participant has not said yes yet. Ask the caseworker or the job coach to do so on this page."
    ),
    "guide_yes_not_possible": _("This placement is “%(state)s”. A yes is given before it starts."),
    "may_not_guide": _("Only the caseworker or the job coach of the participant says yes for who guides her."),
    "end_not_possible": _(
        "This placement is “%(state)s”. Only an active placement ends; cancel it when it has not started."
    ),
    "cancel_not_possible": _("This placement is “%(state)s”. End it with its last day and the reason."),
    "already_over": _("The last day (%(ends_on)s) is over. Propose a new placement with other dates."),
    "last_day_not_in_term": _(
        "The last day lies between the first day (%(starts_on)s) and today (%(today)s). Correct it."
    ),
    "too_many_days": _("%(days)s days were filled in, but this person works %(most)s days a week with you."),
    "link_does_not_open": _("This link and code do not fit together. Ask your contact for a new link."),
}
