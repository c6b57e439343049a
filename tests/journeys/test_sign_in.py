"""Coming in: by invitation, by passkey, by recovery code."""

import re
from typing import Any

import pytest
from django.core import mail

from portal.accounts import actions
from portal.accounts.codes import code_now
from portal.accounts.models import Role, User
from tests.factories.people import OrganisationFactory, person
from tests.journeys.browser import Visit, Visits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "četri vārdi vienā teikumā"


@pytest.fixture
def letter(site: None) -> str:
    """The address in the letter of an invited social mentor."""
    administrator = person("administrator", first_name="Edgars", last_name="Siliņš")
    actions.invite_person(
        email="liga@example.org",
        first_name="Līga",
        last_name="Bērziņa",
        organisation=OrganisationFactory(name="Sabiedrības integrācijas fonds"),
        roles=[Role.objects.get(key="social_mentor"), Role.objects.get(key="learner")],
        by=administrator,
    )
    found = re.search(r"/account/invitation/\S+", mail.outbox[-1].body)
    assert found
    return found[0]


def device(visit: Visit) -> Any:
    """Chromium's virtual authenticator: a laptop that knows its owner's finger."""
    session = visit.page.context.new_cdp_session(visit.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def choose_password(visit: Visit) -> None:
    visit.page.get_by_label("Parole", exact=True).fill(PASSWORD)
    visit.page.get_by_label("Parole vēlreiz").fill(PASSWORD)
    visit.page.get_by_role("button", name="Turpināt").click()


def keep_codes(visit: Visit) -> list[str]:
    codes = visit.page.locator(".codes li").all_inner_texts()
    visit.page.get_by_role("checkbox").check()
    visit.page.get_by_role("button", name="Turpināt").click()
    visit.page.wait_for_url("**/lv/home/")
    return codes


def first_step(visit: Visit, email: str, password: str) -> None:
    visit.go("/account/login/")
    visit.page.get_by_label("Darba e-pasts").fill(email)
    visit.page.get_by_label("Parole", exact=True).fill(password)
    visit.page.get_by_role("button", name="Turpināt").click()
    visit.page.wait_for_url("**/2fa/authenticate/")


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_an_invited_person_sets_up_password_app_and_codes_and_comes_home(
    visitor: Visits, letter: str, theme: str, width: int
) -> None:
    with visitor(theme=theme, width=width) as visit:
        visit.go(letter)
        visit.axe()
        visit.fits()
        choose_password(visit)
        visit.page.get_by_role("heading", name="Izvēlieties otro faktoru").wait_for()
        visit.axe()
        visit.fits()
        visit.page.get_by_role("link", name="Iestatīt lietotni").click()
        secret = visit.page.locator("p.secret").inner_text().replace(" ", "")
        visit.axe()
        visit.fits()
        visit.page.reload()
        assert visit.page.locator("p.secret").inner_text().replace(" ", "") == secret
        visit.page.get_by_label("Seši cipari no lietotnes").fill("000000")
        visit.page.get_by_role("button", name="Savienot").click()
        visit.page.get_by_role("alert").wait_for()
        visit.axe()
        visit.page.get_by_label("Seši cipari no lietotnes").fill(code_now(secret))
        visit.page.get_by_role("button", name="Savienot").click()
        visit.page.get_by_role("heading", name="Noglabājiet rezerves kodus").wait_for()
        visit.axe()
        visit.fits()
        with visit.page.expect_download() as download:
            visit.page.get_by_role("link", name="Saglabāt failā").click()
        codes = visit.page.locator(".codes li").all_inner_texts()
        assert len(codes) == 10
        assert set(codes) <= set(download.value.path().read_text(encoding="utf-8").split())
        assert keep_codes(visit) == codes
        visit.go("/account/recovery-codes/")
        assert visit.page.url.endswith("/account/")
        visit.axe()
        visit.fits()
    assert User.objects.get(email="liga@example.org").has_role("social_mentor")
    assert mail.outbox[-1].subject == "Soli pa solim: savienota lietotne"
    assert mail.outbox[-1].to == ["liga@example.org"]


def test_a_passkey_made_at_the_start_later_does_both_steps_at_once(visitor: Visits, letter: str) -> None:
    with visitor() as visit:
        device(visit)
        visit.go(letter)
        choose_password(visit)
        visit.page.get_by_role("link", name="Pievienot piekļuves atslēgu").click()
        visit.axe()
        visit.page.get_by_label("Piekļuves atslēgas nosaukums").fill("darba klēpjdators")
        visit.page.get_by_role("button", name="Pievienot atslēgu").click()
        visit.page.get_by_role("heading", name="Noglabājiet rezerves kodus").wait_for()
        keep_codes(visit)
        visit.page.context.clear_cookies()
        visit.go("/account/login/")
        visit.axe()
        visit.page.get_by_role("button", name="Ieiet ar piekļuves atslēgu").click()
        visit.page.wait_for_url("**/lv/home/")
        visit.go("/account/")
        assert visit.page.get_by_text("darba klēpjdators", exact=True).is_visible()


def test_a_passkey_is_the_second_step_after_a_password(visitor: Visits, letter: str) -> None:
    with visitor() as visit:
        device(visit)
        visit.go(letter)
        choose_password(visit)
        visit.page.get_by_role("link", name="Pievienot piekļuves atslēgu").click()
        visit.page.get_by_role("button", name="Pievienot atslēgu").click()
        visit.page.get_by_role("heading", name="Noglabājiet rezerves kodus").wait_for()
        keep_codes(visit)
        visit.page.context.clear_cookies()
        first_step(visit, "liga@example.org", PASSWORD)
        visit.axe()
        visit.page.get_by_role("button", name="Lietot piekļuves atslēgu").click()
        visit.page.wait_for_url("**/lv/home/")


def test_without_the_phone_a_recovery_code_lets_in_once(visitor: Visits, letter: str) -> None:
    with visitor() as visit:
        visit.go(letter)
        choose_password(visit)
        visit.page.get_by_role("link", name="Iestatīt lietotni").click()
        secret = visit.page.locator("p.secret").inner_text().replace(" ", "")
        visit.page.get_by_label("Seši cipari no lietotnes").fill(code_now(secret))
        visit.page.get_by_role("button", name="Savienot").click()
        visit.page.get_by_role("heading", name="Noglabājiet rezerves kodus").wait_for()
        code = keep_codes(visit)[0]
        for again in (False, True):
            visit.page.context.clear_cookies()
            first_step(visit, "liga@example.org", PASSWORD)
            visit.page.get_by_label("Kods", exact=True).fill(code)
            visit.page.get_by_role("button", name="Ieiet", exact=True).click()
            if again:
                visit.page.get_by_role("alert").wait_for()
                visit.axe()
            else:
                visit.page.wait_for_url("**/lv/home/")


def test_a_form_kept_open_too_long_is_sent_after_signing_in_again(visitor: Visits, site: None) -> None:
    administrator = person("administrator", "learner", email="edgars@example.org")
    with visitor(administrator) as visit:
        visit.go("/lv/people/invite/")
        visit.axe()
        visit.page.get_by_label("Vārds", exact=True).fill("Zane")
        cookies = [cookie for cookie in visit.page.context.cookies() if cookie["name"] == "sessionid"]
        visit.page.context.clear_cookies(name="sessionid")
        visit.expect("answer 401", "answer 422")
        visit.page.get_by_role("button", name="Nosūtīt uzaicinājumu").click()
        visit.page.get_by_role("heading", name="Vēl nav nosūtīts, nekas nav zudis").wait_for()
        visit.axe()
        visit.page.context.add_cookies(cookies)  # the person signs in again in another tab
        visit.page.get_by_role("button", name="Nosūtīt vēlreiz").click()
        visit.page.get_by_role("alert").wait_for()
        assert visit.page.get_by_label("Vārds", exact=True).input_value() == "Zane"
        visit.axe()
