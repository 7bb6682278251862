"""Every look of an administrator at what is a person's is recorded, and that person sees it."""

import datetime as dt

from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import erasure
from accounts.models import Role
from portal.kernel.models import AdminLook
from portal.kernel.personal_data import export_everything, holdings
from tests.factories.accounts import MembershipFactory, StaffFactory, UserFactory
from tests.passports.admin.conftest import sign_in_with_factor

# Pages of what people have in common with an organization, which show nobody: numbers and states.
SHOW_NOBODY = {"ApiToken", "RequestBatch", "WebhookDelivery", "WebhookEndpoint"}


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def list_of(name, query=""):
    return reverse(f"admin:{name}_changelist") + query


def test_every_page_about_people_says_whose_its_rows_are():
    held = {model for holding in holdings() for model in holding.models}
    about_people = [page for model, page in admin.site._registry.items() if model in held]
    silent = {
        page.model.__name__
        for page in about_people
        if not getattr(page, "people_paths", ()) or not page.words_for_person
    }
    assert silent == SHOW_NOBODY
    assert len(about_people) > 15


def test_a_look_is_recorded_once_an_hour(admin_client, asked):
    for _time in range(3):
        assert admin_client.get(page_of(asked.request)).status_code == 200
    look = AdminLook.objects.get()
    assert look.actor_id == admin_client.user.audit_id
    assert look.whose_id == asked.holder.audit_id
    assert (look.object_type, look.object_id) == (
        "employers.verificationrequest",
        asked.request.pk,
    )
    assert look.page == "admin:employers_verificationrequest_change"
    AdminLook.objects.update(hour=look.hour - dt.timedelta(hours=1))
    admin_client.get(page_of(asked.request))
    assert AdminLook.objects.count() == 2


def test_its_history_is_a_look_too(admin_client, asked):
    url = reverse("admin:employers_verificationrequest_history", args=[asked.request.pk])
    assert admin_client.get(url).status_code == 200
    assert AdminLook.objects.get().page.endswith("_history")


def test_each_administrator_is_recorded(admin_client, asked):
    admin_client.get(page_of(asked.request))
    other = sign_in_with_factor(Client(), StaffFactory())
    other.get(page_of(asked.request))
    assert AdminLook.objects.values("actor_id").distinct().count() == 2


def test_who_may_not_look_leaves_no_row(staff_client, asked):
    assert staff_client.get(page_of(asked.request)).status_code == 403
    assert staff_client.get(list_of("accounts_user")).status_code == 403
    assert not AdminLook.objects.exists()


def test_the_holder_reads_it_without_a_name(admin_client, asked):
    admin_client.get(page_of(asked.request))
    page = asked.as_holder.get(reverse("admin_looks")).content.decode()
    look = AdminLook.objects.get()
    today = timezone.now().strftime("%-d %B %Y")
    assert f"An administrator looked at a request to you on {today}" in page
    assert look.number in page
    for secret in (admin_client.user.name, admin_client.user.email, str(look.actor_id)):
        assert secret not in page


def test_nobody_else_reads_it(admin_client, asked, client):
    admin_client.get(page_of(asked.request))
    number = AdminLook.objects.get().number
    assert number not in asked.as_recruiter.get(reverse("admin_looks")).content.decode()
    assert Client().get(reverse("admin_looks")).status_code == 302


def test_many_looks_come_in_pages(asked):
    now = timezone.now()
    AdminLook.objects.bulk_create(
        AdminLook(
            actor_id=asked.recruiter.audit_id,
            whose_id=asked.holder.audit_id,
            object_type="gone.model",
            object_id=asked.request.pk,
            page="p",
            hour=now - dt.timedelta(hours=number),
        )
        for number in range(31)
    )
    url = reverse("admin_looks")
    page = asked.as_holder.get(url).content.decode()
    assert page.count("An administrator looked at something of yours") == 30
    second = asked.as_holder.get(f"{url}?page=2").content.decode()
    assert second.count("An administrator looked") == 1


def test_the_number_leads_an_auditor_to_the_administrator(admin_client, asked):
    admin_client.get(page_of(asked.request))
    look = AdminLook.objects.get()
    found = admin_client.get(list_of("kernel_adminlook", f"?q={look.number}")).content.decode()
    assert str(admin_client.user.audit_id) in found
    nothing = admin_client.get(list_of("kernel_adminlook", "?q=ABCDEF99")).content.decode()
    assert str(asked.holder.audit_id) not in nothing


def test_it_is_in_the_export(admin_client, asked):
    admin_client.get(page_of(asked.request))
    looks = export_everything(asked.holder)["accounts"]["looked_at_by_administrators"]
    assert [each["what"] for each in looks] == ["a request to you"]
    assert looks[0]["number"] == AdminLook.objects.get().number


def test_a_list_searched_by_an_address_is_a_look(admin_client, asked):
    admin_client.get(list_of("passports_dispute"))
    admin_client.get(list_of("passports_dispute", "?q=welder"))
    assert not AdminLook.objects.exists()
    admin_client.get(list_of("passports_dispute", f"?q={asked.holder.email.upper()}"))
    look = AdminLook.objects.get()
    assert (look.whose_id, look.object_type) == (asked.holder.audit_id, "accounts.user")


def test_a_list_that_names_people_is_a_look_at_each(admin_client):
    people = [UserFactory(name=f"Kingfisher {number}") for number in range(3)]
    UserFactory(name="Sparrow")
    admin_client.get(list_of("accounts_user", "?q=kingfisher"))
    seen = set(AdminLook.objects.values_list("whose_id", flat=True))
    assert seen == {person.audit_id for person in people}


def test_members_read_of_a_look_at_their_organization(admin_client):
    membership = MembershipFactory(role=Role.OWNER)
    admin_client.get(page_of(membership.organization))
    assert AdminLook.objects.get().whose_id == membership.user.audit_id


def test_what_is_ones_own_is_no_look(admin_client):
    admin_client.get(page_of(admin_client.user))
    assert not AdminLook.objects.exists()


def test_after_erasure_the_row_leads_nowhere(admin_client, asked):
    admin_client.get(page_of(asked.request))
    admin_client.get(page_of(asked.holder))
    user_id = asked.holder.pk
    erasure.erase(user=asked.holder, by=asked.holder)
    assert AdminLook.objects.count() == 2
    assert not AdminLook.objects.filter(object_id=user_id).exists()


def test_nobody_changes_a_look(admin_client, asked):
    admin_client.get(page_of(asked.request))
    look = AdminLook.objects.get()
    assert admin_client.post(page_of(look), {"page": "x"}).status_code == 403
    delete = reverse("admin:kernel_adminlook_delete", args=[look.pk])
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403
    assert AdminLook.objects.filter(pk=look.pk).exists()
