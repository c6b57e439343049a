"""Access rules of the Skills Audit, the classes of its fields, and what it brings to the portal's seams."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.seams import access, navigation

for _model in ("Client", "Audit", "AnswerOperation", "Plan"):
    access.classify(f"skills_audit.{_model}", access.PERSONAL, retention="client_record")
for _model in ("ClientIdentity", "Answer", "ConflictCopy", "Evidence", "ScoreRun", "BandCorrection", "PlanStep"):
    access.classify(f"skills_audit.{_model}", access.SPECIAL, retention="client_record")
access.classify("skills_audit.InstrumentVersion", access.PUBLIC_DATA, retention="content")

SCOPES = {access.SOCIAL_MENTOR: "own", access.SOCIAL_WORKER: "own", access.SENIOR_SOCIAL_WORKER: "team"}
BOTH = ("GET", "POST")


def own(name: str, *roles: str, methods: tuple[str, ...] = ("GET",), **options: bool) -> None:
    """A route of case records: own cases, the team's for a supervisor."""
    access.route(
        f"skills_audit:{name}", *(roles or access.CASE_ROLES), methods=methods, scope="own", scopes=SCOPES, **options
    )


own("caseload")
own("add_client", methods=BOTH)
own("case")
own("start", methods=("POST",))
own("next_step", methods=("POST",))
own("service", methods=BOTH)
own("service_end", access.SOCIAL_WORKER, access.SENIOR_SOCIAL_WORKER, methods=BOTH)
own("service_again", access.SOCIAL_WORKER, access.SENIOR_SOCIAL_WORKER, methods=("POST",))
own("talk")
own("talk_screens")
own("talk_step", methods=BOTH)
own("talk_step_entry", methods=BOTH)
own("talk_end", methods=BOTH)
own("talk_rest", methods=BOTH)
own("client_view", methods=BOTH)
own("client_view_entry", methods=BOTH)
own("conflicts")
own("settle_conflict", methods=("POST",))
own("api_answer", methods=("PUT",))
own("api_signed_in")
own("api_description")
own("api_draft_key", methods=("POST",))
own("assign", access.SENIOR_SOCIAL_WORKER, methods=("POST",))
own("unassign", access.SENIOR_SOCIAL_WORKER, methods=("POST",))
# Outside the caseload, with a reason and after signing in again.
own("open_outside", access.SOCIAL_WORKER, access.SENIOR_SOCIAL_WORKER, methods=BOTH, reauthenticate=True)

navigation.register(
    navigation.Entry(
        key="skills_audit",
        label=_("Skills Audit"),
        url=lambda: reverse("skills_audit:caseload"),
        icon="clipboard-list",
        order=40,
        may_see=lambda user: user.has_role(*access.CASE_ROLES),
        is_current=lambda place: "skills_audit" in place.namespaces,
    )
)
