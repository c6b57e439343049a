"""Who may read the access log and the access matrix, and where it stands in the header."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.seams import access, navigation

LOG_ROLES = (access.SENIOR_SOCIAL_WORKER, access.ADMINISTRATOR)

access.route("protection:log", *LOG_ROLES, scopes={access.SENIOR_SOCIAL_WORKER: access.TEAM})
access.route("protection:access", access.ADMINISTRATOR)

navigation.register(
    navigation.Entry(
        key="protection",
        label=_("Access log"),
        url=lambda: reverse("protection:log"),
        icon="eye",
        order=95,
        may_see=lambda user: user.has_role(*LOG_ROLES),
        is_current=lambda place: "protection" in place.namespaces,
    )
)
