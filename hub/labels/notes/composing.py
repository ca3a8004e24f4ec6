"""Which composer a note's content has: the one door from stored values to a document."""

from __future__ import annotations

from hub.kernel.words import Language
from hub.labels.all_contents import NoteContent
from hub.labels.content import DeliveryNoteContent
from hub.labels.document import Document
from hub.labels.note_contents import (
    CollectionOrderContent,
    LoadListContent,
    PickListContent,
    ReceivingSlipContent,
)
from hub.labels.notes.collection_order import collection_order
from hub.labels.notes.delivery_note import delivery_note
from hub.labels.notes.load_list import load_list
from hub.labels.notes.pick_list import pick_list
from hub.labels.notes.receiving_slip import receiving_slip
from hub.labels.notes.weighing_ticket import weighing_ticket


def document_of(content: NoteContent, language: Language, copy: int = 1) -> Document:
    """The note in a language. `copy` above 1 is a second paper, and says so."""
    match content:
        case DeliveryNoteContent():
            return delivery_note(content, language, copy)
        case PickListContent():
            return pick_list(content, language, copy)
        case CollectionOrderContent():
            return collection_order(content, language, copy)
        case LoadListContent():
            return load_list(content, language, copy)
        case ReceivingSlipContent():
            return receiving_slip(content, language, copy)
        case _:
            return weighing_ticket(content, language, copy)
