"""Organizations, members and invitations."""

from django.urls import path

from accounts.views import invitations, organizations, ownership

urlpatterns = [
    path("organizations/new/", organizations.register, name="organization_new"),
    path("organizations/<uuid:organization_id>/", organizations.organization, name="organization"),
    path(
        "organizations/<uuid:organization_id>/choose/",
        organizations.choose,
        name="organization_choose",
    ),
    path(
        "organizations/<uuid:organization_id>/invite/",
        invitations.invite,
        name="organization_invite",
    ),
    path(
        "organizations/invitations/<uuid:invitation_id>/withdraw/",
        invitations.withdraw,
        name="invitation_withdraw",
    ),
    path(
        "organizations/members/<uuid:membership_id>/role/",
        organizations.change_role,
        name="member_role",
    ),
    path(
        "organizations/members/<uuid:membership_id>/remove/",
        organizations.remove_member,
        name="member_remove",
    ),
    path(
        "organizations/members/<uuid:membership_id>/hand-over/",
        ownership.hand_over,
        name="member_hand_over",
    ),
    path(
        "organizations/transfers/<uuid:transfer_id>/",
        ownership.transfer,
        name="ownership_transfer",
    ),
    path("invitations/<slug:token>/", invitations.invitation, name="invitation"),
]
