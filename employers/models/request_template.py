"""What an organization asks for again and again, for one kind of job."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from employers.asking.purposes import PurposeCode
from employers.models.asked_items import Item, check_items, items_of
from employers.models.verification_request import MOST_KEPT_DAYS, USUALLY_KEPT_DAYS
from portal.kernel.models import BaseModel


class RequestTemplateQuerySet(models.QuerySet["RequestTemplate"]):
    def visible_to(self, user: User) -> "RequestTemplateQuerySet":
        return self.filter(organization__in=Organization.objects.vetted().of(user))


class RequestTemplate(BaseModel):
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="request_templates"
    )
    name = models.CharField(_("name"), max_length=100)
    # (kind, description) of each claim.
    items = models.JSONField(default=list, validators=[check_items])
    purpose_code = models.CharField(
        _("kind of purpose"),
        max_length=20,
        choices=PurposeCode.choices,
        default=PurposeCode.HIRING,
    )
    message = models.TextField(_("message"), max_length=1000, blank=True)
    kept_days = models.PositiveSmallIntegerField(default=USUALLY_KEPT_DAYS)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RequestTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="template_name_once_each",
                violation_error_message=_("You have a template of this name already."),
            ),
            models.CheckConstraint(
                condition=models.Q(kept_days__gte=1, kept_days__lte=MOST_KEPT_DAYS),
                name="template_kept_for_a_term",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def asked_items(self) -> list[Item]:
        return items_of(self.items)
