"""What each code says to the person who sent or checks a file: what is wrong, and how to repair it.

English sources for the interface; `describe` puts a problem into one sentence with its place. A sentence never
carries a citizen number, because a problem never does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from doorstroom.imports.domain.field_names import FIELD_NAMES, gettext_noop
from doorstroom.imports.domain.problems import FileError, Problem

_ = gettext_noop


@dataclass(frozen=True)
class Text:
    """`what` is wrong and how to `repair` it; both may use the problem's value, proposal and parameters."""

    what: str
    repair: str


PROBLEMS: Mapping[str, Text] = {
    "invalid_date": Text(_("“%(value)s” is not a day that exists."), _("Correct the date, as day-month-year.")),
    "date_out_of_range": Text(
        _("The date “%(value)s” is before %(earliest)s or after %(latest)s."), _("Check the year.")
    ),
    "date_two_readings": Text(
        _("“%(value)s” can be two dates: %(proposal)s."), _("Say which one is meant; write the month as a word.")
    ),
    "birth_date_missing": Text(_("The date of birth is missing."), _("Add it; without it the age is unknown.")),
    "model_age": Text(
        _("On the first day of the round this person is %(age)s years old; the programme is for %(ages)s."),
        _("Check the date of birth, or look for another programme together."),
    ),
    "identifier_check": Text(
        _("This number does not pass its check: at least one digit is wrong."),
        _("Look the number up again; it is never corrected here."),
    ),
    "identifier_length": Text(
        _("The number “%(value)s” has too few or too many digits."),
        _("Look it up again; a spreadsheet may have dropped a first zero."),
    ),
    "identifier_characters": Text(
        _("Something other than digits stands in the number “%(value)s”."), _("Type the number again.")
    ),
    "citizen_number_hidden": Text(
        _("A citizen number stood among these words; it was left out."),
        _("Put citizen numbers in a column of their own, or nowhere."),
    ),
    "postcode_letter": Text(_("A letter and a digit look alike in postcode “%(value)s”."), _("Check the postcode.")),
    "postcode_length": Text(_("Postcode “%(value)s” is not four digits and two letters."), _("Complete the postcode.")),
    "postcode_format": Text(_("“%(value)s” is not a postcode."), _("Write it as 1234 AB, or 1234 in Belgium.")),
    "postcode_not_issued": Text(
        _("Postcode “%(value)s” has letters that are never issued."), _("Look the postcode up again.")
    ),
    "phone_invalid": Text(
        _("“%(value)s” is not a telephone number that can exist."), _("Ask for the number; the row goes on without it.")
    ),
    "phone_characters": Text(
        _("“%(value)s” holds more than a telephone number."), _("Keep the number only; the row goes on without it.")
    ),
    "phone_other_country": Text(
        _("“%(value)s” is a number of a neighbouring country without its country code."),
        _("Write it with +32 or +31; the row goes on without it."),
    ),
    "phone_two_numbers": Text(
        _("More than one telephone number in one cell: “%(value)s”."),
        _("Choose one; the row goes on without it."),
    ),
    "phone_missing": Text(
        _("“%(value)s” stands where a telephone number is expected."), _("Nothing to do if there is none.")
    ),
    "email_missing": Text(
        _("“%(value)s” stands where an e-mail address is expected."), _("Nothing to do if there is none.")
    ),
    "email_invalid": Text(
        _("“%(value)s” is not an e-mail address."), _("Correct the address; the row goes on without it.")
    ),
    "not_reachable": Text(
        _("There is neither a telephone number nor an e-mail address."), _("Add one, or the person cannot be invited.")
    ),
    "name_incomplete": Text(_("A first name (or initials) and a family name are needed."), _("Complete the name.")),
    "name_read_as": Text(
        _("“%(value)s” was read as %(proposal)s."),
        _("If the name is to be cut elsewhere, put a comma behind the family name."),
    ),
    "language_level_read_as": Text(
        _("“%(value)s” lies between two levels and was read as %(proposal)s."), _("Change it if the person is further.")
    ),
    "language_level_unknown": Text(
        _("“%(value)s” is not a language level."), _("Use A1, A2, B1, B2, C1, C2 or NT1; the row goes on without it.")
    ),
    "income_source_unknown": Text(
        _("The income source “%(value)s” is not known."), _("Choose one in the grid; the row goes on without it.")
    ),
    "education_unknown": Text(
        _("The education “%(value)s” is not known."), _("Choose one in the grid; the row goes on without it.")
    ),
    "transport_unknown": Text(
        _("The transport “%(value)s” is not known."), _("Choose one in the grid; the row goes on without it.")
    ),
    "licence_unknown": Text(
        _("“%(value)s” names no category of driving licence."),
        _("Write the category, such as B; the row goes on without it."),
    ),
    "hours_unreadable": Text(
        _("“%(value)s” is not a number of hours a week."), _("Write 24 or 24-32; the row goes on without it.")
    ),
    "hours_out_of_range": Text(
        _("“%(value)s” hours a week cannot be: more than %(most)s, or none."),
        _("Correct the hours; the row goes on without them."),
    ),
    "weekdays_unreadable": Text(
        _("“%(value)s” names no days of the week."), _("Write ma/wo/vr or ma-do; the row goes on without them.")
    ),
    "yes_no_unreadable": Text(
        _("“%(value)s” is neither yes nor no."), _("Write ja or nee; the row goes on without it.")
    ),
    "same_identifier": Text(
        _("The same citizen number as %(proposal)s."),
        _("Say whether this is the same person; the row waits until then."),
    ),
    "possibly_same_person": Text(
        _("Possibly the same person as %(proposal)s."),
        _("Say whether this is the same person; the row waits until then."),
    ),
    "same_reference": Text(
        _("The number “%(value)s” stands in %(proposal)s too."),
        _("Say whether this is the same; the row waits until then."),
    ),
    "reference_of_another": Text(
        _("The number “%(value)s” belongs to %(proposal)s, and this is somebody else."),
        _("Ask the partner which number this person has."),
    ),
    "employer_missing": Text(_("The employer is missing."), _("Add the name of the employer.")),
    "occupation_missing": Text(_("The occupation is missing."), _("Add what the work is.")),
    "occupation_unknown": Text(
        _("The occupation “%(value)s” is not in the vocabulary."),
        _("Choose an occupation in the grid; until then only the words are kept."),
    ),
    "count_missing": Text(_("The number of places is missing."), _("Add how many places there are.")),
    "count_is_range": Text(
        _("“%(value)s” is a range; a place counts only when it is sure."), _("Write the number the employer promises.")
    ),
    "count_unreadable": Text(_("“%(value)s” is not a number of places."), _("Write a whole number.")),
    "count_out_of_range": Text(_("“%(value)s” places: none, or more than %(most)s."), _("Correct the number.")),
    "start_missing": Text(
        _("No day on which the place starts."), _("Ask the employer for a day; the place is taken over without it.")
    ),
    "start_only_month": Text(
        _("“%(value)s” names a month and no day."), _("Add the day; the place is taken over without it.")
    ),
    "start_is_past": Text(_("The place started before today: %(value)s."), _("Check the date.")),
    "place_of_another": Text(
        _("The number “%(value)s” belongs to %(proposal)s, and this is a place of another employer."),
        _("Give this place a number of its own, or correct the employer."),
    ),
    "place_withdrawn": Text(
        _("The place with number “%(value)s” was withdrawn here on %(proposal)s, and stays so."),
        _("Ask the employer whether it is offered again; then give it a number of its own."),
    ),
    "same_place": Text(
        _("The same place as %(proposal)s."),
        _("Say whether these are more places or the same; the row waits until then."),
    ),
    "unknown_code": Text(
        _("The code “%(value)s” is not in the legend."), _("Correct the cell, or add the code to the legend.")
    ),
    "code_without_meaning": Text(
        _("The code “%(value)s” has no meaning in this list (%(count)s cells)."),
        _("Say once what it means; it is kept for this partner."),
    ),
    "not_recorded": Text(_("Nothing was recorded for this person on this day."), _("Ask the school, and fill it in.")),
    "day_not_recorded": Text(_("Nothing was recorded for anybody on this day."), _("Ask whether there was a lesson.")),
    "day_not_planned": Text(
        _("The round's calendar has nothing on this day."), _("Check the calendar; the attendance is taken over.")
    ),
    "mark_in_future": Text(_("“%(value)s” was recorded for a day that is still to come."), _("Check the date.")),
    "same_mark": Text(
        _("This person and day stand in %(proposal)s already."), _("Say which one counts; the row waits until then.")
    ),
    "person_unknown": Text(
        _("“%(value)s” is not in this round."),
        _("Check the number and the name, or add the person to the round first."),
    ),
    "person_two_matches": Text(
        _("“%(value)s” can be more than one person: %(proposal)s."), _("Add the partner's own number.")
    ),
    "name_of_another": Text(
        _("The number belongs to %(proposal)s, the name is “%(value)s”."), _("Correct the number or the name.")
    ),
    "award_kind_missing": Text(
        _("It is not said what was handed out."), _("Write diploma, certificaat or praktijkverklaring.")
    ),
    "award_kind_unknown": Text(
        _("“%(value)s” is not a kind of award that is counted."),
        _("Write diploma, certificaat or praktijkverklaring, or leave the row out."),
    ),
    "award_missing": Text(_("The name of the award is missing."), _("Add the name that stands on the paper.")),
    "awarded_on_missing": Text(
        _("The day on which it was handed out is missing."), _("Add the date, as day-month-year.")
    ),
    "award_known": Text(
        _("“%(value)s” of this day is known of this person already."),
        _("Nothing has to be done: it is not counted again."),
    ),
    "award_twice": Text(_("The same award stands in %(proposal)s too."), _("Nothing has to be done: it counts once.")),
    "award_number_known": Text(
        _("With the number “%(value)s” something else stands here: %(proposal)s."),
        _("Say whether this is the same award, which then stays as it stands here, or another."),
    ),
    "certainty_unknown": Text(
        _("“%(value)s” does not say how sure the day of dismissal is."),
        _("Write aangekondigd, bevestigd or onbekend."),
    ),
    "dismissal_date_missing": Text(
        _("“%(value)s”, and the day of dismissal is missing."),
        _("Add the day; without it the person is taken over with an unknown day."),
    ),
    "dismissal_announced": Text(
        _("It is not said how sure %(value)s is; it is taken as announced."),
        _("Write bevestigd when the employer confirmed the day."),
    ),
    "issuer_unknown": Text(
        _("“%(value)s” is no organisation in this partnership."),
        _("Write its name as it stands here; leave the cell empty when the partner handed it out itself."),
    ),
    "column_refused_identity": Text(
        _("Citizen numbers from this partner are not taken over: no legal ground is recorded."),
        _("Leave the column out, or have the privacy officer record the ground."),
    ),
    "column_refused_origin": Text(
        _("Origin, nationality and country of birth are not kept of anybody."),
        _("Leave the column out of the next delivery."),
    ),
    "column_refused_health": Text(
        _("Diagnoses and other health data are not kept."),
        _("Leave the column out; what a person needs to work well is agreed in the intake."),
    ),
    "column_refused_belief": Text(
        _("Belief, politics, union membership and sexual life are not kept."),
        _("Leave the column out of the next delivery."),
    ),
    "column_refused_offence": Text(
        _("Offences and detention are not kept."), _("Leave the column out of the next delivery.")
    ),
}

