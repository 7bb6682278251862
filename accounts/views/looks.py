"""When administrators looked at a person's data, for that person."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.looks import described, looks_rows


@login_required
def looks(request: HttpRequest) -> HttpResponse:
    page = Paginator(looks_rows(request.user), 30).get_page(request.GET.get("page"))
    looked = described(page.object_list)
    return render(request, "accounts/looks.html", {"page_obj": page, "looks": looked})
