"""A4 pages as lists of what was drawn on them: each text with the box it takes, by the fonts' own measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hub.labels.dialects.pdf_document import draw_document
from hub.labels.dialects.pdf_ink import Ink, Pen, Placed
from hub.labels.dialects.pdf_sheet import Sheet
from hub.labels.dialects.pdf_tables import HEIGHT, WIDTH
from hub.labels.dialects.pdf_type import width_in
from hub.labels.document import Document

# How far letters reach above and below their base line, in hundredths of their size.
ABOVE, BELOW = 76, 22


@dataclass(frozen=True, slots=True)
class DrawnText:
    """One text. Its box is in tenths of a millimetre from the top left."""

    text: str
    left: int
    right: int
    top: int
    bottom: int


class NotingInk(Ink):
    """Keeps the texts of each page and draws nothing."""

    def __init__(self) -> None:
        self.pages: list[list[DrawnText]] = [[]]

    def text(self, x: int, y: int, text: str, pen: Pen) -> None:
        down = HEIGHT - y
        self.pages[-1].append(
            DrawnText(
                text,
                x,
                x + width_in(pen.font, text, pen.size),
                down - pen.size * ABOVE // 100,
                down + pen.size * BELOW // 100,
            )
        )

    def texts(self, y: int, placed: Sequence[Placed]) -> None:
        for x, down, text, pen in placed:
            self.text(x, y - down, text, pen)

    def block(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        pass

    def path(self, x: float, y: float, scale: float, rectangles: str, colour: str) -> None:
        pass

    def flow(self) -> None:
        self.pages.append([])


class NotingSheet(Sheet):
    def __init__(self) -> None:
        super().__init__(WIDTH, HEIGHT, "noted")
        self.noting = NotingInk()
        self._ink = self.noting


def pages_of(document: Document) -> list[list[DrawnText]]:
    """The texts of every page of a document."""
    sheet = NotingSheet()
    draw_document(sheet, document)
    return sheet.noting.pages
