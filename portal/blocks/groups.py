"""Groups of the block picker."""

from django.utils.translation import gettext_lazy as _

WRITING = _("Writing")
EVIDENCE = _("Rules and evidence")
LEARNING = _("Learning")
HELP = _("Help on the spot")
