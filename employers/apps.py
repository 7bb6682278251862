from importlib import import_module

from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "employers"

    def ready(self) -> None:
        from accounts.followers import follow_organizations
        from employers.actions.answers import webhooks
        from employers.actions.attesters import pausing
        from employers.actions.disputes import disputing
        from employers.actions.portals import checked
        from employers.actions.portals.asking import kept_by
        from employers.models import PortalPeer
        from passports import others_records
        from passports.attesting_portals import believe
        from passports.credential_followers import follow_credentials
        from passports.dispute_followers import follow_disputes
        from portal.kernel.rewrapping import register_rewrapper

        # These register themselves when they are imported.
        import_module("employers.notices")
        import_module("employers.attesters.notices")
        import_module("employers.asking.renamed")
        register_rewrapper("secrets of webhooks", webhooks.rewrap_all)
        believe(app="employers", vouches=lambda did: PortalPeer.objects.vouching_for(did).exists())
        others_records.know(app="employers", keeps=kept_by)
        follow_organizations(
            app="employers", decided=pausing.go_on, member_gone=webhooks.creator_gone
        )
        follow_credentials(app="employers", checked=checked.again)
        follow_disputes(app="employers", opened=disputing.opened, closed=disputing.closed)
