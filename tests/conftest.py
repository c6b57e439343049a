"""What every test may rely on: Wagtail's tree with a home page per language, and a signed-in client by role."""

from collections.abc import Callable, Generator, Iterator
from itertools import chain
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage, default_storage, storages
from django.core.management import call_command
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import settings as properties
from pytest_django.plugin import blocking_manager_key

from portal.accounts.models import User
from tests import database
from tests.factories.people import person
from tests.kept_rows import KeptRows, KeptTables

migrated = pytest.StashKey[KeptTables]()
# A busy machine is no counterexample; on a runner the examples are the same each time.
properties.register_profile("unhurried", properties.default, deadline=None)
properties.load_profile("unhurried")


def pytest_sessionstart(session: pytest.Session) -> None:
    """The interface's words as they stand in the catalogues now."""
    call_command("compile_catalogues", verbosity=0)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Contents of files do not name tests: they hold times and chance, and workers have to agree on the names."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that share a browser or a node stay with one worker; a runner that loses their group is not used."""
    if config.getoption("loadgroup", False):
        lost = next((item for item in items if item.get_closest_marker("xdist_group") and "@" not in item.nodeid), None)
        if lost:
            raise pytest.UsageError(f"This pytest ignores the groups of pytest-xdist: {lost.nodeid}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """A test with real transactions leaves its rows; put back what migrations had written (roles, page root)."""
    yield
    marker = item.get_closest_marker("django_db")
    # After the last test the connection is back at the ordinary database, which nobody may empty.
    in_tests = str(connection.settings_dict["NAME"]).startswith("test_")
    if in_tests and marker and marker.kwargs.get("transaction"):
        with item.config.stash[blocking_manager_key].unblock():
            item.config.stash[migrated].put_back()


@pytest.fixture(autouse=True)
def _latvian_between_tests() -> Iterator[None]:
    translation.activate("lv")
    yield
    translation.activate("lv")


@pytest.fixture(autouse=True)
def _no_files_between_tests() -> Iterator[None]:
    yield
    if isinstance(storages["default"], InMemoryStorage):  # never a folder of somebody's
        for name in chain.from_iterable(default_storage.listdir("")):
            default_storage.delete(name)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """What is set up is a copy that is there already; `django_db_modify_db_settings` takes it away again."""
    return True


@pytest.fixture(scope="session")
def django_db_createdb() -> bool:
    return False


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> Iterator[None]:
    """The database of this worker, copied from a migrated one."""
    name, ordinary = connection.creation._get_test_db_name(), connection.settings_dict["NAME"]
    options = request.config.option
    with django_db_blocker.unblock():
        if not options.reuse_db or options.create_db or not database.exists(name):
            database.copy_migrated(name)
        yield
        if not options.reuse_db:
            database.drop(name)
            connection.settings_dict["NAME"] = ordinary  # what comes after the last test finds nothing to empty


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> None:
    """What migrations have written comes back after every test with real transactions, see above.

    The access log refuses to be emptied elsewhere.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE protection_trailentry DISABLE TRIGGER trail_is_never_emptied")
        request.config.stash[migrated] = KeptTables()
    TransactionTestCase._fixture_teardown = lambda test: None


@pytest.fixture(scope="session")
def planted() -> KeptRows:
    """The tree's rows, kept by this worker."""
    from portal.pages import demo

    return KeptRows(lambda: demo.load(lambda text: None))


@pytest.fixture
def site(db: None, planted: KeptRows) -> None:
    """Seven languages, a home page each, the default site."""
    planted.put()


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """`signed_in("editor")` or `signed_in(user)` gives a client of that person, second factor done."""

    def make(*roles_or_user: str | User) -> Client:
        user = roles_or_user[0] if isinstance(roles_or_user[0], User) else person(*roles_or_user)  # type: ignore[arg-type]
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
