"""PDFs as laboratories send them, and as nobody should: made with reportlab and by hand."""

from __future__ import annotations

import io

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def a_pdf(text: str = "Certificate K-1701", pages: int = 1, *, password: str = "") -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, encrypt=StandardEncryption(password, canPrint=1) if password else None)
    for number in range(pages):
        canvas.drawString(72, 720, f"{text}, page {number + 1}")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def a_pdf_that(entry: bytes) -> bytes:
    """A small document whose root has one entry more, such as an action when it is opened."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + entry + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ]
    written = io.BytesIO(b"%PDF-1.4\n")
    written.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(written.tell())
        written.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    table = written.tell()
    written.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        written.write(b"%010d 00000 n \n" % place)
    written.write(
        b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    )
    return written.getvalue()
