"""The portal's addresses and the floor."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


@login_required
def floor(request: HttpRequest, rows: int) -> HttpResponse:
    """What any page costs: the same middleware, the base template, a table of as many rows."""
    table = [{"title": f"Row {number}", "text": "some text"} for number in range(rows)]
    return render(request, "benchmarks/floor.html", {"table": table})


urlpatterns = [path("floor/<int:rows>/", floor), path("", include("portal.urls"))]
