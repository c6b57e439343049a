"""The guidelines' demo content: guides, shared pages, hand-outs and practices, loaded as editors would make them."""

from copy import deepcopy
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Locale, Page

from guidelines.actions import let_editors_keep_the_words
from guidelines.challenging import answer_challenge, raise_challenge
from guidelines.models import (
    BriefingPart,
    Challenge,
    Country,
    CultureGuidePage,
    GuidelineIndexPage,
    GuidelinePage,
    Handout,
    Label,
    MipexEdition,
    PracticeIndexPage,
    PracticePage,
)
from portal.accounts.models import User
from portal.blocks.source import SourceBlock
from portal.demo.reading import read, stable_id, stream
from portal.pages.actions import add_page, publish_page
from portal.pages.demo import home_for
from portal.pages.translating import translate_page
from portal.seams.demo import CONTENT, DemoContent, Say, register

FILES = CONTENT / "guidelines"
PRACTICES = CONTENT / "practices"
COUNTRIES = ("FI", "SE", "NL", "SI", "HU", "LV")
NAMES = {
    "lv": ("Vadlīnijas", "vadlinijas", "Prakse", "prakse"),
    "en": ("Guidelines", "guidelines", "Practices", "practices"),
    "fi": ("", "", "Käytännöt", "kaytannot"),
    "sv": ("", "", "Metoder", "metoder"),
    "nl": ("", "", "Praktijken", "praktijken"),
    "sl": ("", "", "Prakse", "prakse"),
    "hu": ("", "", "Gyakorlatok", "gyakorlatok"),
}


def account(key: str | None) -> User | None:
    """The demo's person with this key (`editor`, `subject_reviewer` …)."""
    short = (key or "").removesuffix("_reviewer")
    return User.objects.filter(email=f"{short}@demo.example").first()


def load(say: Say) -> None:
    """Add what is missing; pages that people changed stay as they are."""
    load_indexes()
    load_guides()
    load_words()
    load_practices()
    let_editors_keep_the_words()
    _load_questions()


@transaction.atomic
def load_guides() -> None:
    """Culture guides and shared guidelines, English translated from Latvian."""
    for folder in sorted((FILES / "guides").iterdir()):
        _load_page(folder / "guide.yaml", lambda language, f=folder: f / f"{language}.yaml", CultureGuidePage)
    for file in sorted((FILES / "pages").glob("*.yaml")):
        if file.name.count(".") == 1:
            _load_page(file, lambda language, f=file: f.with_name(f"{f.stem}.{language}.yaml"), GuidelinePage)


@transaction.atomic
def load_words() -> None:
    """Hand-outs, the briefing's parts, names of codes, countries with their figures."""
    _load_handouts()
    _load_briefing()
    _load_vocabulary()
    _load_countries()


@transaction.atomic
def load_practices(*keys: str) -> None:
    """All practices, or those with these keys."""
    for file in sorted(PRACTICES.glob("*/*.yaml")):
        if not keys or file.name.startswith(tuple(f"{key}-" for key in keys)):
            _load_practice(read(file))


def reset(say: Say) -> None:
    """Delete the demo's own pages and load them again; what others added stays."""
    for model in (CultureGuidePage, GuidelinePage, PracticePage):
        for page in model.objects.filter(translation_key__in=_own_keys()):
            page.delete()
    for words in (Handout, BriefingPart, Label):
        words.objects.all().delete()
    load(say)


def _own_keys() -> list[Any]:
    guides = [stable_id("guideline", path.name) for path in (FILES / "guides").iterdir()]
    pages = [stable_id("guideline", path.stem) for path in (FILES / "pages").glob("*.yaml")]
    practices = [stable_id("practice", read(path)["key"]) for path in PRACTICES.glob("*/*.yaml")]
    return [*guides, *pages, *practices]


@transaction.atomic
def load_indexes() -> None:
    """The lists under which pages hang, in every language that has any."""
    for language, (guidelines, guidelines_slug, practices, practices_slug) in NAMES.items():
        wanted = [(PracticeIndexPage, practices, practices_slug, "practices")]
        if guidelines:
            wanted.append((GuidelineIndexPage, guidelines, guidelines_slug, "guidelines"))
        for model, title, slug, key in wanted:
            locale = Locale.objects.get(language_code=language)
            if not model.objects.filter(locale=locale).exists():
                page = model(title=title, slug=slug, locale=locale, translation_key=stable_id(key))
                add_page(parent=home_for(language), page=page, by=None)


