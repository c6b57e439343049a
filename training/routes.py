"""Access rules of training, the classes of its fields, and its entry in the header."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.seams import access, navigation

BOTH, POST = ("GET", "POST"), ("POST",)
SUPERVISORS = (access.TRAINING_MANAGER, access.SENIOR_SOCIAL_WORKER, access.SOCIAL_WORKER)
TEAM = {access.TRAINING_MANAGER: "any", access.SENIOR_SOCIAL_WORKER: "team", access.SOCIAL_WORKER: "team"}

access.classify("training.Competence", access.INTERNAL)
access.classify("training.ModulePage", access.INTERNAL)
access.classify("training.LessonPage", access.INTERNAL)
access.classify("training.StrategyPage", access.INTERNAL)
access.classify("training.Question", access.INTERNAL)
access.classify("training.QuestionVersion", access.INTERNAL)
access.classify("training.Curriculum", access.INTERNAL)
access.classify("training.CurriculumItem", access.INTERNAL)
access.classify("training.Package", access.INTERNAL)
access.classify("training.Enrolment", access.PERSONAL, retention="training_record")
access.classify("training.LessonProgress", access.PERSONAL, retention="training_progress")
access.classify("training.Attempt", access.PERSONAL, retention="training_record")
access.classify("training.MoreTime", access.PERSONAL, retention="training_record")
access.classify("training.AttemptQuestion", access.PERSONAL, retention="training_record")
access.classify("training.Fulfilment", access.PERSONAL, retention="training_record")
access.classify("training.Certificate", access.PERSONAL, retention="training_record")
access.classify("training.Reminder", access.PERSONAL, retention="reminder")

for _name in ("home", "module", "lesson", "test", "result", "item", "certificate", "certificate_pdf", "package"):
    access.route(f"training:{_name}", access.SIGNED_IN, scope="own")
access.route("training:strategy", access.SIGNED_IN)
for _name in ("note_position", "finish_lesson", "answer_check", "take_step", "begin_again", "keep_reflection",
              "begin_test", "finish_test", "confirm_reading", "choose_what_shows"):  # fmt: skip
    access.route(f"training:{_name}", access.SIGNED_IN, methods=POST, scope="own")
access.route("training:question", access.SIGNED_IN, methods=BOTH, scope="own")
access.route("training:check_certificate", access.PUBLIC)
# Whoever has the address, which only its person is shown; it holds due dates and nothing else.
access.route("training:calendar", access.PUBLIC)
# A frame without an origin sends no cookie: the address holds the right, for one person and some hours.
access.route("training:package_file", access.PUBLIC)
access.route("training:team", *SUPERVISORS, scope="team", scopes=TEAM)
access.route("training:team_export", *SUPERVISORS, scope="team", scopes=TEAM, reauthenticate=True)
access.route("training:remind", *SUPERVISORS, methods=BOTH, scope="team", scopes=TEAM)
access.route("training:enrol", access.TRAINING_MANAGER, methods=BOTH)
access.route("training:person", *SUPERVISORS, scope="team", scopes=TEAM)
access.route("training:sign_off", *SUPERVISORS, methods=BOTH, scope="team", scopes=TEAM)
access.route("training:allow_more_time", access.TRAINING_MANAGER, methods=POST)
access.route("training:waive", access.SENIOR_SOCIAL_WORKER, access.TRAINING_MANAGER, methods=BOTH, scopes=TEAM)

navigation.register(
    navigation.Entry(
        key="learn",
        label=_("Learn"),
        url=lambda: reverse("training:home"),
        icon="graduation-cap",
        order=10,
        may_see=lambda user: user.is_authenticated,
        is_current=lambda match: "training" in match.namespaces,
    )
)
