"""Passwords that are long enough and guessed all the same: words of this place, and usual ones with trimmings."""

import re
import unicodedata

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Names of the portal, its trade and places: the first things that somebody who knows the house would try.
WORDS = (
    "solipasolim", "soli", "solim", "portals", "portal", "parole", "password", "latvija", "latvia", "riga", "mucenieki",
    "liepna", "patverums", "begli", "beglis", "refugee", "asylum", "integracija", "mentors", "mentor", "socialais",
    "darbinieks", "administrators", "administrator", "admin", "caritas", "sif", "pmlp", "pasolim", "pa",
)  # fmt: skip
SWAPPED = str.maketrans("013457@$!", "oieastasi")
LEFT = 4  # so many letters that are no such word, and it is a password of one's own


class GuessableValidator(CommonPasswordValidator):
    """Refuses what is made of listed words, of a usual password with digits around it, or of a piece said again.

    A list of usual passwords holds few of twelve letters or more: people lengthen the short ones, so that is undone
    before the list is asked (ASVS 5.0, 6.2.4 and 6.2.11).
    """

    def validate(self, password: str, user: object | None = None) -> None:
        plain = _folded(password)
        if any(self._is_guessed(form) for form in (plain, plain.translate(SWAPPED))):
            raise ValidationError(
                _("This password is easy to guess. Take a sentence of four or five words that only you think of."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return ""

    def _is_guessed(self, plain: str) -> bool:
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
        if core in self.passwords or plain in self.passwords:
            return True
        if re.fullmatch(r"(.{1,8}?)\1+.{0,3}", plain):
            return True
        if any(core[:cut] in self.passwords and core[cut:] in self.passwords for cut in range(4, len(core) - 3)):
            return True
        left = re.sub(r"[\W\d_]", "", plain)
        for word in sorted(WORDS, key=len, reverse=True):
            left = left.replace(word, "")
        return len(left) < LEFT


def _folded(password: str) -> str:
    """In small letters without marks: ā is tried as a."""
    apart = unicodedata.normalize("NFKD", password.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