@transaction.atomic
def _load_page(structure_file: Path, words_file: Any, model: type[Page]) -> None:
    structure = read(structure_file)
    key = stable_id("guideline", structure["key"])
    latvian = Locale.objects.get(language_code="lv")
    if model.objects.filter(translation_key=key).exists():
        return
    by = account(structure.get("owner"))
    index = GuidelineIndexPage.objects.get(locale=latvian)
    english = Locale.objects.get(language_code="en")
    words = {language: read(words_file(language)) for language in ("lv", "en")}
    earlier = structure_file.with_name("earlier.yaml")
    first = _as_it_was(words, read(earlier)) if model is CultureGuidePage and earlier.exists() else words
    page = add_page(parent=index, page=_wording(model, structure, first["lv"], latvian), by=by)
    _translate(page, _wording(model, structure, first["en"], english))
    if first is not words:
        page.body = _wording(model, structure, words["lv"], latvian).body
        page = publish_page(page=page, by=by)
        _translate(page, _wording(model, structure, words["en"], english))


def _translate(page: Page, wording: Page) -> None:
    translate_page(page=page, wording=wording, locale=wording.locale, by=account("translator"))


def _as_it_was(words: dict[str, Any], earlier: dict[str, Any]) -> dict[str, Any]:
    """The words of a guide's first version: some statements said something else, or did not stand there yet."""
    first = deepcopy(words)
    for language, guide in first.items():
        for section in guide["sections"]:
            section["statements"] = [
                statement | earlier[language].get(statement["key"], {})
                for statement in section["statements"]
                if statement["key"] not in earlier["not_yet"]
            ]
    return first


def _wording(model: type[Page], structure: dict[str, Any], words: dict[str, Any], locale: Locale) -> Page:
    key = structure["key"]
    minutes = structure.get("minutes", 10)
    page = model(
        title=words["title"],
        slug=slugify(words["title"])[:60],
        locale=locale,
        translation_key=stable_id("guideline", key),
        key=key,
        lead=words.get("lede") or words.get("summary") or "",
        minutes=minutes["short"] if isinstance(minutes, dict) else minutes,
        helps_with=structure.get("helps_with", []),
        answerable=account(structure.get("owner")),
        review_date=structure.get("review_date"),
    )
    page.sources = sources(structure.get("sources", []), key, locale.language_code)
    page.body = stream(model.body.field.stream_block, _body(words), f"{key}/body")
    if model is CultureGuidePage:
        page.origins = structure["origins"]
        page.languages = structure["languages"]
        page.community_review = structure["community_review"]["state"]
        for name, kind in (("gist", "point"), ("mirror", "topic"), ("changes", "change")):
            items = [{kind: {k: v for k, v in item.items() if k != "kind"}} for item in words.get(name, [])]
            setattr(page, name, stream(getattr(model, name).field.stream_block, items, f"{key}/{name}"))
    return page


def sources(rows: list[dict[str, Any]], key: str, language: str) -> Any:
    """The sources of a content file as a stream value; notes in the page's language."""
    items = []
    for row in rows:
        note = row.get("note") or ""
        note = note.get(language, "") if isinstance(note, dict) else note
        known = {name: value for name, value in row.items() if name in SourceBlock.base_blocks}
        items.append({"source": known | {"dated": str(row.get("dated", "undated")), "note": note}})
    from wagtail.blocks import StreamBlock

    return stream(StreamBlock([("source", SourceBlock())]), items, f"{key}/sources")


def _body(words: dict[str, Any]) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for section in words["sections"]:
        blocks.append({"section": {"key": section["key"], "title": section["title"]}})
        blocks += [{"statement": statement} for statement in section["statements"]]
        if section["key"] == "naming":
            names = [{k: v for k, v in name.items() if k != "kind"} for name in words.get("names", [])]
            blocks += [{"name": name} for name in names]
    return blocks


def _load_handouts() -> None:
    for file in sorted((FILES / "handout").glob("*.*.yaml")):
        words = read(file)
        Handout.objects.get_or_create(
            key=words["key"],
            language=words["lang"],
            defaults={
                "title": words["title"],
                "sections": words["sections"],
                "right_to_left": words.get("dir") == "rtl",
                "fill": words.get("fill", []),
                "checked": words.get("checked", True),
            },
        )


