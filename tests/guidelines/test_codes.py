"""Codes of languages and countries are codes: pages carry them in `lang` and sort by them."""

import pytest
from django.core.exceptions import ValidationError

from guidelines.models import Country, Handout


@pytest.mark.parametrize("language", ["lv", "pt-BR", "fil", "zh-Hant"])
def test_a_language_is_written_as_its_code(language: str) -> None:
    Handout(language=language).clean()
    Country(language=language, code="LV").clean()


@pytest.mark.parametrize(
    ("language", "code", "field"), [("Ķaut kas, ", "LV", "language"), ("lv", "Ķa", "code"), ("LV", "LV", "language")]
)
def test_what_is_no_code_is_refused_at_its_field(language: str, code: str, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Country(language=language, code=code).clean()

    assert list(refused.value.message_dict) == [field]