FILES: Mapping[str, Text] = {
    "file_empty": Text(_("The file is empty."), _("Export it again and look at it before you send it.")),
    "file_too_large": Text(_("The file is larger than %(megabytes)s MB."), _("Send one round at a time.")),
    "file_unpacks_too_large": Text(
        _("The workbook unpacks to more than %(megabytes)s MB."), _("Copy the table into a new workbook and send that.")
    ),
    "file_has_password": Text(
        _("The workbook is protected with a password."), _("Remove the password; the upload itself is encrypted.")
    ),
    "file_is_old_excel": Text(_("This is an Excel file of before 2007 (.xls)."), _("Save it as .xlsx.")),
    "file_is_other_office_format": Text(
        _("This is a document of another kind (.ods, .docx, .xlsb)."), _("Save it as .xlsx or .csv.")
    ),
    "file_is_archive": Text(
        _("This is an archive without a workbook in it."), _("Unpack it and send the table itself.")
    ),
    "file_is_document": Text(
        _("This is a document (PDF, web page), not a table."), _("Ask for the table as .xlsx or .csv.")
    ),
    "file_damaged": Text(
        _("The workbook is damaged and cannot be opened."), _("Open it in Excel, save it again and send that.")
    ),
    "formulas_not_calculated": Text(
        _("Sheet “%(sheet)s” has formulas without a result."), _("Open it in Excel, save it again and send that.")
    ),
    "encoding_broken": Text(
        _("The text breaks off at character %(position)s."), _("Export the file again as CSV UTF-8.")
    ),
    "quotes_do_not_match": Text(
        _("Quotation marks do not match near row %(row)s."), _("Correct that row, or export the file again.")
    ),
    "no_columns": Text(_("No columns were found: no semicolons, commas or tabs."), _("Export the file again as CSV.")),
    "too_many_rows": Text(_("The file has more than %(rows)s rows."), _("Send it in parts.")),
    "too_many_columns": Text(_("Row %(row)s has more than %(columns)s columns."), _("Leave out what is not needed.")),
    "cell_too_long": Text(_("A cell has more than %(characters)s characters."), _("Shorten it.")),
    "header_not_found": Text(
        _("No row with column names was found in the first %(rows)s rows."),
        _("Put names such as %(expected)s above the columns."),
    ),
    "column_missing": Text(
        _("No column was recognised as “%(field)s” in row %(row)s: %(headers)s."),
        _("Say in the mapping which column it is."),
    ),
}

