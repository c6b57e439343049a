"""A package shown to somebody: the address of its files, which holds for that person and for some hours.

What a package brings runs in a frame of no origin, where the browser sends no cookie. So the right to read lies in the
address itself: signed, for one package and one person, and void when the account is closed or its sessions are ended.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from portal.accounts.models import User
from training.models import Package

SALT, HOLDS_SECONDS = "training.package", 4 * 60 * 60
PLAYER = "-/h5p.html"  # a page of ours beside the files of an H5P package
SANDBOX = "allow-scripts allow-forms"


@dataclass(frozen=True, kw_only=True)
class Part:
    """Something of the package one can open: `name` is the frame it opens in."""

    title: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What a template needs to show a package."""

    package: Package
    name: str
    title: str
    parts: tuple[Part, ...]
    minutes: int | None = None
    text: Any = None
    alone: str = ""
    sandbox: str = SANDBOX

    @property
    def activities(self) -> list[str]:
        """What an H5P content holds, by name."""
        return [name for item in self.package.items for name in item.get("activities", ())]


def _mark(user: User) -> str:
    return salted_hmac(SALT, user.session_mark, algorithm="sha256").hexdigest()[:16]


def token_for(user: User, package: Package) -> str:
    """The piece of the address that lets this person read this package's files."""
    signer = signing.TimestampSigner(salt=SALT, sep="~")
    return signer.sign(f"{package.pk}-{user.pk}-{_mark(user)}")


def check_token(token: str, package_id: int) -> None:
    """Raises `PermissionDenied` unless the token is ours, of these hours, for this package and an open account."""
    try:
        said = signing.TimestampSigner(salt=SALT, sep="~").unsign(token, max_age=HOLDS_SECONDS)
        package, person, mark = said.split("-")
        user = User.objects.get(pk=int(person), is_active=True)
    except (signing.BadSignature, ValueError, User.DoesNotExist) as error:
        raise PermissionDenied from error
    if int(package) != package_id or mark != _mark(user):
        raise PermissionDenied


def folder_of(package_id: int, token: str) -> str:
    """The address under which the package's files lie."""
    return reverse("training:package_file", args=[package_id, token, "x"])[:-1]


def frame_of(
    package: Package, user: User, *, name: str = "package", title: str = "", minutes: int | None = None,
    text: Any = None, alone: str = "",
) -> Frame:  # fmt: skip
    """The package for this person; a new address each time it is asked."""
    folder = folder_of(package.pk, token_for(user, package))
    parts = tuple(
        Part(title=item["title"] or _("Part {n}").format(n=number), address=folder + _address(package, item["launch"]))
        for number, item in enumerate(package.items, 1)
    )
    title = title or package.title
    return Frame(package=package, name=name, title=title, parts=parts, minutes=minutes, text=text, alone=alone)


def _address(package: Package, launch: str) -> str:
    """What opens, under the folder: names of files are kept as they are, what follows them as the package wrote it."""
    if package.kind == Package.Kind.H5P:
        return PLAYER
    path = re.split(r"[?#]", launch, maxsplit=1)[0]
    return quote(path) + quote(launch[len(path) :], safe="=&?#/:;,+%@!$'()*~")


def frame_of_block(value: Any, user: User, *, name: str = "package", alone: str = "") -> Frame | None:
    """The package of a lesson's block; nothing when it is not there any more."""
    package = value.get("package")
    if not package:
        return None
    return frame_of(
        package, user, name=name, title=value["title"], minutes=value["minutes"], text=value["text"], alone=alone
    )
