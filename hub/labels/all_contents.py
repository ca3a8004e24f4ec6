"""Every content that a print job can hold, by the kind of its paper: the door back from stored JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.labels.content import CrateLabelContent, DeliveryNoteContent, PaperKind
from hub.labels.label_contents import ConsignmentContent, PalletContent, PlaceContent, ProductCardContent
from hub.labels.note_contents import (
    CollectionOrderContent,
    LoadListContent,
    PickListContent,
    ReceivingSlipContent,
    WeighingTicketContent,
)

LabelContent = CrateLabelContent | ConsignmentContent | PalletContent | PlaceContent | ProductCardContent
NoteContent = (
    DeliveryNoteContent
    | PickListContent
    | CollectionOrderContent
    | LoadListContent
    | ReceivingSlipContent
    | WeighingTicketContent
)
Content = LabelContent | NoteContent

_LABELS: Mapping[PaperKind, type[LabelContent]] = {
    one.kind: one
    for one in (CrateLabelContent, ConsignmentContent, PalletContent, PlaceContent, ProductCardContent)
}
_NOTES: Mapping[PaperKind, type[NoteContent]] = {
    one.kind: one
    for one in (
        DeliveryNoteContent,
        PickListContent,
        CollectionOrderContent,
        LoadListContent,
        ReceivingSlipContent,
        WeighingTicketContent,
    )
}


def content_from_json(kind: PaperKind, stored: dict[str, Any]) -> Content:
    """The content that was stored for a paper of this kind. Raises ValueError for one that cannot be read."""
    return label_from_json(kind, stored) if kind in _LABELS else note_from_json(kind, stored)


def label_from_json(kind: PaperKind, stored: dict[str, Any]) -> LabelContent:
    return _LABELS[kind].from_json(stored)


def note_from_json(kind: PaperKind, stored: dict[str, Any]) -> NoteContent:
    return _NOTES[kind].from_json(stored)
