"""What machines read: the API, DID documents and status lists."""

from django.urls import URLPattern, URLResolver, path

from passports.api.api import api
from passports.views import api_docs, api_tokens, did_documents

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/docs/", api_docs.api_docs, name="api_docs"),
    path("api/", api.urls),
    path(".well-known/did.json", did_documents.portal_did, name="portal_did"),
    path(
        "organizations/<uuid:organization_id>/did.json",
        did_documents.organization_did,
        name="organization_did",
    ),
    path("status-lists/<uuid:list_id>", did_documents.status_list, name="status_list"),
    path(
        "organizations/<uuid:organization_id>/tokens/",
        api_tokens.api_tokens,
        name="api_tokens",
    ),
    path(
        "organizations/tokens/<uuid:token_id>/revoke/", api_tokens.revoke, name="api_token_revoke"
    ),
]
