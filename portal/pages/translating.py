"""Translating a page with wagtail-localize from words that are already written: content files, imports."""

import json
from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from portal.accounts.models import User


class WordingDoesNotMatch(Exception):
    """The translated wording has other parts than the page: both must have the same blocks and paragraphs."""


@transaction.atomic
def translate_page(*, page: Page, wording: Page, locale: Locale, by: User | None) -> Page:
    """Translate and publish `page` in `locale` with the words of `wording`, an unsaved page of the same type.

    The blocks of both carry the same identifiers. The result is a wagtail-localize translation like one made in
    the admin: it can be edited there and goes stale when the source changes. Doing it again updates the words. Files,
    and what else may be another one in a translation, are those of `wording`.
    """
    _note_passages(page)
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    words: dict[str, list[str]] = defaultdict(list)
    own: dict[str, Any] = {}
    for segment in extract_segments(wording):
        if isinstance(segment, StringSegmentValue):
            words[segment.path].append(segment.string.data)
        elif isinstance(segment, OverridableSegmentValue):
            own[segment.path] = segment.data
    rows = []
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context").order_by("order"):
        path = segment.context.path
        if not words[path]:
            raise WordingDoesNotMatch(f"{page}: nothing in {locale.language_code} for {path}")
        rows.append(
            StringTranslation(
                translation_of=segment.string,
                context=segment.context,
                locale=locale,
                data=words[path].pop(0),
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                last_translated_by=by,
                updated_at=timezone.now(),
            )
        )
    if left := sorted(path for path, strings in words.items() if strings):
        raise WordingDoesNotMatch(f"{page}: more in {locale.language_code} than in the source at {left[:3]}")
    # In one statement: a guide has hundreds of passages. They come from a rendered page, so their HTML is valid.
    StringTranslation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "translation_type", "last_translated_by", "updated_at"],
    )
    for segment in OverridableSegment.objects.filter(source=source).select_related("context"):
        data = json.dumps(own.get(segment.context.path, segment.data))
        if data != segment.data_json:
            SegmentOverride.objects.update_or_create(
                locale=locale, context=segment.context, defaults={"data_json": data, "last_translated_by": by}
            )
    translation.save_target(user=by, publish=True)
    translated: Page = page.specific_class.objects.get(translation_key=page.translation_key, locale=locale)
    return translated


def _note_passages(page: Page) -> None:
    """Put down in two statements what wagtail-localize would look up and add passage by passage, eight for each."""
    segments = extract_segments(page)
    strings = {segment.string.data for segment in segments if isinstance(segment, StringSegmentValue)}
    String.objects.bulk_create(
        [String(locale=page.locale, data=data, data_hash=String._get_data_hash(data)) for data in strings],
        ignore_conflicts=True,
    )
    family, _made = TranslatableObject.objects.get_or_create_from_instance(page)
    TranslationContext.objects.bulk_create(
        [
            TranslationContext(object=family, path=path, path_id=TranslationContext._get_path_id(path))
            for path in {segment.path for segment in segments}
        ],
        ignore_conflicts=True,
    )
