"""The training's demo content: strategy, competences, modules, questions, curricula; then people on their way."""

from typing import Any

from django.utils.text import slugify
from wagtail.models import Locale, Page

from portal.accounts.models import Role, User
from portal.demo.library import keep_document, keep_image
from portal.demo.reading import read, stable_id, stream
from portal.pages.actions import add_page
from portal.pages.demo import home_for
from portal.pages.translating import translate_page
from portal.seams.demo import CONTENT, DemoContent, Say, register
from training import demo_people
from training.actions import content
from training.models import Competence, Curriculum, LessonPage, ModulePage, Question, StrategyPage

FILES = CONTENT / "training"
PICTURES = FILES / "pictures"
RECORDINGS = FILES / "recordings"
LANGUAGES = ("lv", "en")
MODULE_FIELDS = (
    "key", "minutes", "assessment_minutes", "pass_mark", "competence_minimum", "attempts", "cool_down_hours",
    "result_rule", "validity_months", "opens_after", "draw", "question_bank", "competences", "euaa_standards",
)  # fmt: skip
GOOD = {True: "yes", False: "no", None: "partly"}


def account(key: str | None) -> User | None:
    """The demo's person with this key."""
    return User.objects.filter(email=f"{key}@demo.example").first()


def module_names() -> list[str]:
    """The modules with files, in the order in which they stand on the site."""
    folders = [folder for folder in (FILES / "modules").iterdir() if folder.is_dir()]
    return [folder.name for folder in sorted(folders, key=lambda folder: read(folder / "module.yaml")["order"])]


def load(say: Say) -> None:
    """Add what is missing; what people changed stays as it is.

    Not one transaction: a translation is published when its own commits, before lessons are hung under it.
    """
    _load_competences()
    for name in module_names():
        _load_module(name)
    for file in sorted((FILES / "questions").glob("*.yaml")):
        _load_questions(file.stem)
    _load_curricula()
    _load_strategy()
    demo_people.load(say)


def reset(say: Say) -> None:
    """The demo's own pages and curricula as in the files; records stay, and what was passed is made void."""
    keys = [stable_id("module", name) for name in module_names()] + [stable_id("strategy")]
    for model in (ModulePage, StrategyPage):
        for page in model.objects.filter(translation_key__in=keys):
            page.refresh_from_db()
            page.delete()
    demo_people.reset(say)
    Curriculum.objects.filter(key__in=_curriculum_keys()).update(version=0)
    load(say)


def _curriculum_keys() -> list[str]:
    return [curriculum["key"] for curriculum in read(FILES / "curricula.yaml")["curricula"]]


def _load_competences() -> None:
    data = read(FILES / "competences.yaml")
    for order, row in enumerate(data["competences"]):
        if Competence.objects.filter(key=row["key"]).exists():
            continue
        content.keep_competence(
            key=row["key"],
            by=account(data["owner"]),
            order=order,
            texts={language: row[language] | {"area": row["esqf"]["area"][language]} for language in LANGUAGES},
            esqf_section=row["esqf"]["section"],
            esqf_level=row["esqf"]["level"],
            esqf_verified=row["esqf"]["verified"],
            euaa_standards=row["euaa_standards"],
        )


def _sources(rows: list[dict[str, Any]], language: str, key: str) -> Any:
    items = [
        {"source": row | {"dated": str(row["dated"]), "note": (row.get("note") or {}).get(language, "")}}
        for row in rows
    ]
    return stream(ModulePage.sources.field.stream_block, items, f"{key}/sources")


def _load_module(name: str) -> None:
    if ModulePage.objects.filter(translation_key=stable_id("module", name)).exists():
        return
    folder = FILES / "modules" / name
    structure = read(folder / "module.yaml")
    words = {language: read(folder / f"{language}.yaml") for language in LANGUAGES}
    locales = {language: Locale.objects.get(language_code=language) for language in LANGUAGES}
    by = account(structure["owner"])
    pages = {language: _module(structure, words[language], locales[language]) for language in LANGUAGES}
    module = add_page(parent=home_for("lv"), page=pages["lv"], by=by)
    translate_page(page=module, wording=pages["en"], locale=locales["en"], by=account("translator"))
    for number, lesson in enumerate(structure["lessons"]):
        drafts = {
            language: _lesson(structure, lesson, words[language]["lessons"][number], locales[language])
            for language in LANGUAGES
        }
        page = add_page(parent=ModulePage.objects.get(pk=module.pk), page=drafts["lv"], by=by)
        translate_page(page=page, wording=drafts["en"], locale=locales["en"], by=account("translator"))


