"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "may_not_confirm_links": _(
        "You may not say what words mean. A caseworker, job coach, account manager, school coordinator or programme"
        " manager can."
    ),
    "no_words_to_link": _("“%(text)s” holds no words, or too many. Write the name of one occupation or skill."),
    "concept_of_another_kind": _("That is not what “%(text)s” was looked up as. Choose one from the list."),
    "esco_folder_missing": _(
        "There is no folder %(folder)s. Give the folder into which the ESCO download was unpacked."
    ),
    "esco_files_missing": _(
        "%(folder)s holds no ESCO file with occupations or skills. Download “CSV” from the ESCO portal and unpack it."
    ),
    "esco_file_damaged": _("%(file)s cannot be read (%(detail)s). Download it again."),
    "vocabulary_contradicts_itself": _(
        "The vocabulary contradicts itself: names with two meanings (%(shared_labels)s), unknown codes"
        " (%(unknown_codes)s)."
    ),
}
