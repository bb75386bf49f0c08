"""What is said when a sign-in, or a change of organisations or colleagues, is refused: what is missing, what now."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "answer_not_valid": _("The answer did not belong to this browser, or was too old. Sign in once more."),
    "broker_cancelled": _("Signing in was stopped before it was done. Sign in once more."),
    "broker_unreachable": _(
        "The sign-in service of your organisation does not answer. Try again in a few minutes; nothing of you is lost."
    ),
    "level_too_low": _(
        "You signed in too simply for data about people. Sign in once more with your app, card or key; ask your own"
        " IT desk if you have none."
    ),
    "not_proven_again": _("Before data leave you prove once more who you are. Sign in anew when you are asked."),
    "not_vouched_for": _(
        "This sign-in service may not speak for your mail address. Ask your functional administrator."
    ),
    "no_place_named": _(
        "Your organisation did not say in which role you work. Ask your own IT desk for the right group."
    ),
    "no_place_here": _(
        "You have no role here that fits what your organisation says of you. Ask your functional administrator."
    ),
    "has_administrator": _(
        "“%(organisation)s” has a functional administrator: %(name)s. She gives roles on the page of colleagues."
    ),
    "organisation_not_yours": _("Whoever runs the installation merges and renames organisations. Ask there."),
    "organisation_not_administered": _(
        "You merge and rename your own organisation and parties to agreements that it leads; where it leads one,"
        " employers that are party to none too. Ask the functional administrator of the organisation that leads the"
        " agreement."
    ),
    "name_needed": _("Give a name that differs from “%(name)s”."),
    "merge_two_that_stand": _(
        "“%(former)s” and “%(into)s” are not two organisations that both stand: one was merged before, or both are"
        " the same. Name the one that stands now."
    ),
    "merge_of_one_kind": _(
        "“%(former)s” and “%(into)s” are of different kinds, so what one may see does not fit the other. Make them of"
        " one kind first."
    ),
    "colleague_not_administered": _(
        "You look after colleagues of your own organisation. Ask the functional administrator of theirs."
    ),
    "back_before_away": _("Give the first day away, and a day back that comes after it."),
    "not_for_yourself": _("Nobody gives herself a role or ends it. Ask another functional administrator."),
    "role_not_given": _("This role is given by whoever runs the installation. Ask there."),
    "account_closed": _("This account was closed. Ask whoever runs the installation to open it again."),
    "has_this_role": _("This colleague has this role at your organisation already, or had it later than that day."),
    "left_before": _("This role ended on %(last_day)s already. Nothing was changed."),
    "has_role_again": _("This colleague has this role again from %(valid_from)s on. Give a day before that one."),
    "leaves_before_start": _("This role began on %(valid_from)s. Give that day or a later one."),
    "account_unknown": _("There is no account for you yet. Ask the functional administrator of your organisation."),
    "address_of_another": _(
        "This mail address belongs to another account of the same sign-in service. Ask your functional administrator."
    ),
}

BORROWED = (
    _("Please type your current password."),
    _("Be patient, you are sending too many requests."),
    _("Use your password"),
    _("You must type the same password each time."),
    _("You cannot deactivate two-factor authentication."),
    _("Authenticator code"),
    _("Passwordless"),
    _(
        "Enabling passwordless operation allows you to sign in using just this key, but imposes additional requirements"
        " such as biometrics or PIN protection."
    ),
    _("Add Security Key"),
    _("Please reauthenticate to safeguard your account."),
    _("Sign in with a passkey"),
    _("Set Password"),
    _("Password successfully set."),
    _("Forgotten your password? Enter your email address below, and we'll send you an email allowing you to reset it."),
    _("Please contact us if you have any trouble resetting your password."),
    _(
        "We have sent you an email. If you have not received it please check your spam folder. Otherwise contact us if"
        " you do not receive it in a few minutes."
    ),
    _("Your password is now changed."),
    _("Enter your password:"),
    _("Your account is protected by two-factor authentication. Please enter an authenticator code:"),
    _("You are about to generate a new set of recovery codes for your account."),
    _("Are you sure?"),
    _("You are about to deactivate authenticator app based authentication. Are you sure?"),
    _("If you choose to trust this browser, you will not be asked for a verification code the next time you sign in."),
    _("Are you sure you want to remove this security key?"),
)
"""Said by the library that signs people in; our catalogue, which comes first, says it to “u” and without English."""