def _module(structure: dict[str, Any], words: dict[str, Any], locale: Locale) -> Page:
    return ModulePage(
        title=words["title"],
        slug=slugify(words["title"])[:60],
        locale=locale,
        translation_key=stable_id("module", structure["key"]),
        content_version=structure["version"],
        summary=words["summary"],
        why=words["why"],
        licence=structure.get("licence", ""),
        esqf_section=structure["esqf"]["section"],
        esqf_level=structure["esqf"]["level"],
        answerable=account(structure["owner"]),
        review_date=structure["review_date"],
        sources=_sources(structure["sources"], locale.language_code, structure["key"]),
        **{field: structure[field] for field in MODULE_FIELDS},
    )


def _lesson(structure: dict[str, Any], lesson: dict[str, Any], words: dict[str, Any], locale: Locale) -> Page:
    if words["key"] != lesson["key"]:
        raise ValueError(f"{structure['key']}: the lesson {lesson['key']} stands where {words['key']} should")
    key = f"{structure['key']}/{lesson['key']}"
    return LessonPage(
        title=words["title"],
        slug=slugify(words["title"])[:60],
        locale=locale,
        translation_key=stable_id("lesson", key),
        key=lesson["key"],
        minutes=lesson["minutes"],
        kind=lesson["kind"],
        answerable=account(structure["owner"]),
        review_date=structure["review_date"],
        body=stream(LessonPage.body.field.stream_block, [_block(b) for b in words["blocks"]], key),
    )


def _block(block: dict[str, Any]) -> dict[str, Any]:
    """The files say good: true, false or null, and name files; the block has words, the picture and the recording."""
    if "picture" in block:
        return {"picture": _picture(block["picture"])}
    if "recording" in block:
        return {"recording": _recording(**block["recording"])}
    if "scenario" not in block:
        return block
    scenario = block["scenario"]
    steps = [
        step | {"choices": [choice | {"good": GOOD[choice["good"]]} for choice in step["choices"]]}
        for step in scenario["steps"]
    ]
    return {"scenario": scenario | {"steps": steps}}


def _picture(picture: dict[str, str]) -> dict[str, Any]:
    """One image for all languages: named by its file, its title is that of the language that comes first."""
    image = keep_image(PICTURES / picture["file"], title=picture["title"])
    return {
        "picture": {"image": image.pk, "alt_text": picture["words"], "decorative": False},
        "caption": picture["caption"],
    }


def _recording(*, file: str, title: str, **said: Any) -> dict[str, Any]:
    """Each language has its own."""
    return said | {"recording": keep_document(RECORDINGS / file, title=title).pk, "title": title}


def _load_questions(bank: str) -> None:
    data = read(FILES / "questions" / f"{bank}.yaml")
    competences = {competence.key: competence for competence in Competence.objects.all()}
    there = set(Question.objects.filter(bank=bank).values_list("pk", flat=True))
    for row in data["questions"]:
        if row["id"] in there:
            continue
        content.keep_question(
            id=row["id"],
            bank=bank,
            kind=row["type"],
            difficulty=row["difficulty"],
            competence=competences[row["competence"]],
            lesson=row["lesson"],
            texts={language: row[language] for language in LANGUAGES},
            answer=row["answer"],
            review_date=data["review_date"],
            by=account(data["owner"]),
        )


def _load_curricula() -> None:
    data = read(FILES / "curricula.yaml")
    sources = {row["key"]: row | {"checked": str(row["checked"])} for row in data["sources"]}
    there = dict(Curriculum.objects.values_list("key", "version"))
    for order, row in enumerate(data["curricula"]):
        if there.get(row["key"], 0) > 0:
            continue
        content.keep_curriculum(
            key=row["key"],
            by=account(row["owner"]),
            version=row["version"],
            order=order,
            texts={language: row[language] for language in LANGUAGES},
            role_keys=row["roles"],
            applies_from=row.get("applies_from"),
            owner=account(row["owner"]),
            review_date=row["review_date"],
            sources=sources,
            items=[_item(row["key"], item) for item in row["items"]],
        )


