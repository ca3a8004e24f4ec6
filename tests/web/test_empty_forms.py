"""Forms that are sent with nothing in them: the browser says nothing of its own, so the hub says what is missing."""

from __future__ import annotations

import pytest
from flask import Flask

from hub.wiring import House
from tests.support.floor_factory import make_floor
from tests.web.conftest import EnterAs

SAID = ('role="alert"', 'class="field-problem"', "refusal")


@pytest.mark.parametrize("role", ["hub_worker", "coordinator", "administrator", "quality"])
def test_no_empty_form_breaks_the_hub(house: House, app: Flask, enter_as: EnterAs, role: str) -> None:
    with house.database.write() as session:
        make_floor(session)
    browser = enter_as(role)
    token = browser.csrf()
    rules = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not rule.arguments and rule.rule != "/log-out"
    ]
    assert len(rules) > 5
    for address in rules:
        answer = browser.client.post(address, data={"csrf": token, "operation": address})
        assert answer.status_code < 500, address
        if answer.status_code == 422:
            assert any(sign in answer.text for sign in SAID), address
