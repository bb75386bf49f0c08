"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "may_not_record_places": _(
        "An account manager, job coach or programme manager writes down places. Ask one of them."
    ),
    "place_without_number": _("Write down how many places there are: 1 or more."),
    "place_window_reversed": _("The start window ends on %(until)s, before it begins on %(begins)s."),
    "place_backs_seats": _(
        "This place carries %(seats)s seats of %(round)s. Withdraw them from the round first, or find other places."
    ),
    "requirement_needs_task": _(
        "Say for which task “%(requirement)s” is needed: a requirement without a task is only a wish."
    ),
}
