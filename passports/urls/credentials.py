"""Credentials and their proposals."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
