"""The addresses of what an administrator keeps of an office: cycles, units, people, the budget."""

from django.urls import path

from .views import office

urlpatterns = [
    path("", office.index, name="office"),
]
