"""LibreOffice as another program that opens, prints and saves our documents."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import NO_LIBREOFFICE

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(
    not (SOFFICE and shutil.which("pdfinfo") and shutil.which("pdftotext")), reason=NO_LIBREOFFICE
)

#: The fonts of the form are not on every machine; their shapes are, under other names.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>{}</fontconfig>"""
SAME_FONT = """<match target="pattern"><test name="family"><string>{}</string></test>
<edit name="family" mode="assign" binding="strong"><string>Noto Serif CJK SC</string></edit>
</match>"""


def convert(to: str, directory: Path, *sources: Path) -> list[Path]:
    """Converts documents in one run, with a profile and fonts of its own."""
    fonts = directory / "fonts.conf"
    names = ("宋体", "SimSun", "方正小标宋简体")
    fonts.write_text(FONTS.format("".join(SAME_FONT.format(name) for name in names)))
    out = directory / to
    profile = (directory / "profile").as_uri()
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
        + ["--outdir", str(out)]
        + [str(source) for source in sources],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        check=True,
        capture_output=True,
        timeout=180,
    )
    return [out / f"{source.stem}.{to}" for source in sources]


def pages(pdf: Path) -> tuple[int, str]:
    """The number of pages of a PDF and the size of the first."""
    said = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    lines = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    return int(lines["Pages"]), lines["Page size"].strip()


def text(pdf: Path) -> str:
    """The text of a PDF without blanks."""
    said = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True)
    return "".join(said.stdout.split())
