"""The addresses of those who judge: the desk, one form before its reviewer, many at once."""

from django.urls import path

from .views import approving, audit, comparing, desk, oversight, returned, reviewing

urlpatterns = [
    path("desk/", desk.queue, name="desk"),
    path("desk/bulk/", desk.bulk, name="bulk"),
    path("desk/approvals/", approving.approvals, name="approvals"),
    path("declarations/<int:pk>/compare/", comparing.comparison, name="compare"),
    path("declarations/<int:pk>/adjust/", approving.adjust, name="adjust"),
    path("declarations/<int:pk>/review/", reviewing.review, name="review"),
    path("declarations/<int:pk>/review/decide/", reviewing.decide, name="decide"),
    path("declarations/<int:pk>/review/key/", reviewing.set_key, name="set_key"),
    path("declarations/<int:pk>/remarks/", reviewing.remark, name="remark"),
    path(
        "declarations/<int:pk>/remarks/<int:remark_pk>/withdraw/",
        reviewing.withdraw_remark,
        name="withdraw_remark",
    ),
    path(
        "declarations/<int:pk>/remarks/<int:remark_pk>/answer/",
        returned.answer_remark,
        name="answer_remark",
    ),
    path("progress/<int:year>/", oversight.progress, name="progress"),
    path("record.xlsx", oversight.log, name="log"),
    path("audit/", audit.index, name="audit"),
    path("audit/record.xlsx", audit.export, name="audit_export"),
    path("dossiers.zip", oversight.dossiers, name="dossiers"),
    path("declarations/<int:pk>/dossier.docx", oversight.dossier_of, name="dossier"),
]
