"""The form of the briefing's parts in the admin: lines stand in fields, in both languages."""

from typing import Any, ClassVar

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import StreamBlock

from guidelines.fact_forms import briefing_blocks
from guidelines.models import BriefingPart
from portal.blocks.structured import StructuredFormField, plain


class BriefingPartForm(WagtailAdminModelForm):
    """A part that exists keeps its kind and shows that kind's lines; a new one begins with choosing the kind."""

    class Meta:
        model = BriefingPart
        fields: ClassVar[list[str]] = ["key", "order", "content"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        blocks = briefing_blocks(choices_of(BriefingPart.Kind.MEETING), choices_of(BriefingPart.Kind.ORIGIN))
        label = self.fields["content"].label
        if self.instance.pk:
            self.fields["content"] = StructuredFormField(block=blocks[self.instance.kind], label=label)
        else:
            named = list(blocks.items())
            for kind, block in named:
                block.set_name(kind)
                block.label = BriefingPart.Kind(kind).label
            self.fields["content"] = NewPartField(
                block=StreamBlock(named, max_num=1),
                label=label,
                help_text=_("Choose the kind, then fill in its lines in both languages."),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if isinstance(content := cleaned.get("content"), NewPart):
            self.instance.kind = content.kind
            cleaned["content"] = content.lines
        return cleaned


class NewPart:
    """What was filled in for a part that is new: its kind and its lines."""

    def __init__(self, kind: str, lines: dict[str, Any]) -> None:
        self.kind, self.lines = kind, lines


class NewPartField(StructuredFormField):
    """One block out of six: its kind becomes the part's."""

    def prepare_value(self, value: Any) -> Any:
        return value if hasattr(value, "raw_data") else self.block.to_python([])

    def clean(self, value: Any) -> Any:
        (child,) = super(StructuredFormField, self).clean(value)
        return NewPart(child.block_type, plain(child.value) or {})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return True


def choices_of(kind: str) -> Any:
    """The parts of a kind by their names, asked for when a form is shown."""

    def choices() -> list[tuple[str, str]]:
        language = "lv" if get_language() == "lv" else "en"
        parts = BriefingPart.objects.filter(kind=kind)
        return [(part.key, (part.content.get("label") or {}).get(language) or part.key) for part in parts]

    return choices
