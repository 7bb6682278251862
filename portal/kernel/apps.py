from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    name = "portal.kernel"
    label = "kernel"

    def ready(self) -> None:
        autodiscover_modules("work", "personal_data")
        # Not on top: it needs the models.
        from portal.kernel import mail  # noqa: F401  (registers the delivery of mail)
