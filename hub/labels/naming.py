"""What a person calls a paper in a list: the goods and the crate, the note's number, the place; and whose it is."""

from __future__ import annotations

from hub.kernel.words import Language
from hub.labels.all_contents import Content
from hub.labels.content import CrateLabelContent, DeliveryNoteContent, short_code
from hub.labels.label_contents import ConsignmentContent, PalletContent, PlaceContent, ProductCardContent
from hub.labels.note_contents import (
    CollectionOrderContent,
    LoadListContent,
    PickListContent,
    ReceivingSlipContent,
)
from hub.labels.phrases import day


def named(content: Content, language: Language) -> tuple[str, str]:
    """The paper's own name, and a further word."""
    match content:
        case CrateLabelContent():
            return f"{content.product} · {short_code(content.sscc)}", content.producer
        case ConsignmentContent():
            return content.kitchen, f"{content.number} / {content.of}"
        case PalletContent():
            return short_code(content.sscc), content.kitchen
        case PlaceContent():
            return content.place, content.name
        case ProductCardContent():
            return content.article, content.product
        case DeliveryNoteContent():
            return content.number, content.receiver.name
        case PickListContent():
            return content.kitchen, day(content.deliver_on, language)
        case LoadListContent():
            return content.route, day(content.deliver_on, language)
        case CollectionOrderContent() | ReceivingSlipContent():
            return content.producer.name, day(content.collect_on, language)
        case _:
            return f"{content.scale.name} {content.number}", content.goods.product if content.goods else ""
