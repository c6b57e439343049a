"""What people see and do on the screens of training."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.models import User
from tests.factories.people import person
from tests.training import making
from training.actions import learning, ledger
from training.catalogue import ModuleFacts, module_named, module_with_page, modules
from training.models import Attempt, Certificate, Fulfilment, LessonProgress

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


@pytest.fixture
def module(site: None) -> ModuleFacts:
    facts = making.make_module()
    making.make_curriculum(facts, roles=("learner", "social_mentor"))
    return facts


def test_the_map_says_why_each_item_is_required_and_what_locks_it(module: ModuleFacts, signed_in: SignedIn) -> None:
    page = signed_in("learner").get("/lv/learn/").content.decode()

    assert page.count("Standarts Nr. 38.") == 3
    assert "is-locked" in page


def test_the_map_says_none_where_nothing_is_done_yet(module: ModuleFacts, signed_in: SignedIn) -> None:
    client = signed_in("learner")

    assert "None is done" in client.get("/en/learn/").content.decode()
    assert "Neviena nav izpildīta" in client.get("/lv/learn/").content.decode()


def test_a_person_without_a_role_of_the_curriculum_has_nothing_required(
    module: ModuleFacts, signed_in: SignedIn
) -> None:
    page = signed_in("editor").get("/lv/learn/").content.decode()

    assert "Standarts Nr. 38." not in page
    assert "Mazais modulis" in page  # open all the same


def test_a_lesson_begun_in_latvian_goes_on_in_english_at_the_same_block(
    module: ModuleFacts, signed_in: SignedIn
) -> None:
    client = signed_in("learner")
    client.post("/lv/learn/module/small/first/position/", {"position": "2"})

    page = client.get("/en/learn/module/small/").content.decode()

    assert "/en/learn/module/small/first/#b-2" in page
    assert LessonProgress.objects.get().position == 2


def test_opening_a_lesson_is_noted_once_and_not_again_when_an_answer_leads_back_to_it(
    module: ModuleFacts, signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    client, long_ago = signed_in("learner"), timezone.now() - timedelta(hours=1)
    client.get("/lv/learn/module/small/first/")
    LessonProgress.objects.update(seen_at=long_ago, position=2)

    with CaptureQueriesContext(connection) as noting:
        client.get("/lv/learn/module/small/first/")
    seen = LessonProgress.objects.get()
    with django_assert_num_queries(len(noting) - 1):
        client.get("/lv/learn/module/small/first/")

    assert seen.seen_at > long_ago
    assert seen.position == 2
    assert LessonProgress.objects.get().seen_at == seen.seen_at


def test_an_answer_to_a_check_is_kept_in_both_languages_and_can_be_taken_back(
    module: ModuleFacts, signed_in: SignedIn
) -> None:
    client = signed_in("learner")
    client.post("/lv/learn/module/small/first/check/T-1/", {"answer": "b", "position": "1"})
    english = client.get("/en/learn/module/small/first/").content.decode()
    assert "Not quite yet" in english

    client.post("/en/learn/module/small/first/check/T-1/", {"again": "1", "position": "1"})

    assert "Not quite yet" not in client.get("/en/learn/module/small/first/").content.decode()


def test_an_empty_check_says_what_is_missing_and_keeps_nothing(module: ModuleFacts, signed_in: SignedIn) -> None:
    client = signed_in("learner")

    answer = client.post("/en/learn/module/small/first/check/T-1/", {"position": "1"})

    assert answer.status_code == 422
    assert "Nothing is chosen yet" in answer.content.decode()
    assert LessonProgress.objects.get().state == {}


def test_a_choice_in_a_scenario_sent_twice_is_taken_once(module: ModuleFacts, signed_in: SignedIn) -> None:
    client = signed_in("learner")
    for _time in range(2):
        client.post("/lv/learn/module/small/first/scenario/talk/", {"choice": "ask", "at": "0", "position": "2"})

    assert LessonProgress.objects.get().state["scenarios"]["talk"] == ["ask"]
    page = client.get("/en/learn/module/small/first/").content.decode()
    assert "Un tālāk?" in page


def test_the_test_opens_after_all_lessons(module: ModuleFacts, signed_in: SignedIn) -> None:
    client = signed_in("learner")
    client.post("/lv/learn/test/small/begin/")
    assert not Attempt.objects.exists()

    for lesson in making.LESSONS:
        client.post(f"/lv/learn/module/small/{lesson}/finish/")
    client.post("/lv/learn/test/small/begin/")
    client.post("/lv/learn/test/small/begin/")

    assert Attempt.objects.count() == 1


def test_a_whole_test_without_a_script_leads_to_a_certificate_that_a_stranger_can_check(
    module: ModuleFacts, signed_in: SignedIn, client: Client
) -> None:
    user = person("learner", first_name="Žanete", last_name="Ķirsone")
    making.finish_lessons(user, module)
    learner = signed_in(user)
    address = learner.post("/lv/learn/test/small/begin/")["Location"]
    attempt = Attempt.objects.get()
    for asked in attempt.questions.select_related("version"):
        assert learner.get(f"/en/learn/attempt/{attempt.pk}/{asked.position}/").status_code == 200
        address = learner.post(
            f"/lv/learn/attempt/{attempt.pk}/{asked.position}/", making.FORMS[asked.version.question_id]
        )["Location"]
    assert address == "/lv/learn/test/small/"
    learner.post(f"/lv/learn/attempt/{attempt.pk}/finish/")
    learner.post(f"/lv/learn/attempt/{attempt.pk}/finish/")

    certificate = Certificate.objects.get()
    assert Fulfilment.objects.count() == 1
    assert learner.get(f"/en/learn/attempt/{attempt.pk}/").status_code == 200
    assert learner.get(f"/lv/learn/certificate/{certificate.code}/pdf/").content.startswith(b"%PDF")
    stranger = client.get(f"/lv/certificate/{certificate.code}/")
    assert stranger.status_code == 200
    assert "Mazais modulis" in stranger.content.decode()
    assert "Ķirsone" not in stranger.content.decode()

    learner.post(f"/lv/learn/certificate/{certificate.code}/shows/", {"name": "on"})

    assert "Ķirsone" in client.get(f"/lv/certificate/{certificate.code}/").content.decode()


def test_a_void_certificate_is_shown_as_void_and_no_longer_printed(module: ModuleFacts, signed_in: SignedIn) -> None:
    learner = person("learner")
    making.attempt_by(learner, module)
    certificate = Certificate.objects.get()
    ledger.correct(entry=certificate.fulfilment, reason="Izdota kļūdas dēļ.", by=None)

    answer = signed_in(learner).get(f"/lv/learn/certificate/{certificate.code}/pdf/", follow=True)

    assert answer["Content-Type"].startswith("text/html")
    assert "Anulēta" in answer.content.decode()
    assert "/pdf/" not in answer.content.decode()


def test_a_wrong_number_of_a_certificate_says_so(client: Client, site: None) -> None:
    assert client.get("/lv/certificate/AAAA-BBBB-CCCC/").status_code == 404


def test_places_given_twice_keep_what_was_chosen_and_say_what_is_wrong(
    module: ModuleFacts, signed_in: SignedIn
) -> None:
    user = person("learner")
    making.finish_lessons(user, module)
    client = signed_in(user)
    client.post("/lv/learn/test/small/begin/")
    attempt = Attempt.objects.get()
    order = attempt.questions.get(version__question="T-4")

    answer = client.post(
        f"/en/learn/attempt/{attempt.pk}/{order.position}/", {"place-a": "1", "place-b": "1", "place-c": "2"}
    )

    assert answer.status_code == 422
    assert "Two items have the same place" in answer.content.decode()


def test_an_answer_is_kept_by_the_page_itself_and_not_after_handing_in(
    module: ModuleFacts, signed_in: SignedIn
) -> None:
    user = person("learner")
    making.finish_lessons(user, module)
    client = signed_in(user)
    client.post("/lv/learn/test/small/begin/")
    attempt = Attempt.objects.get()
    number = attempt.questions.get(version__question="T-7")
    where = f"/lv/learn/attempt/{attempt.pk}/{number.position}/"

    assert client.post(where, {"answer": "6"}, headers={"Accept": "application/json"}).status_code == 204
    number.refresh_from_db()
    assert number.answer == "6"

    client.post(f"/lv/learn/attempt/{attempt.pk}/finish/")
    client.post(where, {"answer": "7"}, headers={"Accept": "application/json"})
    number.refresh_from_db()
    assert number.answer == "6"


def test_nobody_sees_the_attempt_or_certificate_of_another(module: ModuleFacts, signed_in: SignedIn) -> None:
    attempt = making.attempt_by(person("learner"), module)
    code = Certificate.objects.get().code
    other = signed_in("learner")

    assert other.get(f"/lv/learn/attempt/{attempt.pk}/").status_code == 404
    assert other.get(f"/lv/learn/certificate/{code}/").status_code == 404
    assert other.get(f"/lv/learn/certificate/{code}/pdf/").status_code == 404


def test_a_guideline_is_read_and_understood_once_a_day(module: ModuleFacts, signed_in: SignedIn) -> None:
    client = signed_in("learner")
    for _time in range(2):
        client.post("/lv/learn/item/start/guide/read/", {"version": "1"})

    assert Fulfilment.objects.get().outcome == "read"


def team(supervisor: User, module: ModuleFacts, number: int) -> list[User]:
    return [person("social_mentor", supervisor=supervisor) for _n in range(number)]


def test_a_supervisor_signs_off_a_task_only_when_its_turn_has_come(module: ModuleFacts, signed_in: SignedIn) -> None:
    senior = person("senior_social_worker")
    [mentor] = team(senior, module, 1)
    client = signed_in(senior)
    where = f"/lv/learn/team/{mentor.pk}/start/task/"
    form = {"observed": ["0"], "seen_on": timezone.localdate().isoformat()}
    client.post(where, form)
    assert not Fulfilment.objects.filter(kind="task").exists()

    making.attempt_by(mentor, module)
    signed_in(mentor).post("/lv/learn/item/start/guide/read/")
    client.post(where, form)
    client.post(where, form)

    assert Fulfilment.objects.get(kind="task").by == senior


def test_the_grid_shows_the_own_team_only_and_a_learner_nothing(module: ModuleFacts, signed_in: SignedIn) -> None:
    senior = person("senior_social_worker")
    [mine] = team(senior, module, 1)
    other = person("social_mentor")

    page = signed_in(senior).get("/lv/learn/team/").content.decode()

    assert str(mine) in page
    assert str(other) not in page
    assert signed_in(senior).get(f"/lv/learn/team/{other.pk}/").status_code == 404
    assert signed_in("learner").get("/lv/learn/team/").status_code == 403
    assert str(other) in signed_in("training_manager").get("/lv/learn/team/").content.decode()


def test_leave_to_use_the_instrument_needs_a_reason(module: ModuleFacts, signed_in: SignedIn) -> None:
    senior = person("senior_social_worker")
    [mentor] = team(senior, module, 1)
    client = signed_in(senior)
    until = (timezone.localdate() + timedelta(days=10)).isoformat()

    assert client.post(f"/lv/learn/team/{mentor.pk}/waive/", {"until": until, "reason": " "}).status_code == 422
    client.post(f"/lv/learn/team/{mentor.pk}/waive/", {"until": until, "reason": "Audits divatā."})

    assert Fulfilment.objects.get().reason == "Audits divatā."


@pytest.mark.parametrize("people", [1, 10, 100])
def test_the_grid_asks_the_same_number_of_queries_for_any_team(
    module: ModuleFacts, signed_in: SignedIn, django_assert_num_queries: Any, people: int
) -> None:
    manager = person("training_manager")
    for mentor in team(manager, module, people):
        learning.finish_lesson(user=mentor, module=module, lesson="first", language="lv")
    client = signed_in(manager)
    client.get("/lv/learn/")  # sign-in steps are looked at once

    with django_assert_num_queries(10):
        client.get("/lv/learn/team/")


@pytest.mark.parametrize("number", [1, 10])
def test_the_map_asks_at_most_nine_queries_however_much_was_learned(
    module: ModuleFacts, signed_in: SignedIn, django_assert_max_num_queries: Any, number: int
) -> None:
    user = person("learner")
    for _n in range(number):
        making.attempt_by(user, module)
    client = signed_in(user)
    client.get("/lv/learn/")

    with django_assert_max_num_queries(9):
        client.get("/lv/learn/")


def test_a_module_asks_at_most_nine_queries_before_and_after_it_is_passed(
    module: ModuleFacts, signed_in: SignedIn, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    user = person("learner")
    client = signed_in(user)
    client.get("/lv/learn/module/small/")
    with django_assert_max_num_queries(9):
        client.get("/lv/learn/module/small/")
    making.finish_lessons(user, module)
    making.attempt_by(user, module)
    with django_assert_max_num_queries(9):
        page = client.get("/lv/learn/module/small/").content.decode()
    assert "Skatīt apliecību" in page


def test_the_pages_of_a_module_read_its_own_lessons_and_no_others(module: ModuleFacts, signed_in: SignedIn) -> None:
    making.make_module("other")
    here, page = module_with_page("small", "lv")

    assert page.key == here.key == "small"
    assert here == module_named("small", "lv") == modules("lv")[here.family]
    assert signed_in("learner").get("/lv/learn/module/small/").status_code == 200


def test_a_certificate_says_in_one_statement_whether_it_holds(
    module: ModuleFacts, signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    learner = person("learner")
    making.attempt_by(learner, module)
    client, address = signed_in(learner), f"/lv/learn/certificate/{Certificate.objects.get().code}/"
    client.get(address)
    with django_assert_num_queries(3):
        assert client.get(address).context["validity"] == "valid"
