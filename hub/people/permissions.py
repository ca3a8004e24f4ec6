"""Every right there is, as `<subject>:<thing>:<act>`. Keep the list alphabetical; roles receive rights in config/roles.toml."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """What a route may ask for. A route without one of these is either public by name or a failing test."""

    ARTICLES_READ = "catalogue:article:read"
    ARTICLES_SET = "catalogue:article:set"  # goods, articles and their prices
    ALARMS_ANSWER = "coldchain:alarm:answer"
    ROOM_DAYS_SIGN = "coldchain:day:sign"
    ROOM_REPORTS_READ = "coldchain:report:read"
    PROBES_CALIBRATE = "coldchain:probe:calibrate"
    PROBES_PLACE = "coldchain:probe:place"
    ROOMS_READ = "coldchain:room:read"
    ROOMS_SET = "coldchain:room:set"  # limits, defrosts, door delays
    DELIVERY_ANSWER = "delivery:line:answer"
    LOAD_CLOSE = "delivery:load:close"
    NOTES_READ = "delivery:note:read"
    STOP_DELIVER = "delivery:stop:deliver"
    DEVICES_READ = "devices:state:read"
    JOBS_COPY_AGAIN = "labels:job:copy_again"  # more than one copy of a label
    JOBS_READ = "labels:job:read"
    JOBS_REPRINT = "labels:job:reprint"
    JOBS_SETTLE = "labels:job:settle"
    LINES_ANSWER = "orders:line:answer"  # a producer, for its own articles
    LINES_ANSWER_ANY = "orders:line:answer_any"  # a coordinator, on a producer's behalf
    ORDERS_PLACE = "orders:order:place"
    ORDERS_READ = "orders:order:read"  # a kitchen's own
    ORDERS_READ_ALL = "orders:order:read_all"
    KIOSKS_ENROL = "people:kiosk:enrol"
    PEOPLE_ADMINISTER = "people:person:administer"
    PICKS_CONFIRM = "picking:line:confirm"
    PICKS_READ = "picking:list:read"
    WEEK_READ = "planning:week:read"
    COLLECTION_CLOSE = "receiving:collection:close"
    CRATES_WEIGH_IN = "receiving:crate:weigh_in"
    DAY_SHEETS_READ = "receiving:day_sheet:read"
    DAY_SHEETS_SIGN = "receiving:day_sheet:sign"
    GOODS_READ = "receiving:goods:read"  # temperatures, remarks and photos of every producer's goods
    GOODS_REFUSE = "receiving:goods:refuse"
    WEIGHINGS_READ = "receiving:weighing:read"
    WEIGHINGS_SET_ASIDE = "receiving:weighing:set_aside"
    CRATES_PUT_AWAY = "stock:crate:put_away"
    CRATES_READ = "stock:crate:read"
    HOLDS_PLACE = "stock:hold:place"
    HOLDS_RELEASE = "stock:hold:release"
