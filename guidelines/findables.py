"""Practices, culture guides and guidelines as search documents."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guidelines import outline
from guidelines.library import KIND_OF_FACET
from guidelines.models import Country, CultureGuidePage, GuidelinePage, Label, PracticePage
from guidelines.practice_words import SECTIONS
from portal.seams import findable
from portal.seams.findable import Document, Findable

OWN = ("lv", "en")
UNVERIFIED = "unverified"
KINDS_OF_LABELS = KIND_OF_FACET | {"strand": "mipex_strands", "area": "areas"}


def practice_documents(practices: Iterable[PracticePage]) -> Iterator[Document]:
    """A document per practice, in the language it is written in; both summaries go with it."""
    for page in practices:
        language = page.locale.language_code
        sections = page.sections or {}
        originals = [(sections.get(name) or {}).get("original", "") for name in SECTIONS]
        yield Document(
            key=f"{practice_key(page)}:{language}",
            kind="practice",
            language=language,
            title=page.title,
            url=page.get_url() or "",
            text="\n".join(filter(None, [*originals, (page.provider or {}).get("original", "")])),
            titles={"lv": page.title_lv, "en": page.title_en},
            summaries={"lv": page.summary_lv, "en": page.summary_en},
            facets={
                name: values
                for name, values in {
                    "country": [page.country_id],
                    "theme": [page.theme],
                    "strand": [page.mipex_strand] if page.mipex_strand else [],
                    "area": [page.area] if page.area else [],
                    "target_group": list(page.target_groups or ()),
                    "kind": ["practice"],
                    "year": [page.started[:4]] if page.started[:4].isdigit() else [],
                    "evidence": [page.evidence_level, *([] if page.verified or page.source_read_on else [UNVERIFIED])],
                    "language": [language],
                }.items()
                if values
            },
            updated=page.last_checked or (page.last_published_at.date() if page.last_published_at else None),
        )


def guide_documents(pages: Iterable[CultureGuidePage | GuidelinePage], kind: str) -> Iterator[Document]:
    """A document per guide and language."""
    for page in pages:
        language = page.locale.language_code
        yield Document(
            key=f"{kind}:{page.translation_key}:{language}",
            kind=kind,
            language=language,
            title=page.title,
            url=page.get_url() or "",
            text=outline.plain_text(page),
            summary=page.lead,
            facets={"kind": [kind], "language": [language]},
            updated=page.last_published_at.date() if page.last_published_at else None,
        )


def practice_key(page: PracticePage) -> str:
    """What all documents of a practice begin with."""
    return f"practice:{page.translation_key}"


def facet_labels() -> dict[str, dict[str, str]]:
    """Facet → value → its name in the reader's language."""
    from django.utils.translation import get_language

    language = get_language() or "lv"
    labels = Label.objects.in_language(language)
    found = {facet: labels.get(kind, {}) for facet, kind in KINDS_OF_LABELS.items()}
    found["evidence"] = {**found["evidence"], UNVERIFIED: gettext("not verified")}
    return found | {"country": {country.code: country.name_in(language) for country in Country.objects.all()}}


def _published(model: Any) -> Any:
    return model.objects.live().select_related("locale")


def _of(page: Any) -> list[Any]:
    return list(_published(type(page)).filter(pk=page.pk))


def _guides(model: Any, kind: str, label: Any) -> Findable:
    return Findable(
        kind=kind,
        label=label,
        model=model._meta.label,
        documents=lambda: guide_documents(_published(model).iterator(chunk_size=50), kind),
        documents_of=lambda page: guide_documents(_of(page), kind),
        object_key=lambda page: f"{kind}:{page.translation_key}:{page.locale.language_code}",
    )


findable.register(
    Findable(
        kind="practice",
        label=_("Practice"),  # type: ignore[arg-type]  # spoken in the reader’s language when it is shown
        model=PracticePage._meta.label,
        documents=lambda: practice_documents(
            _published(PracticePage).select_related("country").iterator(chunk_size=200)
        ),
        documents_of=lambda page: practice_documents(_of(page)),
        object_key=practice_key,
        facet_labels=facet_labels,
    )
)
findable.register(_guides(CultureGuidePage, "culture_guide", _("Culture guide")))
findable.register(_guides(GuidelinePage, "guideline", _("Guideline")))
KIND_OF_MODEL = {PracticePage: "practice", CultureGuidePage: "culture_guide", GuidelinePage: "guideline"}
