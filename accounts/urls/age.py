"""The question about age."""

from django.urls import path

from accounts.views import age

urlpatterns = [path("age/", age.age, name="age")]
