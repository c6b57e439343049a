"""Real arguments of the routes of guidelines and practices, for the walk over all routes."""

from typing import Any
from uuid import UUID

from guidelines.models import Challenge, Country, CultureGuidePage, Handout, PublishedVersion
from portal.seams import access


def of_a_handout(client: UUID | None) -> dict[str, Any]:
    """A client's sheet in its language."""
    sheet = Handout.objects.order_by("pk").first()
    return {"key": sheet.key, "code": sheet.language} if sheet else {}


def of_a_guide_or_country(client: UUID | None) -> dict[str, Any]:
    """A guide that can be read, a country with practices."""
    guide = CultureGuidePage.objects.live().order_by("pk").first()
    country = Country.objects.order_by("code").first()
    return {
        "page_id": guide.pk if guide else None,
        "key": guide.key if guide else None,
        "code": country.code if country else None,
    }


def of_a_challenge(client: UUID | None) -> dict[str, Any]:
    """A sentence that a reader questioned."""
    asked = Challenge.objects.order_by("pk").first()
    return {"pk": asked.pk, "page_id": asked.page_id, "key": asked.statement} if asked else {}


def of_a_version(client: UUID | None) -> dict[str, Any]:
    """What a publication of a guide changed."""
    version = PublishedVersion.objects.order_by("pk").first()
    return {"page_id": version.page_id, "pk": version.pk} if version else {}


access.sample("guidelines:*", of_a_guide_or_country)
for _name in ("handout", "handout_pdf"):
    access.sample(f"guidelines:{_name}", of_a_handout)
access.sample("guidelines:withhold_changes", of_a_version)
for _name in ("challenge", "answer"):
    access.sample(f"guidelines:{_name}", of_a_challenge)
