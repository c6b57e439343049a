"""Access rules of what follows a talk, and what waits for the reviewer."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import translation

from portal.protection.actor import acting_as_system
from portal.seams import access, screens
from skills_audit.models import Audit

SCOPES = {access.SOCIAL_MENTOR: "own", access.SOCIAL_WORKER: "own", access.SENIOR_SOCIAL_WORKER: "team"}
REVIEWERS = (access.SOCIAL_WORKER, access.SENIOR_SOCIAL_WORKER)
PICTURED = "K-2198"
BOTH, POST = ("GET", "POST"), ("POST",)


def case_route(name: str, *roles: str, methods: tuple[str, ...] = ("GET",), reauthenticate: bool = False) -> None:
    """A route of case records: own cases, the team's for a supervisor."""
    access.route(
        f"skills_audit:{name}", *(roles or access.CASE_ROLES), methods=methods, scope="own", scopes=SCOPES,
        reauthenticate=reauthenticate,
    )  # fmt: skip


for _name in ("profile", "client_copy", "evidence_file", "plan"):
    case_route(_name)
for _name in ("profile_band", "evidence", "plan_step_new"):
    case_route(_name, methods=BOTH)
for _name in (
    "profile_goal",
    "profile_score",
    "evidence_check",
    "evidence_take_back",
    "evidence_put_back",
    "evidence_delete",
    "plan_aims",
    "plan_decide",
    "plan_step",
):
    case_route(_name, methods=POST)
for _name in ("profile_pdf", "profile_xlsx", "profile_json", "plan_pdf"):
    case_route(_name, reauthenticate=True)
case_route("reviews", *REVIEWERS)
case_route("review", *REVIEWERS, methods=BOTH)


def shown_case(name: str, audited: bool) -> Callable[[str], str | None]:
    """The address of one of our pages for the demo's fullest case; none without it."""

    def path(language: str) -> str | None:
        with acting_as_system("pictures of screens"):
            audit = Audit.objects.filter(client__code=PICTURED, finished_at__isnull=False).first()
        if audit is None:
            return None
        with translation.override(language):
            return reverse(f"skills_audit:{name}", args=[audit.client_id, audit.pk] if audited else [audit.client_id])

    return path


for _name in ("profile", "profile_band", "client_copy", "evidence"):
    screens.register(screens.Screen(name=f"audit-{_name}", role="mentor", path=shown_case(_name, audited=True)))
screens.register(screens.Screen(name="audit-plan", role="mentor", path=shown_case("plan", audited=False)))
screens.register(screens.Screen(name="audit-review", role="worker", path=shown_case("review", audited=True)))