def _item(curriculum: str, item: dict[str, Any]) -> dict[str, Any]:
    target = f"{curriculum}/{item['key']}"
    if item["kind"] == "module":
        target = str(stable_id("module", item["module"]))
    elif item["kind"] == "guideline":
        target = item["guideline"]
    own = ("key", "kind", "required", "due_days", "validity_months", "grace_days", "test_out", "prerequisites")
    return {name: item[name] for name in own} | {
        "target": target,
        "texts": {language: item[language] | {"why": item["why"][language]} for language in LANGUAGES},
        "source": item["why"]["source"],
        "role_keys": item["roles"],
        "signed_off_by": item.get("signed_off_by", []),
    }


def _load_strategy() -> None:
    if StrategyPage.objects.filter(translation_key=stable_id("strategy")).exists():
        return
    structure = read(FILES / "strategy.yaml")
    roles = {role.key: role for role in Role.objects.all()}
    latvian, english = (Locale.objects.get(language_code=language) for language in LANGUAGES)
    page = add_page(parent=home_for("lv"), page=_strategy(structure, latvian, roles), by=account(structure["owner"]))
    translate_page(page=page, wording=_strategy(structure, english, roles), locale=english, by=account("translator"))


def _strategy(structure: dict[str, Any], locale: Locale, roles: dict[str, Role]) -> Page:
    language = locale.language_code
    words = read(FILES / f"strategy.{language}.yaml")

    def owner(key: str) -> str:
        names = {"training": "training_manager", "senior": "senior_social_worker"}
        return str(getattr(roles[names.get(key, key)], f"name_{language}"))

    groups = [
        {"group": {"key": row["key"], "competences": row["competences"], "standards": row["euaa_standards"]}
         | row[language]}
        for row in structure["target_groups"]
    ]  # fmt: skip
    plain = ("key", "aim", "deadline", "state", "review_date", "curriculum", "standard")
    measures = [
        {"measure": {name: row[name] for name in plain} | row[language] | {"owner": owner(row["owner"])}}
        for row in structure["measures"]
    ]
    gaps = [
        {"gap": {"key": row["key"], "state": row["state"], "due": row["due"], "title": row[language]}}
        for row in structure["not_covered"]
    ]
    streams = {
        "context": words["context"], "aims": [{"aim": aim} for aim in words["aims"]], "groups": groups,
        "measures": measures, "gaps": gaps,
    }  # fmt: skip
    return StrategyPage(
        title=words["title"],
        slug=slugify(words["title"])[:60],
        locale=locale,
        translation_key=stable_id("strategy"),
        key=structure["key"],
        edition=structure["version"],
        period_from=structure["period"]["from"],
        period_until=structure["period"]["until"],
        summary=words["summary"],
        groups_intro=words["groups_intro"],
        measures_intro=words["measures_intro"],
        gaps_intro=words["gaps"],
        curricula=structure["curricula"],
        answerable=account(structure["owner"]),
        review_date=structure["review_date"],
        sources=_sources(structure["sources"], language, "strategy"),
        **{name: stream(_block_of(name), items, f"strategy/{name}") for name, items in streams.items()},
    )


def _block_of(field: str) -> Any:
    stream_field: Any = StrategyPage._meta.get_field(field)
    return stream_field.stream_block


def report() -> dict[str, object]:
    """Modules per language and questions by type for `content_report`."""
    modules: dict[str, int] = {}
    for language in ModulePage.objects.live().values_list("locale__language_code", flat=True):
        modules[language] = modules.get(language, 0) + 1
    by_type: dict[str, int] = {}
    for kind in Question.objects.in_use().values_list("kind", flat=True):
        by_type[kind] = by_type.get(kind, 0) + 1
    return {"modules": modules, "questions": {"total": sum(by_type.values()), "by_type": by_type}}


register(DemoContent(name="training", order=30, load=load, reset=reset, grow=demo_people.grow, report=report))