COLUMN_REASONS: Mapping[str, str] = {
    "header": _("known name"),
    "header_and_values": _("known name, and the values fit"),
    "header_against_values": _("known name, but many values do not fit"),
    "header_resembles": _("the name resembles a known one, and the values fit"),
    "values": _("unknown name, but the values speak for themselves"),
    "date_in_header": _("a day"),
    "kept": _("as chosen earlier for this partner"),
    "left_out": _("left out, as chosen earlier"),
    "second_of_its_kind": _("not taken over: another column fits better"),
    "unknown": _("not taken over: not recognised"),
    "refused_identity": _("refused: no legal ground for citizen numbers"),
    "refused_origin": _("refused: origin is not kept"),
    "refused_health": _("refused: health is not kept"),
    "refused_belief": _("refused: belief is not kept"),
    "refused_offence": _("refused: offences are not kept"),
}

PASSED_OVER: Mapping[str, str] = {
    "total": _("total line"),
    "legend": _("legend"),
    "remark": _("line of text"),
    "header_again": _("column names again"),
}

ROW_AND_COLUMN = _("row %(row)s, column %(column)s")
ROW = _("row %(row)s")
PROPOSAL = _("Proposal: %(proposal)s.")


@dataclass(frozen=True)
class Description:
    where: str
    what: str
    repair: str


