"""The talk as plain forms: one question a screen, every answer kept, nothing typed is lost."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.protection.actor import acting
from portal.protection.models import TrailEntry
from skills_audit.instrument.contents import Misfit, check
from skills_audit.instrument.publishing import publish_instrument
from skills_audit.models import Answer, Audit, ClientIdentity, ConflictCopy
from skills_audit.talk.answering import keep_answer
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.talks import licensed, said, talk_with
from tests.skills_audit.instrument.shipped import shipped

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Browser]


def url(audit: Audit, item: str, entry: str = "", view: str = "talk_step") -> str:
    at: list[Any] = [audit.client_id, audit.pk, item, *([entry] if entry else [])]
    return reverse(f"skills_audit:{view}_entry" if entry else f"skills_audit:{view}", args=at)


def hidden(response: Any) -> dict[str, str]:
    screen = response.context["screen"]
    return {"entry": screen.entry, "version": str(screen.version), "operation": screen.operation}


def content(audit: Audit, item: str, entry: str = "") -> dict[str, Any]:
    with acting(audit.started_by):
        found: dict[str, Any] = Answer.objects.get(audit=audit, item=item, entry=entry).content
    return found


def test_a_question_stands_in_two_languages_with_its_margin(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)

    page = signed_in(mentor).get(url(audit, "LND01")).content.decode()

    assert "Kā Jūs lasāt un rakstāt valodā" in page
    assert "كيف تقرأ" in page
    assert 'dir="rtl"' in page
    assert "LND01, instruments 1.0.0" in page or "LND01" in page
    assert "Rādiet uz attēliem" in page


def test_an_answer_is_kept_and_the_next_question_opens(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    form = hidden(browser.get(url(audit, "LND01")))

    response = browser.post(url(audit, "LND01"), form | {"value": "3", "ev": "1", "note": "Rādīja ziņu."})

    assert response.headers["Location"] == url(audit, "LND03")
    assert content(audit, "LND01") == {"state": "value", "value": 3, "ev": 1, "note": "Rādīja ziņu."}
    with acting(mentor):
        assert Audit.objects.get().position == "LND03"


def test_the_same_form_twice_does_one_thing(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    form = hidden(browser.get(url(audit, "LND01"))) | {"value": "3"}

    first, second = browser.post(url(audit, "LND01"), form), browser.post(url(audit, "LND01"), form)

    assert first.headers["Location"] == second.headers["Location"]
    with acting(mentor):
        assert Answer.objects.get().version == 1
        assert not ConflictCopy.objects.exists()


def test_declined_and_not_known_are_answers(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)

    browser.post(url(audit, "LND01"), hidden(browser.get(url(audit, "LND01"))) | {"state": "declined", "value": "3"})
    browser.post(url(audit, "JSR01"), hidden(browser.get(url(audit, "JSR01"))) | {"state": "unknown"})

    assert content(audit, "LND01") == {"state": "declined"}
    assert content(audit, "JSR01") == {"state": "unknown"}


def test_passing_by_without_an_answer_keeps_nothing(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)

    response = browser.post(url(audit, "LND01"), hidden(browser.get(url(audit, "LND01"))))

    assert response.headers["Location"] == url(audit, "LND03")
    with acting(mentor):
        assert not Answer.objects.exists()


def test_what_does_not_fit_is_said_and_what_was_typed_stays(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    form = hidden(browser.get(url(audit, "GOA01")))

    response = browser.post(
        url(audit, "GOA01"), form | {"value": ["job", "family", "study", "other"], "part-words": "Gribu strādāt"}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "data-errors" in page
    assert "Gribu strādāt" in page
    assert page.count(" checked") >= 4


def test_a_language_is_added_and_then_asked_about_and_another_one_offered(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    form = hidden(browser.get(url(audit, "LAN01", "new")))

    response = browser.post(url(audit, "LAN01", "new"), form | {"value": "lav"})

    assert response.headers["Location"] == url(audit, "LAN02", form["entry"])
    more = browser.get(url(audit, "LAN"))
    assert "latviešu" in more.content.decode()
    added = browser.post(url(audit, "LAN"), {"do": "add"})
    assert added.headers["Location"] == url(audit, "LAN01", "new")
    closed = browser.post(url(audit, "LAN"), {"do": "complete"})
    assert closed.headers["Location"] == url(audit, "LND01")
    assert content(audit, "LAN") == {"state": "value", "value": "complete"}


def test_there_was_none_is_an_answer_of_the_group(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)

    form = hidden(browser.get(url(audit, "EDU01", "new")))
    response = browser.post(url(audit, "EDU01", "new"), form | {"do": "none"})

    assert response.headers["Location"] == url(audit, "WRK01", "new")
    assert content(audit, "EDU") == {"state": "value", "value": "none"}


def test_a_name_lies_with_the_identity_and_not_with_the_answers(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    form = hidden(browser.get(url(audit, "PER01")))

    browser.post(url(audit, "PER01"), form | {"value": "Samira Testa", "part-called": "Samira"})

    assert content(audit, "PER01") == {"state": "value", "apart": True}
    with acting(mentor):
        identity = ClientIdentity.objects.get()
        assert identity.spoken_name == "Samira"
        assert identity.answers["PER01"]["value"] == "Samira Testa"
    assert "Samira Testa" in browser.get(url(audit, "PER01")).content.decode()


def test_a_sensitive_question_takes_no_note(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    page = browser.get(url(audit, "SUP04"))
    assert 'name="note"' not in page.content.decode()

    response = browser.post(url(audit, "SUP04"), hidden(page) | {"value": "2", "urgent": "1", "note": "detaļas"})

    assert response.status_code == 422
    with acting(mentor):
        assert not Answer.objects.exists()


def test_a_late_form_goes_to_a_person_and_both_versions_are_kept(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    form = hidden(browser.get(url(audit, "LND01")))
    said(audit, mentor, LND01=4)

    response = browser.post(url(audit, "LND01"), form | {"value": "1"})
    conflicts = browser.get(response.headers["Location"])

    assert conflicts.context["conflicts"][0].standing[0].text.startswith("Izlasu iestādes vēstuli")
    assert conflicts.context["conflicts"][0].refused[0].text.startswith("Pazīstu burtus")
    copy = conflicts.context["conflicts"][0].copy
    browser.post(
        reverse("skills_audit:settle_conflict", args=[audit.client_id, audit.pk, copy.pk]), {"take": "refused"}
    )
    assert content(audit, "LND01")["value"] == 1
    with acting(mentor):
        assert ConflictCopy.objects.get().settled_by == mentor


def test_a_talk_with_an_open_conflict_cannot_be_finished(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    form = hidden(browser.get(url(audit, "LND01")))
    said(audit, mentor, LND01=4)
    browser.post(url(audit, "LND01"), form | {"value": "1"})

    browser.post(reverse("skills_audit:talk_end", args=[audit.client_id, audit.pk]))

    with acting(mentor):
        assert Audit.objects.get().state == "running"


def test_a_paused_talk_goes_on_where_it_stood(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    licensed(monkeypatch)
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    browser.get(url(audit, "TRV03"))
    browser.post(reverse("skills_audit:talk_rest", args=[audit.client_id, audit.pk]), {"do": "pause"})
    with acting(mentor):
        assert Audit.objects.get().state == "paused"

    other_device = signed_in(mentor)
    response = other_device.get(reverse("skills_audit:talk", args=[audit.client_id, audit.pk]))

    assert response.headers["Location"] == url(audit, "TRV03")
    with acting(mentor):
        assert Audit.objects.get().state == "running"


def test_the_client_may_stop_and_what_was_said_is_kept(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    said(audit, mentor, LND01=3)

    browser.post(reverse("skills_audit:talk_rest", args=[audit.client_id, audit.pk]), {"do": "stop"})

    with acting(mentor):
        assert Audit.objects.get().state == "stopped"
        assert Answer.objects.count() == 1


def test_not_now_leads_to_a_pause(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)

    response = browser.post(url(audit, "SES03"), hidden(browser.get(url(audit, "SES03"))) | {"value": "not_now"})

    assert response.headers["Location"] == reverse("skills_audit:talk_rest", args=[audit.client_id, audit.pk])


def test_the_talk_is_finished_and_then_closed(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)

    page = browser.get(reverse("skills_audit:talk_end", args=[audit.client_id, audit.pk]))
    assert page.status_code == 200
    browser.post(reverse("skills_audit:talk_end", args=[audit.client_id, audit.pk]))

    with acting(mentor):
        assert Audit.objects.get().state == "finished"
    assert browser.get(url(audit, "LND01")).status_code == 302


def test_the_route_chosen_in_the_talk_is_walked(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)

    browser.post(url(audit, "SES05"), hidden(browser.get(url(audit, "SES05"))) | {"value": "full"})

    with acting(mentor):
        assert Audit.objects.get().route == "full"
    assert browser.get(url(audit, "PER02")).status_code == 200


def test_the_client_sees_only_the_own_language_and_no_prompts(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    said(audit, mentor, LND01={"state": "value", "value": 1, "ev": 2, "note": "piezīme"})

    response = browser.get(url(audit, "LND01", view="client_view"))
    page = response.content.decode()

    assert '<html lang="ar" dir="rtl">' in page
    assert "Rādiet uz attēliem" not in page
    assert "Nelasu" not in page
    assert "piezīme" not in page
    screen = response.context["screen"]
    form = {"value": "3", "version": screen.version, "operation": screen.operation}
    browser.post(url(audit, "LND01", view="client_view"), form)
    assert content(audit, "LND01") == {"state": "value", "value": 3, "ev": 2, "note": "piezīme"}


@pytest.mark.parametrize("view", ["talk_step", "client_view"])
def test_several_answers_go_on_without_a_script(signed_in: SignedIn, view: str) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    form = hidden(browser.get(url(audit, "GOA01", view=view))) | {"value": ["job", "language"]}

    response = browser.post(url(audit, "GOA01", view=view), form)

    assert response.headers["Location"] == url(audit, "GOA02", view=view)
    assert content(audit, "GOA01") == {"state": "value", "value": ["job", "language"]}


def test_what_the_client_is_not_shown_stays_as_the_worker_wrote_it(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    said(audit, mentor, LEG01="refugee", LEG03={"state": "value", "value": "allowed", "confirmed": True})

    browser.post(url(audit, "LEG03", view="client_view"), {"value": "allowed", "version": 1, "operation": str(uuid4())})

    assert content(audit, "LEG03") == {"state": "value", "value": "allowed", "confirmed": True}


def test_the_dates_of_a_job_survive_the_clients_screen(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    dates = {"from": "2015-03", "to": "2019"}
    occupation = shipped().occupations[0]["key"]
    browser.post(
        url(audit, "WRK01", "new"),
        hidden(browser.get(url(audit, "WRK01", "new"))) | {"entry": "e1", "value": occupation},
    )
    typed = {"value-from-year": "2015", "value-from-month": "03", "value-to-year": "2019"}
    browser.post(url(audit, "WRK03", "e1"), hidden(browser.get(url(audit, "WRK03", "e1"))) | typed)
    assert content(audit, "WRK03", "e1")["value"] == dates

    form = {"version": 1, "operation": str(uuid4()), "part-intensity": "full"}
    browser.post(url(audit, "WRK03", "e1", view="client_view"), form)

    assert content(audit, "WRK03", "e1") == {"state": "value", "value": dates, "intensity": "full"}


def test_without_a_text_the_client_gets_english_and_the_worker_is_told(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor, client_language="vi", route="full"), signed_in(mentor)

    assert 'lang="en"' in browser.get(url(audit, "LND04", view="client_view")).content.decode()
    assert browser.get(url(audit, "LND04")).context["screen"].state == "missing"


@pytest.mark.parametrize(("language", "fetched"), [("ar", True), ("vi", False)])
def test_letters_of_a_script_that_would_move_the_page_come_first(
    language: str, fetched: bool, signed_in: SignedIn
) -> None:
    mentor = person("social_mentor")
    page = signed_in(mentor).get(url(talk_with(mentor, client_language=language, route="full"), "GOA01"))
    assert (b"noto-sans-arabic.woff2" in page.content.split(b"</head>")[0]) is fetched


def test_without_a_licence_the_reason_is_said_and_nothing_begins(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    licensed(monkeypatch, valid=False)
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)

    response = browser.get(reverse("skills_audit:talk", args=[audit.client_id, audit.pk]), follow=True)

    assert "Sertifikāta vēl nav." in response.content.decode()


def test_the_dated_rule_suggests_when_work_is_allowed(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    client = client_of(mentor, stage="refugee", arrived_on=date(2026, 1, 10), status_on=date(2026, 3, 5))

    page = signed_in(mentor).get(url(talk_with(mentor, client), "LEG03")).content.decode()

    assert "drīkst strādāt no 05.03.2026" in page


def test_a_foreign_talk_is_not_there_and_the_attempt_is_logged(signed_in: SignedIn) -> None:
    audit, other = talk_with(person("social_mentor")), person("social_mentor")

    response = signed_in(other).get(url(audit, "LND01"))

    assert response.status_code == 404
    entry = TrailEntry.objects.get(action="denied")
    assert (entry.actor_id, entry.subject) == (other.pk, audit.client_id)


@pytest.mark.parametrize("rows", [0, 13, 60])
def test_a_question_takes_the_same_few_queries(signed_in: SignedIn, rows: int) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    said(audit, mentor, PER01="x", LEG01="refugee")
    with acting(mentor):
        for number in range(rows):
            Answer.objects.create(
                client_id=audit.client_id, audit=audit, item="TSK", entry=f"card-{number}", saved_by=mentor,
                saved_at=audit.started_at, content={"state": "value", "value": 2},
            )  # fmt: skip
    browser.get(url(audit, "LND01"))

    with CaptureQueriesContext(connection) as counted:
        browser.get(url(audit, "LND01"))
    transaction = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    real = [query["sql"] for query in counted.captured_queries if not query["sql"].startswith(transaction)]

    assert len(real) <= 12, "\n".join(real)


def with_two_jobs(mentor: Any) -> Audit:
    audit = talk_with(mentor)
    with acting(mentor):
        Audit.objects.filter(pk=audit.pk).update(route="full")
    for entry, name in zip(("e1", "e2"), [row["key"] for row in shipped().occupations], strict=False):
        said_in_entry(audit, mentor, "WRK01", entry, {"state": "value", "value": name, "words": f"Darbs {entry}"})
    return audit


def said_in_entry(audit: Audit, mentor: Any, item: str, entry: str, content: dict[str, Any]) -> None:
    with acting(mentor):
        keep_answer(
            audit=audit, instrument=shipped(), item=item, entry=entry, content=content, expected=0,
            operation=uuid4(), by=mentor,
        )  # fmt: skip


def test_an_entry_is_taken_back_and_put_back_as_it_was(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = with_two_jobs(mentor), signed_in(mentor)
    group = url(audit, "JOB")
    before = content(audit, "WRK01", "e1")

    for _twice in range(2):
        assert browser.post(group, {"remove": "e1"}).headers["Location"] == group

    assert content(audit, "WRK01", "e1") == {"state": "removed", "was": before}
    shown = browser.get(group).context["screen"]
    assert ([one.entry for one in shown.entries], [one.entry for one in shown.taken_back]) == (["e2"], ["e1"])

    for _twice in range(2):
        assert browser.post(group, {"put_back": "e1"}).headers["Location"] == group
    assert content(audit, "WRK01", "e1") == before
    assert [one.entry for one in browser.get(group).context["screen"].entries] == ["e1", "e2"]


def test_the_last_entry_taken_back_can_still_be_put_back(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = with_two_jobs(mentor), signed_in(mentor)
    browser.post(url(audit, "JOB"), {"remove": "e1"})

    answer = browser.post(url(audit, "JOB"), {"remove": "e2"})

    assert answer.headers["Location"] == url(audit, "WRK01", "new")
    assert len(browser.get(url(audit, "WRK01", "new")).context["screen"].taken_back) == 2
    assert browser.post(url(audit, "WRK01", "new"), {"put_back": "e2"}).headers["Location"] == url(audit, "JOB")


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "removed", "was": {"state": "value", "value": "no such work", "x": 1}},
        {"state": "removed", "was": "text"},
        {"state": "removed", "was": {"state": "removed"}},
        {"state": "declined", "was": {"state": "declined"}},
    ],
)
def test_what_an_entry_was_is_judged_like_any_answer(wrong: dict[str, Any]) -> None:
    with pytest.raises(Misfit):
        check(shipped(), "WRK01", "e1", wrong)
    with pytest.raises(Misfit):
        check(shipped(), "LND01", "", {"state": "removed", "was": {"state": "value", "value": 3}})


def test_no_button_repeats_an_answer_of_the_scale(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    browser = signed_in(mentor)

    school, work = (browser.get(url(audit, code, "new")).context["screen"] for code in ("EDU01", "WRK01"))

    assert "Skolā negāju" in [option.label for option in school.main.options]
    assert school.none == ""
    assert work.none == "Darba vēl nav bijis"


def test_what_was_chosen_with_the_first_button_stands_in_the_talk_as_answered(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    licensed(monkeypatch)
    publish_instrument(version="1.0.0")
    mentor = person("social_mentor")
    client, browser = client_of(mentor), signed_in(mentor)
    start = reverse("skills_audit:start", args=[client.pk])

    browser.post(start, {"route": "full", "client_language": "ar"})

    with acting(mentor):
        audit = Audit.objects.get()
    assert content(audit, "SES01") == {"state": "value", "value": "ara", "shown": "ara"}
    assert content(audit, "SES05") == {"state": "value", "value": "full"}
    page = browser.get(url(audit, "SES05"))
    assert [option.value for option in page.context["screen"].main.options if option.checked] == ["full"]
    assert "Izvēlēts, sākot šo sarunu." in page.content.decode()
    assert "Izvēlēts, sākot šo sarunu." not in browser.get(url(audit, "SES02")).content.decode()

    browser.post(url(audit, "SES05"), hidden(page) | {"value": "core"})
    with acting(mentor):
        assert Audit.objects.get().route == "core"
    assert "Izvēlēts, sākot šo sarunu." not in browser.get(url(audit, "SES05")).content.decode()
