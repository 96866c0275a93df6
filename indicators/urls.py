"""The addresses of what an administrator keeps of indicators: schemes and the library."""

from django.urls import path

from .views import suggestions

urlpatterns = [
    path("library/suggestions/", suggestions.suggestions, name="library_suggestions"),
]
