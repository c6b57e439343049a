"""Why a package is not taken, and what it is, in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.packages.refusals import PackageRefused

SENTENCES: dict[str, Any] = {
    "empty": gettext_lazy("The file is empty. Choose another one."),
    "no_package": gettext_lazy("The file is no package: it is not a zip archive, or it is damaged."),
    "package_too_large": gettext_lazy("The package is larger than %(limit)s. Make it smaller, or divide it."),
    "file_too_large": gettext_lazy("The file “%(name)s” in the package is larger than %(limit)s."),
    "too_many_files": gettext_lazy("The package holds more than %(limit)s files."),
    "too_many_items": gettext_lazy("The package holds more than %(limit)s parts."),
    "holds_too_much": gettext_lazy("Unpacked, the package is too large to be opened safely."),
    "damaged": gettext_lazy("The package is damaged at “%(name)s”. Export it again."),
    "locked": gettext_lazy("The package is locked with a password. Export it without one."),
    "link": gettext_lazy("“%(name)s” in the package is a link to another place. Export the package without it."),
    "packed_oddly": gettext_lazy("“%(name)s” is packed in a way that cannot be read. Export it as a plain zip."),
    "bad_path": gettext_lazy("The package names a file that cannot lie in it: “%(name)s”."),
    "same_name": gettext_lazy("The package holds “%(name)s” twice, or another file of nearly the same name."),
    "kind_not_allowed": gettext_lazy("“%(name)s” is of a kind that packages may not hold."),
    "program": gettext_lazy("“%(name)s” is a program for a server or a computer. Packages may not hold one."),
    "no_manifest": gettext_lazy("No SCORM, cmi5 or H5P package: imsmanifest.xml, cmi5.xml and h5p.json are missing."),
    "manifest_in_folder": gettext_lazy(
        "“%(name)s” lies in the folder “%(folder)s”. Pack the contents of the folder, not the folder."
    ),
    "manifest_too_large": gettext_lazy("“%(name)s” is too large to be read."),
    "manifest_broken": gettext_lazy("“%(name)s” cannot be read: it does not follow its standard."),
    "manifest_hostile": gettext_lazy("“%(name)s” holds declarations that may load or multiply content."),
    "version_unknown": gettext_lazy("The manifest names “%(name)s”. SCORM 1.2 and SCORM 2004 are taken."),
    "nothing_to_open": gettext_lazy("Nothing in the package can be opened."),
    "launch_missing": gettext_lazy("The package opens “%(name)s”, but holds no such file."),
    "opens_elsewhere": gettext_lazy("The package opens “%(name)s”, which lies outside it."),
    "library_missing": gettext_lazy("“%(name)s” is missing in the package. Export it with its libraries."),
}


def sentence(refused: PackageRefused) -> str:
    """Why, in the reader's language."""
    return str(SENTENCES[refused.code]) % refused.values


def cannot_be_kept() -> str:
    """The disk is full or does not let itself be written to."""
    return _("The package could not be stored. Nothing of it was kept; try again later.")
