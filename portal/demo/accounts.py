"""The demo's accounts: one per role, read from a file, printed at the start and shown on the sign-in page."""

from dataclasses import dataclass
from functools import cache

from portal.demo.reading import read
from portal.seams.demo import CONTENT


@dataclass(frozen=True)
class DemoAccount:
    """One person of the demo; the secrets protect nothing and exist only here."""

    key: str
    first_name: str
    last_name: str
    email: str
    password: str
    totp_secret: str
    organisation: str
    roles: tuple[str, ...]
    language: str
    supervisor: str | None = None


@cache
def demo_accounts() -> tuple[DemoAccount, ...]:
    """All of them, in the order of the file."""
    people = read(CONTENT / "people.yaml")
    return tuple(DemoAccount(**(person | {"roles": tuple(person["roles"])})) for person in people["people"])


def printed_accounts() -> list[str]:
    """A line per account: role, e-mail address, password, TOTP secret."""
    return [f"{', '.join(a.roles):<24} {a.email:<34} {a.password}   TOTP {a.totp_secret}" for a in demo_accounts()]
