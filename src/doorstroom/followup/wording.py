"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not_visible": _("This follow-up is not open to you. Ask the coordinating holder of the person."),
    "may_not_observe": _("Caseworkers, job coaches and programme managers look back. Ask one of them."),
    "situation_missing": _("Choose how things stand now; choose “not found out” when you do not know."),
    "day_not_after_due": _(
        "The answer is about a day from %(due_on)s up to and including %(today)s. Choose such a day."
    ),
    "not_due_yet": _("This is asked from %(due_on)s on. Come back then."),
    "no_longer_asked": _("This person came back into the programme, so this is no longer asked."),
    "may_not_draw": _("A sample is drawn by a programme manager or project controller of a partner. Ask one of them."),
    "sample_period_in_order": _("Choose days of leaving in order, the last of them %(today)s or earlier."),
    "sample_drawn_already": _(
        "For this moment and these days a sample was drawn already; it is not drawn again. Work with that one."
    ),
    "sample_of_nobody": _(
        "Nobody who left in these days is asked at this moment. Choose other days or another moment."
    ),
    "sample_not_due": _("The last of these people is asked on %(due_on)s. Choose earlier days of leaving, or wait."),
    "unknown_needs_owner": _("Choose who goes on looking. Without an owner nobody finds out."),
}
