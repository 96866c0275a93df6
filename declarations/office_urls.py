"""The addresses of what an administrator keeps of an office: cycles, units, people, the budget."""

from django.urls import path

from .views import budget, cycles, office, people, tables, units

urlpatterns = [
    path("", office.index, name="office"),
    path("cycles/", cycles.index, name="cycles"),
    path("cycles/new/", cycles.new, name="new_cycle"),
    path("cycles/<int:year>/", cycles.show, name="cycle"),
    path("cycles/<int:year>/edit/", cycles.edit, name="edit_cycle"),
    path("cycles/<int:year>/open/", cycles.set_status, {"deed": "open"}, name="open_cycle"),
    path("cycles/<int:year>/close/", cycles.set_status, {"deed": "close"}, name="close_cycle"),
    path("cycles/<int:year>/stages/add/", cycles.add_stage, name="add_stage"),
    path("cycles/<int:year>/stages/<int:pk>/", cycles.stage, name="stage"),
    path("cycles/<int:year>/thresholds/", cycles.thresholds, name="thresholds"),
    path("cycles/<int:year>/extensions/add/", cycles.extend, name="extend"),
    path(
        "cycles/<int:year>/extensions/<int:pk>/withdraw/",
        cycles.withdraw_extension,
        name="withdraw_extension",
    ),
    path("units/", units.index, name="units"),
    path("units/new/", units.new, name="new_unit"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/active/", units.set_active, name="set_unit_active"),
    path("units/<int:pk>/delete/", units.delete, name="delete_unit"),
    path("people/", people.index, name="people"),
    path("people/new/", people.new, name="new_person"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/posts/add/", people.add_post, name="add_post"),
    path("people/<int:pk>/posts/<int:post_pk>/remove/", people.remove_post, name="remove_post"),
    path("people/<int:pk>/reset/", people.reset, name="reset_password"),
    path("people/<int:pk>/active/", people.set_active, name="set_person_active"),
    path("people/<int:pk>/delete/", people.delete, name="delete_person"),
    path("people/<int:pk>/hand-over/", people.hand_over, name="hand_over"),
    path("cycles/<int:year>/projects/", budget.projects, name="budget_projects"),
    path(
        "cycles/<int:year>/projects/<int:pk>/delete/",
        budget.delete_project,
        name="delete_budget_project",
    ),
    path("cycles/<int:year>/figures/", budget.figures, name="control_figures"),
    path("cycles/<int:year>/figures/<int:pk>/delete/", budget.delete_figure, name="delete_figure"),
    path("tables/<slug:kind>/template/", tables.template, name="table_template"),
    path("tables/<slug:kind>/import/", tables.upload, name="table_import"),
    path("tables/<slug:kind>/export/", tables.export, name="table_export"),
    path("cycles/<int:year>/<slug:kind>/import/", tables.upload, name="cycle_table_import"),
    path("cycles/<int:year>/<slug:kind>/export/", tables.export, name="cycle_table_export"),
    path("tables/<uuid:pk>/", tables.preview, name="table_preview"),
    path("tables/<uuid:pk>/confirm/", tables.confirm, name="table_confirm"),
    path("tables/<uuid:pk>/discard/", tables.discard, name="table_discard"),
]
