"""The addresses of what an administrator keeps of indicators: schemes and the library."""

from django.urls import path

from .views import crosswalk, library, scheme_rows, schemes, suggestions

urlpatterns = [
    path("schemes/", schemes.index, name="schemes"),
    path("schemes/import/", schemes.import_, name="scheme_import"),
    path("schemes/<int:pk>/", schemes.show, name="scheme"),
    path("schemes/<int:pk>/do/<str:deed>/", schemes.act, name="scheme_act"),
    path("schemes/<int:pk>/export/<str:format>/", schemes.export, name="scheme_export"),
    path("schemes/<int:pk>/changes/", schemes.diff, name="scheme_changes"),
    path("schemes/<int:pk>/crosswalk/<int:other_pk>/", crosswalk.crosswalk, name="crosswalk"),
    path("schemes/<int:pk>/head/", scheme_rows.head, name="scheme_head"),
    path("schemes/<int:pk>/branches/add/", scheme_rows.add_branch, name="scheme_add_branch"),
    path("schemes/<int:pk>/branches/<int:row_pk>/", scheme_rows.branch, name="scheme_branch"),
    path("schemes/<int:pk>/nodes/<int:row_pk>/", scheme_rows.node, name="scheme_node"),
    path("library/", library.entries, name="library"),
    path("library/new/", library.new, name="library_new"),
    path("library/suggestions/", suggestions.suggestions, name="library_suggestions"),
    path("library/<int:pk>/", library.entry, name="library_entry"),
    path("library/<int:pk>/edit/", library.edit, name="library_edit"),
    path("library/<int:pk>/merge/", library.merge, name="library_merge"),
    path("library/<int:pk>/<slug:deed>/", library.decide, name="library_decide"),
]
