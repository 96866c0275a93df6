"""The addresses of what an administrator keeps of indicators: schemes and the library."""

from django.urls import path

from .views import library, suggestions

urlpatterns = [
    path("library/", library.entries, name="library"),
    path("library/new/", library.new, name="library_new"),
    path("library/suggestions/", suggestions.suggestions, name="library_suggestions"),
    path("library/<int:pk>/", library.entry, name="library_entry"),
    path("library/<int:pk>/edit/", library.edit, name="library_edit"),
    path("library/<int:pk>/merge/", library.merge, name="library_merge"),
    path("library/<int:pk>/<slug:deed>/", library.decide, name="library_decide"),
]
