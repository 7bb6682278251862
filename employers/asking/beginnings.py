"""What a form for a request can begin with: a built-in template, one of the organization, or
nothing."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.models import Organization
from employers.asking.job_templates import JOB_TEMPLATES
from employers.models import RequestTemplate
from employers.models.asked_items import Item


@dataclass(frozen=True, slots=True)
class Beginning:
    key: str = ""
    name: str = ""
    items: list[Item] = field(default_factory=list)
    initial: dict[str, Any] = field(default_factory=dict)


def beginnings(organization: Organization) -> list[tuple[str, str]]:
    """(key, name) of every template: the organization's own first."""
    own = [(str(each.pk), each.name) for each in organization.request_templates.all()]
    return own + [(each.key, str(each.name)) for each in JOB_TEMPLATES.values()]


def beginning(key: str, organization: Organization) -> Beginning:
    """The template of this key; an empty one for a key that is none of the organization's."""
    if built_in := JOB_TEMPLATES.get(key):
        name, initial = str(built_in.name), {"purpose": built_in.purpose_code}
        return Beginning(key, name, built_in.asked_items, initial)
    try:
        template = organization.request_templates.filter(pk=UUID(key)).first()
        return _of(template) if template else Beginning()
    except (ValueError, ValidationError):
        return Beginning()


def _of(template: RequestTemplate) -> Beginning:
    initial = {
        "purpose": template.purpose_code,
        "kept": template.kept_days,
        "message": template.message,
    }
    return Beginning(str(template.pk), template.name, template.asked_items, initial)
