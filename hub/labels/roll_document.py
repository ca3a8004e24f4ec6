"""A document for a roll of paper, row by row. A roll has no columns: each entry of a table gets lines of its own.

Not for: which letters the printer has, and how wide it is; `columns` says how many letters a line takes.
"""

from __future__ import annotations

from collections.abc import Sequence

from hub.labels.document import (
    Cell,
    Column,
    Document,
    Facts,
    Large,
    Line,
    Panel,
    Paragraph,
    Roll,
    Section,
    Sides,
    Signing,
    Table,
    TableRow,
    Total,
)
from hub.labels.layout import (
    Align,
    Row,
    Rule,
    Space,
    Square,
    Text,
    cut,
    headline,
    joined,
    pair,
    paragraph,
    tidy,
    wrap,
)

TO_SIGN, TO_WRITE = 52, "______"
BOX = "[ ] "


def document_rows(document: Document, columns: int) -> tuple[Row, ...]:
    """All rows of the paper."""
    return (
        *mark_bar(document.mark, columns),
        *headline(document.title, columns, largest=2),
        Rule(heavy=True),
        *(row for section in document.sections for row in _section(section, columns)),
        *_link(document, columns),
        *_footnote(document.footnote, columns),
    )


def mark_bar(mark: str, columns: int) -> tuple[Row, ...]:
    """White on black across the paper, so that a second paper cannot pass as the first."""
    if not mark:
        return ()
    words = cut(mark, columns // 2)
    return (Text(words.center(columns // 2), wide=2, high=2, bold=True, inverse=True), Space(8))


def _section(section: Section, columns: int) -> tuple[Row, ...]:
    match section:
        case Sides():
            return _sides(section, columns)
        case Table():
            return _table(section, columns)
        case Paragraph():
            lines = tuple(row for line in section.lines for row in _line(line, columns))
            return (*(_heading(section.heading, columns) or (Space(8),)), *lines) if lines else ()
        case Total():
            total = pair(section.left, section.right, columns, bold=True, size=2)
            return (Rule(heavy=True), *total)
        case Large():
            caption = paragraph(section.caption, columns)
            return (Space(10), *caption, *headline(section.text, columns, largest=4, most=4), Space(6))
        case Signing():
            return _signing(section, columns)


def _heading(text: str, columns: int) -> tuple[Row, ...]:
    return (Space(10), Text(cut(text.upper(), columns), bold=True), Rule()) if text else ()


def _line(line: Line, columns: int) -> tuple[Text, ...]:
    return paragraph(line.text, columns, bold=line.strong)


def _sides(sides: Sides, columns: int) -> tuple[Row, ...]:
    rows: list[Row] = []
    for part in sides.parts:
        match part:
            case Panel():
                rows += _heading(part.heading, columns)
                for place, line in enumerate(part.lines):
                    rows += paragraph(line, columns, bold=place == 0)
            case Facts():
                rows += (Space(10),) if rows else ()
                rows += (row for name, fact in part.pairs for row in _beside(name, fact, columns))
    return tuple(rows)


def _beside(left: str, right: str, columns: int, *, bold: bool = False) -> tuple[Text, ...]:
    """Two texts on one line, or each wrapped on lines of its own, the second to the right: neither is cut."""
    left, right = tidy(left), tidy(right)
    if len(left) + len(right) + 2 <= columns or not (left and right):
        return pair(left, right, columns, bold=bold)
    below = (Text(line.rjust(columns), bold=bold) for line in wrap(right, columns))
    return (*paragraph(left, columns, bold=bold), *below)


def _signing(signing: Signing, columns: int) -> tuple[Row, ...]:
    rows: list[Row] = [*_heading(signing.heading, columns)]
    for caption in signing.captions:
        rows += (Space(TO_SIGN), Rule(), Text(cut(caption, columns)))
    return tuple(rows)


def _link(document: Document, columns: int) -> tuple[Row, ...]:
    if not document.link:
        return ()
    return (Space(14), Square(document.link, large=cut(document.link_says, columns), above="", below=""))


def _footnote(text: str, columns: int) -> tuple[Row, ...]:
    if not text:
        return ()
    return (Space(14), *(Text(line.text, align=Align.CENTRE) for line in paragraph(text, columns)))


# ---- tables


def _table(table: Table, columns: int) -> tuple[Row, ...]:
    if not table.rows:
        return (*_heading(table.title, columns), *paragraph(table.empty, columns)) if table.empty else ()
    rows = [row for entry in table.rows for row in _entry(table, entry, columns)]
    return (*(_heading(table.title, columns) or (Space(10),)), *rows)


def _entry(table: Table, entry: TableRow, columns: int) -> tuple[Row, ...]:
    cells = list(zip(table.columns, entry.cells, strict=True))
    rows: list[Row] = [*_head(table, cells, columns)]
    rows += paragraph(
        joined([_named(column, cell) for column, cell in cells if column.roll is Roll.JOINED]), columns
    )
    rows += _pairs([(column, cell) for column, cell in cells if column.roll is Roll.PAIRED], columns)
    rows += (row for line in entry.under for row in _line(line, columns))
    return (*rows, Space(10))


def _head(table: Table, cells: Sequence[tuple[Column, Cell]], columns: int) -> tuple[Row, ...]:
    """The first line: one text, or two beside each other, the named one last; what else these cells say stands below."""
    heads = [(column, cell) for column, cell in cells if column.roll is Roll.HEAD and cell]
    heads.sort(key=lambda one: one[0].named)
    firsts = [f"{column.heading} {cell[0].text}" if column.named else cell[0].text for column, cell in heads]
    if not firsts:
        return ()
    box = BOX if table.tick else ""
    first = box + firsts[0]
    top = (
        _beside(first, firsts[1], columns, bold=True)
        if len(firsts) > 1
        else paragraph(first, columns, bold=True)
    )
    return (*top, *(row for _, cell in heads for line in cell[1:] for row in _line(line, columns)))


def _named(column: Column, cell: Cell) -> str:
    text = TO_WRITE if column.blank and not cell else joined([line.text for line in cell])
    return f"{column.heading} {text}" if text and (column.named or column.blank) else text


def _paired(column: Column, cell: Cell) -> str:
    if not cell:
        return f"{column.heading} {TO_WRITE}"
    said = joined([line.text for line in cell], " / ")
    return said if column.blank else f"{column.heading} {said}"


def _pairs(cells: Sequence[tuple[Column, Cell]], columns: int) -> tuple[Row, ...]:
    said = [_paired(column, cell) for column, cell in cells if cell or column.blank]
    rows: list[Row] = []
    for at in range(0, len(said) - 1, 2):
        rows += _beside(said[at], said[at + 1], columns, bold=True)
    if len(said) % 2:
        rows += (Text(line.rjust(columns), bold=True) for line in wrap(said[-1], columns))
    return tuple(rows)
