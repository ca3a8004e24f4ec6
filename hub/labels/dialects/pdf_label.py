"""A drawing as PDF: for an office printer, and for a preview that can be enlarged. The same drawing gives the same bytes."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import as_file, files

from hub.labels.dialects.letters import ASCENT, PER_SIZE, Face
from hub.labels.dialects.pictograms import PICTOGRAMS
from hub.labels.dialects.symbols import matrix_of, runs
from hub.labels.marks import BARS, BlockMark, Drawing, PictureMark, SymbolMark, TextMark
from hub.labels.symbols import MICRONS_PER_INCH, dots_to_microns

POINTS_PER_INCH = 72


def label_pdf(drawing: Drawing, title: str = "") -> bytes:
    sheet = _Sheet(drawing, title)
    for mark in drawing.marks:
        match mark:
            case TextMark():
                sheet.text(mark)
            case BlockMark():
                sheet.rectangle(mark.box.x, mark.box.y, mark.box.width, mark.box.height)
            case PictureMark():
                sheet.pictogram(mark)
            case SymbolMark():
                sheet.symbol(mark)
    return sheet.finish()


@cache
def _registered(face_file: str, package: str) -> str:
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    name = f"Label{face_file.partition('.')[0]}"
    with as_file(files(package) / "fonts" / face_file) as path:
        registerFont(TTFont(name, str(path)))
    return name


def _font(face: Face) -> str:
    return _registered(face.file, face.package)


class _Sheet:
    """Measured from the top left, as the drawing is; PDF counts from the bottom."""

    def __init__(self, drawing: Drawing, title: str) -> None:
        # Importing reportlab looks for settings in the home folder; no import of the hub may.
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

        scale = POINTS_PER_INCH / MICRONS_PER_INCH
        self._file = io.BytesIO()
        self._canvas = Canvas(
            self._file,
            pagesize=(drawing.width * scale, drawing.height * scale),
            invariant=1,
            pageCompression=1,
        )
        self._canvas.setTitle(title or "Samlast")
        self._canvas.setCreator("Samlast")
        self._canvas.scale(scale, scale)
        self._height = drawing.height
        self._dpi = drawing.dpi

    def finish(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()

    def text(self, mark: TextMark) -> None:
        canvas = self._canvas
        canvas.setFillColor("#ffffff" if mark.inverse else "#000000")
        canvas.setFont(_font(mark.face), mark.size)
        draw = (canvas.drawString, canvas.drawCentredString, canvas.drawRightString)
        at = mark.x + (0, mark.room // 2, mark.room)[mark.align]
        draw[mark.align](at, self._height - mark.y - mark.size * ASCENT // PER_SIZE, mark.text)

    def rectangle(self, x: int, y: int, width: int, height: int) -> None:
        self._canvas.setFillColor("#000000")
        self._canvas.rect(x, self._height - y - height, width, height, stroke=0, fill=1)

    def pictogram(self, mark: PictureMark) -> None:
        side = min(mark.box.width, mark.box.height)
        self._canvas.setLineCap(1)
        for x1, y1, x2, y2, width in PICTOGRAMS.get(mark.shows, ()):
            self._canvas.setLineWidth(width * side // 100)
            self._canvas.line(
                mark.box.x + x1 * side // 100,
                self._height - mark.box.y - y1 * side // 100,
                mark.box.x + x2 * side // 100,
                self._height - mark.box.y - y2 * side // 100,
            )

    def symbol(self, mark: SymbolMark) -> None:
        module = dots_to_microns(mark.dots, self._dpi)
        bars = mark.symbol.kind in BARS
        tall = mark.height if bars else module
        # A hair of overlap, or some viewers show white lines between the rows of a square code.
        overlap = 0 if bars else module // 50
        for down, row in enumerate(matrix_of(mark.symbol).rows):
            for start, length in runs(row):
                self.rectangle(
                    mark.x + start * module, mark.y + down * module, length * module, tall + overlap
                )
