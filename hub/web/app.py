"""The Flask application: which steps every request goes through, and what every template may use."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Flask, Response, request
from flask_babel import Babel
from jinja2 import StrictUndefined

from hub.kernel.ids import token
from hub.kernel.words import Language
from hub.web import (
    access,
    csrf,
    errors,
    headers,
    language,
    messages,
    navigation,
    origins,
    paper_names,
    scanners,
    sessions,
    texts,
    theme,
)
from hub.web.format import FILTERS
from hub.web.live import OpenStreams
from hub.web.pages import blueprints
from hub.web.row_ids import RowIdConverter
from hub.web.static_files import serve_static
from hub.wiring import House

FOLDER = Path(__file__).parent
LARGEST_REQUEST = 8 * 1024 * 1024
LARGEST_WITH_PHOTOS = 48 * 1024 * 1024
TAKE_PHOTOS = frozenset(
    {
        "goods.keep_remark",
        "goods.turn_away",
        "room_days.done",
        "sensors.add_files",
        "sensors.enter_certificate",
    }
)
# Of the server's threads so many may hold an open stream; the rest answer pages.
SHARE_FOR_STREAMS = 2 / 3


def create_app(house: House) -> Flask:
    """An application on one running house. Two houses can live in one process."""
    app = Flask("hub.web", root_path=str(FOLDER), static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.extensions["house"] = house
    app.extensions["open_streams"] = OpenStreams(max(2, int(house.settings.web.threads * SHARE_FOR_STREAMS)))
    app.extensions["taken_scans"] = scanners.TakenScans(house.live)
    _speak(app, house)
    _furnish_templates(app, house)
    app.url_map.converters["int"] = RowIdConverter
    serve_static(app)
    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    # Who is it; did a page of ours ask; may they.
    app.before_request(sessions.recognise)
    app.before_request(_let_photos_in)
    app.before_request(csrf.check)
    app.before_request(access.guard)
    # Flask runs these from the last to the first.
    app.after_request(headers.protect)
    app.after_request(sessions.hand_out_cookie)
    app.after_request(messages.keep_messages)
    app.after_request(_say_language)
    errors.answer_errors(app)
    return app


def _let_photos_in() -> None:
    """Photos are larger than forms: whoever is logged in may send some of them to the pages that ask for them."""
    if request.endpoint in TAKE_PHOTOS and access.visitor_or_none() is not None:
        request.max_content_length = LARGEST_WITH_PHOTOS


def _speak(app: Flask, house: House) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(FOLDER / "translations")
    Babel(
        app,
        default_locale=house.settings.hub.language.value,
        default_timezone=house.settings.hub.timezone,
        locale_selector=lambda: language.language().value,
    )


def _furnish_templates(app: Flask, house: House) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        FILTERS,
        **origins.FILTERS,
        **paper_names.FILTERS,
        title=texts.title,
        sentence=texts.sentence,
        as_json=json.dumps,
    )
    app.jinja_env.globals.update(
        hub=house.settings.hub,
        demo_panel=house.settings.demo.panel_url,
        languages=tuple(Language),
        language=language.language,
        theme=theme.theme,
        visitor=access.visitor_or_none,
        csrf_token=csrf.csrf_token,
        new_operation=token,
        said_messages=messages.messages,
        menu_places=navigation.places,
        scanner_here=scanners.scanner_here,
        scanners=scanners.scanners,
        can_open=navigation.can_open,
        now=house.clock.now,
    )


def _say_language(response: Response) -> Response:
    if request.endpoint != "static":
        response.headers["Content-Language"] = language.language().value
        response.headers["Vary"] = "Cookie, Accept-Language"
    return response
