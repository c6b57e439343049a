"""Long passwords that are guessed all the same are refused; a sentence of one's own is not."""

from collections.abc import Callable

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from portal.protection.models import TrailEntry
from tests.factories.people import person


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "Password2026!", "qwertyuiop123", "123456789012", "aaaaaaaaaaaa", "abcabcabcabc",
        "SoliPaSolim2026", "solipasolim!!", "Mucenieki2026!", "p4ssw0rd2026", "admin-portal-1", "dragonmonkey",
        "Portāls-Rīga-1", "iloveyou!!!!!", "letmein12345678",
    ],
)  # fmt: skip
def test_a_password_that_is_guessed_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "divi zirgi un rati", "another sentence of words", "zaļa lampa kūp pagrabā", "x" + "kT9 vW2" * 3 + "mēness",
        "šodien portālā līst lietus", "ᚠᛇᚻ᛫ᛒᛦᚦ᛫ᚠᚱᚩᚠᚢᚱ᛫ᚠᛁ", "kastaņa " * 6 + "ceļš pāri upei līdz pat jūrai" * 2,
    ],
)  # fmt: skip
def test_a_sentence_of_ones_own_is_taken_whatever_letters_and_however_long(password: str) -> None:
    validate_password(password)


@pytest.mark.django_db
def test_signing_out_everywhere_else_asks_who_one_is_and_keeps_this_session(signed_in: Callable[..., Client]) -> None:
    user = person("learner")
    here, elsewhere = signed_in(user), signed_in(user)
    assert here.post("/account/sessions/end/")["Location"].startswith("/account/reauthenticate/")
    here.post("/account/reauthenticate/", {"password": "a-long-enough-password"})

    assert here.post("/account/sessions/end/")["Location"] == "/account/"

    assert here.get("/lv/home/").status_code == 200
    assert elsewhere.get("/lv/home/")["Location"].startswith("/account/login/")
    assert TrailEntry.objects.filter(action="end_sessions", actor_id=user.pk).exists()


@pytest.mark.django_db
def test_signing_out_ends_the_session_here_and_empties_the_browser(signed_in: Callable[..., Client]) -> None:
    browser = signed_in("learner")
    cookie = browser.cookies["sessionid"].value

    answer = browser.post("/account/logout/")

    assert answer["Clear-Site-Data"] == '"cache"'
    late = Client()
    late.cookies["sessionid"] = cookie
    assert late.get("/lv/home/")["Location"].startswith("/account/login/")