def describe(problem: Problem, translate: Callable[[str], str] = str) -> Description:
    """A problem in words. A proposal follows the repair, unless the problem itself is about it."""
    text = PROBLEMS[problem.code]
    proposal = _row_named(problem.proposal, translate)
    facts = {"value": problem.value, "proposal": proposal, **problem.params}
    place = {"row": problem.row, "column": problem.column}
    repair = [text.repair]
    if problem.proposal and "%(proposal)s" not in text.what:
        repair.append(PROPOSAL)
    where = translate(ROW_AND_COLUMN if problem.column else ROW) % place
    return Description(
        where, translate(text.what) % facts, " ".join(translate(sentence) % facts for sentence in repair)
    )


def _row_named(proposal: str | None, translate: Callable[[str], str]) -> str | None:
    """A proposal that names another row of the file ("row 16" in the report) in the reader's own words."""
    word, _space, number = (proposal or "").partition(" ")
    return translate(ROW) % {"row": number} if word == "row" and number.isdecimal() else proposal


def describe_file(error: FileError, translate: Callable[[str], str] = str) -> Description:
    """Why a file cannot be read at all."""
    text = FILES[error.code]
    facts = dict(error.params)
    if "field" in facts:
        facts["field"] = translate(FIELD_NAMES[facts["field"]])
    return Description("", translate(text.what) % facts, translate(text.repair) % facts)
