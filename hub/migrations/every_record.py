"""Imports every table of the house, so that the metadata is whole for Alembic."""

from __future__ import annotations

from sqlalchemy import MetaData

from hub.catalogue import records as catalogue
from hub.coldchain import alarm_records, probe_records, room_records
from hub.coldchain import records as coldchain
from hub.delivery import records as delivery
from hub.labels import records as labels
from hub.orders import records as orders
from hub.people import records as people
from hub.picking import records as picking
from hub.planning import records as planning
from hub.receiving import goods_records
from hub.receiving import records as receiving
from hub.stock import records as stock
from hub.storage import numbers
from hub.storage.base import Base

SUBJECTS = (
    alarm_records,
    catalogue,
    coldchain,
    delivery,
    goods_records,
    labels,
    numbers,
    orders,
    people,
    picking,
    planning,
    probe_records,
    receiving,
    room_records,
    stock,
)

METADATA: MetaData = Base.metadata
