"""What an organization asks for again and again."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from accounts.models import Organization, User
from employers.actions.refusals import NotAllowed, TooMany
from employers.actions.requests import require_role
from employers.models import RequestTemplate
from employers.models.asked_items import Item, items_of
from portal.kernel.audit import record

MOST_TEMPLATES = 100


class NameTaken(NotAllowed):
    """The organization has a template of this name."""


@transaction.atomic
def save_template(
    *,
    organization: Organization,
    by: User,
    name: str,
    items: Sequence[Item],
    purpose_code: str,
    message: str,
    kept_days: int,
    template: RequestTemplate | None = None,
) -> RequestTemplate:
    """Make a template, or change the given one. Requests made from it stay as they were.

    Raises:
        NotAllowed: `by` may not ask for the organization, or the template is another's.
        NameTaken, and TooMany beyond `MOST_TEMPLATES`.
        ValidationError: the items are none.
    """
    require_role(by=by, organization=organization)
    if template is None:
        if organization.request_templates.count() >= MOST_TEMPLATES:
            raise TooMany
        template = RequestTemplate(organization=organization, created_by=by)
    elif template.organization_id != organization.id:
        raise NotAllowed("template")
    template.name = name
    template.items = [list(item) for item in items_of(list(items))]
    template.purpose_code = purpose_code
    template.message = message
    template.kept_days = kept_days
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise NameTaken from error
    record(by=by, obj=template, deed="request_template_saved")
    return template


@transaction.atomic
def remove_template(*, template: RequestTemplate, by: User) -> None:
    """Raises NotAllowed when `by` may not ask for the organization."""
    require_role(by=by, organization=template.organization)
    record(by=by, obj=template, deed="request_template_removed")
    template.delete()