def _load_briefing() -> None:
    words = read(FILES / "briefing.yaml")
    frame = {name: words[name] for name in ("title", "footer", "leave_note", "contacts_note", "sources")}
    parts = [(BriefingPart.Kind.FRAME, "frame", plain(frame))]
    for name in ("origins", "meetings", "present", "contacts", "reminders"):
        kind = BriefingPart.Kind(name.removesuffix("s"))
        parts += [(kind, part.get("key") or part["origin"], plain(part)) for part in words[name]]
    for order, (kind, key, content) in enumerate(parts):
        BriefingPart.objects.get_or_create(kind=kind, key=key, defaults={"order": order, "content": content})


def plain(value: Any) -> Any:
    """Dates of a content file as text, because JSON has none."""
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)


def _load_vocabulary() -> None:
    for kind, labels in read(PRACTICES / "vocabulary.yaml").items():
        for order, (code, words) in enumerate(labels.items()):
            Label.objects.get_or_create(
                kind=kind, code=code, defaults={"lv": words["lv"], "en": words["en"], "order": order}
            )


def _load_countries() -> None:
    file = read(PRACTICES / "countries.yaml")
    for code, edition in file["editions"].items():
        MipexEdition.objects.get_or_create(
            code=code,
            defaults={
                "labels": edition["label"],
                "policies_of": edition["policies_of"],
                "mean_labels": edition["mean"]["label"],
                "mean_score": edition["mean"]["score"],
                "source": plain(edition["source"]),
            },
        )
    countries = file["countries"]
    for order, code in enumerate(COUNTRIES):
        data = countries[code]
        Country.objects.update_or_create(
            code=code,
            defaults={"language": data["language"], "names": data["name"], "mipex": data["mipex"], "order": order},
        )


def _load_practice(data: dict[str, Any]) -> None:
    key = stable_id("practice", data["key"])
    if PracticePage.objects.filter(translation_key=key).exists():
        return
    locale = Locale.objects.get(language_code=data["language"])
    same = ("title", "title_lv", "title_en", "summary_lv", "summary_en", "slug", "key", "theme", "target_groups",
            "legal_statuses", "ages", "evaluation_facts", "evidence_level", "last_checked", "verified")  # fmt: skip
    page = PracticePage(
        **{name: data.get(name) for name in same},
        country=Country.objects.get(code=data["country"]),
        locale=locale,
        translation_key=key,
        mipex_strand=data.get("mipex_strand") or "",
        area=data.get("area") or "",
        provider=data.get("provider") or {},
        provider_kind=data.get("provider_kind") or "",
        facts={name: data.get(name) for name in ("scale", "cost_band", "funding")},
        started=str(data.get("started") or ""),
        ended=str(data.get("ended") or ""),
        running=data["state"],
        sections=data["body"],
        statements=data.get("statements") or [],
        open_points=data.get("open_points") or {},
        contact=data.get("contact") or {},
        note=data.get("note") or {},
        answerable=account(data.get("owner")),
        review_date=data.get("review_date"),
    )
    rows = [{"verified": bool(data["verified"])} | row for row in data["sources"]]
    page.sources = sources(rows, data["key"], data["language"])
    add_page(parent=PracticeIndexPage.objects.get(locale=locale), page=page, by=account(data.get("owner")))


def _load_questions() -> None:
    """A sentence that a reader questioned and an editor answered, and one that waits."""
    reader, editor = account("official"), account("editor")
    if Challenge.objects.exists() or reader is None or editor is None:
        return
    for row in read(FILES / "questions.yaml"):
        page = CultureGuidePage.objects.filter(key=row["guide"], locale__language_code="lv").first()
        if page is None:
            continue
        challenge = raise_challenge(
            page=page, statement=row["statement"], kind=row["kind"], reason=row["reason"], by=reader
        )
        if row.get("outcome"):
            answer_challenge(challenge=challenge, outcome=row["outcome"], answer=row["answer"], by=editor)


def report() -> dict[str, object]:
    """Guides per language and practices per country for `content_report`."""
    guides: dict[str, int] = {}
    for language in CultureGuidePage.objects.live().values_list("locale__language_code", flat=True):
        guides[language] = guides.get(language, 0) + 1
    practices: dict[str, Any] = {}
    rows = PracticePage.objects.live().values_list("country_id", "locale__language_code", "verified")
    for country, language, verified in rows:
        row = practices.setdefault(country, {"total": 0, "languages": {}, "unverified": 0})
        row["total"] += 1
        row["languages"][language] = row["languages"].get(language, 0) + 1
        row["unverified"] += not verified
    return {"culture_guides": guides, "practices": practices}


register(DemoContent(name="guidelines", order=40, load=load, reset=reset, report=report))
