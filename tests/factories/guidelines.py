"""Guides, practices and parts of a briefing for tests."""

from typing import Any
from uuid import uuid4

from wagtail.models import Locale

from guidelines.models import (
    BriefingPart,
    Country,
    CultureGuidePage,
    GuidelineIndexPage,
    Label,
    PracticeIndexPage,
    PracticePage,
)
from portal.demo.reading import stream
from portal.pages.actions import add_page
from portal.pages.demo import home_for

FINNISH = "Kunta arvioi osaamisen ja palvelutarpeen."


def index(model: Any, language: str, title: str) -> Any:
    """The page under which the others hang; made once."""
    locale = Locale.objects.get(language_code=language)
    found = model.objects.filter(locale=locale).first()
    return found or add_page(
        parent=home_for(language), page=model(title=title, slug=title.lower(), locale=locale), by=None
    )


def country(code: str = "FI", language: str = "fi", score: int | None = 85) -> Country:
    found, _made = Country.objects.get_or_create(
        code=code,
        defaults={
            "language": language,
            "names": {"lv": {"FI": "Somija", "LV": "Latvija"}.get(code, code), "en": code},
            "mipex": [{"edition": "2020", "policies_of": "2019", "overall": score, "source": "m"}],
        },
    )
    return found


def practice(
    number: int = 1, *, language: str = "fi", code: str = "FI", quickly: bool = False, **fields: Any
) -> PracticePage:
    """A published practice of a country, in its language; `quickly` leaves out revisions and signals."""
    values: dict[str, Any] = {
        "title": f"Osaamisen arviointi {number}",
        "slug": f"osaaminen-{code.lower()}-{number}",
        "key": f"{code}-{number:03}",
        "title_lv": f"Prasmju novērtēšana {number}",
        "title_en": f"Assessing skills {number}",
        "summary_lv": "Pašvaldība novērtē prasmes.",
        "summary_en": "The municipality assesses skills.",
        "theme": "housing",
        "target_groups": ["newcomers"],
        "sections": {
            "context": {"original": FINNISH, "en": "The municipality assesses.", "lv": "Pašvaldība vērtē."},
            "results": None,
        },
    }
    page = PracticePage(
        **(values | fields),
        country=country(code, language),
        locale=Locale.objects.get(language_code=language),
        translation_key=uuid4(),
    )
    parent = index(PracticeIndexPage, language, "Kaytannot")
    if quickly:
        parent.add_child(instance=page)
    else:
        add_page(parent=parent, page=page, by=None)
    return page


def labels() -> None:
    Label.objects.get_or_create(kind="themes", code="housing", defaults={"lv": "Mājoklis", "en": "Housing"})
    Label.objects.get_or_create(kind="themes", code="work", defaults={"lv": "Darbs", "en": "Work", "order": 1})


STATEMENT = {
    "key": "name-parts",
    "text": "Pilnajā vārdā var būt trīs daļas.",
    "scope": "Daļa ģimeņu, kurās runā arābu valodā.",
    "source": "N3",
    "source_date": "2019-07-30",
    "confidence": "medium",
    "review_by": "2027-05-01",
    "ask": "Kā Jūs uzrunāt?",
}


def unsaved_guide(language: str = "lv", **fields: Any) -> CultureGuidePage:
    """A guide with one section, one statement, one topic of the mirror and one source."""
    page = CultureGuidePage(
        **(
            {
                "title": "Sīrija",
                "slug": "sirija",
                "key": "syria",
                "origins": ["SY"],
                "lead": "Ko pajautāt, nevis pieņemt.",
                "languages": [{"code": "ara", "name": {"lv": "arābu", "en": "Arabic"}, "script": "Arab"}],
            }
            | fields
        ),
        locale=Locale.objects.get(language_code=language),
    )
    page.body = stream(
        CultureGuidePage.body.field.stream_block,
        [{"section": {"key": "naming", "title": "Vārdi"}}, {"statement": STATEMENT}],
        "t/body",
    )
    page.mirror = stream(
        CultureGuidePage.mirror.field.stream_block,
        [
            {
                "topic": {
                    "key": "silence",
                    "topic": "Klusums",
                    "newcomer": "Šeit nav laika domāt.",
                    "office": "Klients neatbild.",
                    "phrase": "„Padomājiet mierīgi.”",
                }
            }
        ],
        "t/mirror",
    )
    page.sources = stream(
        CultureGuidePage.sources.field.stream_block,
        [{"source": {"key": "N3", "title": "The Arabic Naming System", "dated": "2019-07-30"}}],
        "t/sources",
    )
    return page


def guide(language: str = "lv", **fields: Any) -> CultureGuidePage:
    """The same, published."""
    page = unsaved_guide(language, **fields)
    add_page(
        parent=index(GuidelineIndexPage, language, "Vadlīnijas" if language == "lv" else "Guidelines"),
        page=page,
        by=None,
    )
    return page


def words(text: str) -> dict[str, str]:
    return {"lv": text, "en": f"{text} (en)"}


def briefing_parts() -> None:
    """Two origins, one kind of meeting, two ways of being there, one contact."""
    parts = [
        ("frame", "frame", {"footer": words("Cilvēks var atšķirties."), "leave_note": words("Nekā par klientu.")}),
        (
            "origin",
            "syria",
            {"label": words("Sīrija (SY)"), "guide": "syria", "name_and_greeting": [words("Jautājiet.")]},
        ),
        ("origin", "other", {"label": words("Cita valoda"), "name_and_greeting": [words("Kā Jūs sauc?")]}),
        ("meeting", "first_meeting", {"label": words("Pirmā tikšanās"), "aims": [words("Iepazīties.")]}),
        ("present", "alone", {"label": words("Klients viens"), "setup": [words("Runājiet lēni.")]}),
        ("present", "phone", {"label": words("Tulks pa tālruni"), "setup": [words("Skaļrunis.")]}),
        (
            "contact",
            "emergency",
            {"name": words("Briesmas dzīvībai"), "phone": "112", "for": ["first_meeting"], "dated": "2026-11"},
        ),
    ]
    for order, (kind, key, content) in enumerate(parts):
        BriefingPart.objects.create(kind=kind, key=key, order=order, content=content)
