"""How every form is drawn: Django's own forms, our field template, Bootstrap's classes on the boxes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from chibo.common.fields import CountField, DayField, IdentityField, PartialDayField


class Field(BoundField):
    """A bound field that knows which box it is; templates/forms/field.html asks."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = self._left_out

    @property
    def is_group(self) -> bool:
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def is_tick(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_day(self) -> bool:
        return isinstance(self.field, DayField)

    @property
    def anchor(self) -> str:
        """Where a link of the error summary goes: the box, or the first choice of a group."""
        return f"{self.auto_id}_0" if self.is_group else self.id_for_label

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> Any:
        built = super().build_widget_attrs(attrs, widget)
        classes = [(widget or self.field.widget).attrs.get("class", ""), self._box()]
        if self.errors:
            classes.append("is-invalid")
        built["class"] = " ".join(filter(None, classes))
        return built

    @property
    def _left_out(self) -> str:
        """Instead of "this field is required"; a field that says it better keeps its own words."""
        if self.is_tick:
            return "Chưa đánh dấu"
        chosen = isinstance(self.field.widget, forms.Select | forms.FileInput)
        return "Chưa chọn" if self.is_group or chosen else "Chưa ghi"

    def _box(self) -> str:
        if self.is_group or self.is_tick:
            return "form-check-input"
        if isinstance(self.field.widget, forms.Select):
            return "form-select"
        if isinstance(self.field, CountField | IdentityField | PartialDayField):
            return "form-control short"
        return "form-control"


class Renderer(TemplatesSetting):
    field_template_name = "forms/field.html"
    bound_field_class = Field

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name == forms.Select.template_name:
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: Mapping[str, Any]) -> SafeString:
    """As Django's template draws it, which is filled in anew for each of hundreds of choices."""
    drawn = []
    for group, options, _ in widget["optgroups"]:
        inside = "".join(map(_option, options))
        drawn.append(f'<optgroup label="{conditional_escape(group)}">{inside}</optgroup>' if group else inside)
    opened = f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>'
    return mark_safe(f"{opened}{''.join(drawn)}</select>")  # noqa: S308  # every part is escaped


def _option(option: Mapping[str, Any]) -> str:
    opened = f'<option value="{escape(option["value"])}"{_attributes(option["attrs"])}>'
    return f"{opened}{conditional_escape(option['label'])}</option>"


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{conditional_escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    )
