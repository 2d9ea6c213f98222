"""LibreOffice without a window: opens a document by its password and writes it in another form."""

import os
import subprocess
from pathlib import Path

# The system's own Python runs this: the bridge to LibreOffice (UNO) is no package of PyPI's.
_SCRIPT = """
import subprocess, sys, time, uno
from com.sun.star.beans import PropertyValue

def named(**values):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())

profile, pipe, source, target, form, password = sys.argv[1:]
office = subprocess.Popen([
    "soffice", "--headless", "--norestore", "--nologo",
    "-env:UserInstallation=" + uno.systemPathToFileUrl(profile),
    "--accept=pipe,name=" + pipe + ";urp;",
])
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext(
    "com.sun.star.bridge.UnoUrlResolver", local)
until = time.monotonic() + 60
while True:
    try:
        there = resolver.resolve("uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext")
        break
    except Exception:
        if time.monotonic() > until:
            raise
        time.sleep(0.2)
desktop = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
try:
    document = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(source), "_blank", 0, named(Hidden=True, Password=password))
    options = {"FilterOptions": "44,34,76"} if "csv" in form else {}
    document.storeToURL(uno.systemPathToFileUrl(target), named(FilterName=form, **options))
    document.close(True)
finally:
    try:
        desktop.terminate()
    except Exception:
        pass
    office.wait(30)
"""

TEXT = "Text (encoded)"
TABLE = "Text - txt - csv (StarCalc)"
SLIDES_AS_PDF = "impress_pdf_Export"
TEXT_AS_PDF = "writer_pdf_Export"


def converted(source: Path, target: Path, form: str, password: str = "") -> Path:
    """`source`, opened with `password` and written to `target` in the filter `form`."""
    profile = target.parent / "office-profile"
    pipe = f"mailguard-{os.getpid()}-{target.stem}"
    arguments = [str(profile), pipe, str(source), str(target), form, password]
    command = ["/usr/bin/python3", "-c", _SCRIPT, *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target
