"""The portal's addresses, and the provider's."""

from django.urls import include, path

from portal.urls import handler400, urlpatterns

urlpatterns = [*urlpatterns, path("", include("allauth.idp.urls"))]
__all__ = ["handler400", "urlpatterns"]
