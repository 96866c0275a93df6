"""The addresses of declarations: read one, edit it step by step, import, export."""

from django.urls import include, path

from .views import (
    account,
    answers,
    cost_tables,
    deeds,
    last_year,
    listing,
    notices,
    pages,
    paper,
    recycling,
    rows,
    rules,
    steps,
    uploads,
)

urlpatterns = [
    path("", pages.home, name="home"),
    path("declarations/", listing.declaration_list, name="list"),
    path("declarations/new/", listing.new, name="new"),
    path("declarations/export/<str:format>/", paper.export_many, name="export_many"),
    path("declarations/<int:pk>/", paper.show, name="declaration"),
    path("declarations/<int:pk>/export/<str:format>/", paper.export_one, name="export"),
    path("declarations/<int:pk>/edit/<slug:key>/", steps.edit, name="edit"),
    path("declarations/<int:pk>/deeds/<slug:action>/", deeds.deed, name="deed"),
    path("notices/<int:pk>/read/", notices.read, name="notice_read"),
    path("declarations/<int:pk>/rows/add/", rows.add_row, name="add_row"),
    path("declarations/<int:pk>/rows/<int:row_pk>/", rows.row, name="row"),
    path("declarations/<int:pk>/rows/<int:row_pk>/items/add/", rows.add_item, name="add_item"),
    path(
        "declarations/<int:pk>/rows/<int:row_pk>/sentence/", cost_tables.sentence, name="sentence"
    ),
    path(
        "declarations/<int:pk>/rows/<int:row_pk>/items/read/",
        cost_tables.read_items,
        name="read_items",
    ),
    path("declarations/<int:pk>/items/<int:item_pk>/", rows.item, name="item"),
    path("declarations/<int:pk>/mend/", answers.mend, name="mend"),
    path("declarations/<int:pk>/mend/all/", answers.mend_all, name="mend_all"),
    path("declarations/<int:pk>/justify/", answers.justify, name="justify"),
    path("declarations/<int:pk>/justify/withdraw/", answers.withdraw, name="withdraw"),
    path("declarations/<int:pk>/undo/", answers.undo, name="undo"),
    path("declarations/last-year/", last_year.choose, name="last_year"),
    path("declarations/<int:pk>/confirm-rows/", answers.confirm_rows, name="confirm_rows"),
    path("declarations/bin/", recycling.recycle_bin, name="recycle_bin"),
    path("declarations/<int:pk>/delete/", recycling.delete, name="delete"),
    path("declarations/<int:pk>/restore/", recycling.restore, name="restore"),
    path("", include("declarations.review_urls")),
    path("rules/", rules.rules, name="rules"),
    path("rules/settings/<int:year>/", rules.settings, name="rule_settings"),
    path("accounts/password/", account.password, name="password"),
    path("accounts/unit/", account.choose_unit, name="choose_unit"),
    path("office/", include("declarations.office_urls")),
    path("import/", uploads.upload, name="import"),
    path("import/<uuid:pk>/", uploads.preview, name="import_preview"),
    path("import/<uuid:pk>/confirm/", uploads.confirm, name="import_confirm"),
    path("import/<uuid:pk>/discard/", uploads.discard, name="import_discard"),
]
