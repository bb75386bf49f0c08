"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "may_not_draft": _("A programme manager or privacy officer writes agreements. Ask one of them."),
    "ends_before_start": _(
        "The agreement ends on %(valid_until)s, before it starts on %(valid_from)s. Change one of the dates."
    ),
    "signs_only_for_own_organisation": _("You can only sign for your own organisation."),
    "no_signature_expected": _("No signature of %(organisation)s is expected: it is no party or has signed already."),
    "only_privacy_officer_approves": _("Only a privacy officer opens or closes lines of the data annex."),
    "may_not_terminate": _("A programme manager or privacy officer ends an agreement. Ask one of them."),
}
