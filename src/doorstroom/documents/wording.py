"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not_visible": _("Documents of this person are not open to you. Ask the coordinating holder."),
    "needs_member": _("Only somebody who is signed in as a member of an organisation can do this."),
    "not_yours": _("Only the organisation that added this document can take it away. Ask them."),
    "file_empty": _("This file is empty. Choose another, or take the photo again."),
    "file_too_large": _(
        "This file is larger than %(most)s MB. Take a photo with a lower resolution, or make the PDF smaller."
    ),
    "file_broken": _("This file cannot be read as what it says it is. Open it, save it again, and add it then."),
    "file_has_programs": _(
        "There are scripts, macros, a password or other files inside. Print it to a PDF and add that one."
    ),
    "file_unfolds": _("This file unfolds to much more than it seems. Print it to a PDF and add that one."),
    "picture_too_large": _("This picture has too many points. Take a photo of it and add that one."),
    "type_not_kept": _("Only PDF, photos (JPEG, PNG), Word, Excel and open documents are kept. Print it to a PDF."),
}
