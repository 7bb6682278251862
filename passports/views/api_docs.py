"""The page about the API; it is made from the same description as openapi.json."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from passports.api.api import api


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    schema = api.get_openapi_schema()
    operations = [
        {
            "method": method.upper(),
            "path": path,
            "summary": operation.get("summary", ""),
            "fields": _fields(schema, operation),
        }
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    return render(request, "passports/api_docs.html", {"operations": operations})


def _fields(schema: Any, operation: Any) -> list[dict[str, Any]]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
    body = schema["components"]["schemas"].get(name, {})
    required = body.get("required", [])
    return [
        {
            "name": field,
            "required": field in required,
            "description": value.get("description", ""),
        }
        for field, value in body.get("properties", {}).items()
    ]
