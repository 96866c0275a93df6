"""The Excel file of an administrator."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from .uploads import fault_of_file

SUFFIXES = (".xlsx",)


class SheetForm(forms.Form):
    file = forms.FileField(
        label="Excel 文件",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
        help_text="Excel（.xlsx）。第一行是栏目名称，与模板一致；栏目的先后不论。",
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if fault := fault_of_file(file, SUFFIXES):
            raise ValidationError(fault)
        return file
