from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "employers"

    def ready(self) -> None:
        from employers import attester_notices, notices  # noqa: F401  (register the notices)
        from employers.actions import disputing, webhooks
        from employers.models import PortalPeer
        from passports.attesting_portals import believe
        from passports.dispute_followers import follow_disputes
        from portal.kernel.rewrapping import register_rewrapper

        register_rewrapper("secrets of webhooks", webhooks.rewrap_all)
        believe(app="employers", vouches=lambda did: PortalPeer.objects.vouching_for(did).exists())
        follow_disputes(app="employers", opened=disputing.opened, closed=disputing.closed)
