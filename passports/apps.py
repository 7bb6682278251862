from importlib import import_module

from django.apps import AppConfig


class PassportsConfig(AppConfig):
    name = "passports"

    def ready(self) -> None:
        import_module("passports.notices")
