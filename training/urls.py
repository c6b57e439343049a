"""Addresses of training. Keys of modules and lessons are the same in every language."""

from django.urls import path, register_converter

from training.views import calendars, certificates, enrolments, home, lessons, packages, reminders, team, testing


class FormatConverter:
    """The formats of an export."""

    regex = "csv|xlsx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FormatConverter, "export_format")
LESSON = "learn/module/<slug:key>/<slug:lesson>/"

app_name = "training"
urlpatterns = [
    path("learn/", home.home, name="home"),
    path("learn/strategy/<slug:key>/", home.strategy, name="strategy"),
    path("learn/item/<slug:curriculum>/<slug:key>/", home.item, name="item"),
    path("learn/item/<slug:curriculum>/<slug:key>/read/", home.confirm_reading, name="confirm_reading"),
    path("learn/module/<slug:key>/", lessons.module, name="module"),
    path("learn/test/<slug:key>/", testing.test, name="test"),
    path("learn/test/<slug:key>/begin/", testing.begin_test, name="begin_test"),
    path("learn/attempt/<uuid:attempt>/<int:position>/", testing.question, name="question"),
    path("learn/attempt/<uuid:attempt>/finish/", testing.finish_test, name="finish_test"),
    path("learn/attempt/<uuid:attempt>/", testing.result, name="result"),
    path(LESSON, lessons.lesson, name="lesson"),
    path(f"{LESSON}position/", lessons.note_position, name="note_position"),
    path(f"{LESSON}finish/", lessons.finish_lesson, name="finish_lesson"),
    path(f"{LESSON}check/<slug:question>/", lessons.answer_check, name="answer_check"),
    path(f"{LESSON}scenario/<slug:scenario_key>/", lessons.take_step, name="take_step"),
    path(f"{LESSON}scenario/<slug:scenario_key>/again/", lessons.begin_again, name="begin_again"),
    path(f"{LESSON}note/<int:block>/", lessons.keep_reflection, name="keep_reflection"),
    path(f"{LESSON}package/<int:package>/", packages.package, name="package"),
    path("learn/package/<int:package>/<str:token>/<path:path>", packages.package_file, name="package_file"),
    path("learn/certificate/<slug:code>/", certificates.certificate, name="certificate"),
    path("learn/certificate/<slug:code>/pdf/", certificates.certificate_pdf, name="certificate_pdf"),
    path("learn/certificate/<slug:code>/shows/", certificates.choose_what_shows, name="choose_what_shows"),
    path("learn/team/", team.grid, name="team"),
    path("learn/team/enrol/", enrolments.enrol, name="enrol"),
    path("learn/team/remind/", reminders.remind, name="remind"),
    path("learn/team/<export_format:fmt>/", team.export, name="team_export"),
    path("learn/team/<int:user_id>/", team.person, name="person"),
    path("learn/team/<int:user_id>/waive/", team.waive, name="waive"),
    path("learn/team/<int:user_id>/time/", team.allow_more_time, name="allow_more_time"),
    path("learn/team/<int:user_id>/<slug:curriculum>/<slug:key>/", team.sign_off, name="sign_off"),
    path("learn/calendar/<str:token>/training.ics", calendars.feed, name="calendar"),
    path("certificate/<slug:code>/", certificates.check_certificate, name="check_certificate"),
]
