"""What must be known of a receipt printer before a row is laid on its paper: how wide its head is, its letters, its own codes.

python-escpos knows the models: which number a code page has, and whether there is a QR of the printer's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from hub.kernel.errors import RuleBroken
from hub.labels.code128 import Bars128
from hub.labels.dialects.dots import CELL_WIDTH
from hub.labels.dialects.escpos_codes import WIDEST_MODULE, WIDEST_QR_MODULE
from hub.labels.symbols import (
    LEAST_LINK_X,
    LEAST_SQUARE_X,
    QUIET,
    CodeTooLarge,
    bar_module,
    dots_to_microns,
    square_module,
)

# Epson's numbers, for a model whose profile does not list the page.
EPSON_PAGES = {"CP437": 0, "CP850": 2, "CP865": 5, "CP1252": 16, "CP858": 19}


class PaperTooNarrow(RuleBroken):
    """The head is too narrow for any label."""

    code = "paper_too_narrow"


@dataclass(frozen=True, slots=True)
class Head:
    """What the dialect must know of a printer. `model` is a profile of python-escpos; an unknown one is "default".

    `page_number` overrides the profile where a printer numbers its pages in its own way.
    """

    width: int = 576
    model: str = "default"
    code_page: str = "CP858"
    page_number: int | None = None
    dpi: int = 203

    @property
    def columns(self) -> int:
        return self.width // CELL_WIDTH

    @property
    def has_qr(self) -> bool:
        return _model(self.model).has_qr

    @property
    def page(self) -> int:
        """What ESC t calls the code page on this model."""
        if self.page_number is not None:
            return self.page_number
        return _model(self.model).pages.get(self.code_page, EPSON_PAGES[self.code_page])

    def bar_module(self, symbol: Bars128, *, gs1: bool) -> int | None:
        """Dots per module at which bars and their white margins fit within the standard, or None: never send bars that do not."""
        module = bar_module(symbol.modules, dots_to_microns(self.width, self.dpi), self.dpi, gs1=gs1)
        return module if module is not None and module <= WIDEST_MODULE else None

    def square_module(self, modules: int) -> int:
        """The same for QR. Raises CodeTooLarge, because a label whose code nobody can read is none."""
        return self._square(modules, LEAST_SQUARE_X)

    def link_module(self, modules: int) -> int:
        """The same for a QR with a link that a telephone opens, which may be finer."""
        return self._square(modules, LEAST_LINK_X)

    def _square(self, modules: int, least: int) -> int:
        room = dots_to_microns(self.width, self.dpi)
        module = square_module(modules, QUIET["qr"], room, self.dpi, wanted=least, least=least)
        if module is None:
            raise CodeTooLarge(code="QR", dots=self.width)
        return min(module, WIDEST_QR_MODULE)


@dataclass(frozen=True, slots=True)
class _Model:
    """What python-escpos knows of a model, as far as a label needs it."""

    pages: Mapping[str, int]
    has_qr: bool


@lru_cache(maxsize=64)
def _model(name: str) -> _Model:
    # On import python-escpos reads its table of printers from disk and writes a cache; no import of the hub may.
    from escpos.capabilities import CAPABILITIES  # noqa: PLC0415
    from escpos.printer import Dummy  # noqa: PLC0415

    profile = Dummy(profile=name if name in CAPABILITIES["profiles"] else "default").profile
    pages = {page: int(number) for page, number in profile.get_code_pages().items()}
    return _Model(pages, bool(profile.supports("qrCode")))
