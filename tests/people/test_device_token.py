"""What pages tell the scripts of a signed-in person: the device, the token that proves it, the key to seal with."""

import base64
import re
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import col

from app.base import clock
from app.base.sealing import current_key
from app.base.tokens import hash_token
from app.people.actions import start_session
from app.people.models import Device
from tests.cast import ids
from tests.world import Client, World


def attributes(page: str) -> dict[str, str]:
    """The data attributes of a page's root."""
    root = re.search(r"<html[^>]*>", page)
    assert root
    return dict(re.findall(r'data-([a-z]+)="([^"]*)"', root[0]))


@pytest.mark.parametrize(("who", "path", "role"), [("sam", "/me", "student"), ("anouk", "/me", "supervisor")])
def test_a_signed_in_page_tells_its_device(world: World, who: str, path: str, role: str) -> None:
    told = attributes(world.as_(getattr(ids, who)).get(path).get_data(as_text=True))
    assert told.keys() == {"device", "token", "key", "public", "role"}
    key = current_key(world.config.secret, clock.now())
    assert told["role"] == role
    assert told["key"] == key.id.hex()
    assert base64.urlsafe_b64decode(told["public"] + "=") == key.public
    with world.session() as session:
        query = sa.select(col(Device.token_hash), col(Device.member_id)).where(
            sa.cast(col(Device.id), sa.String).in_({told["device"], told["device"].replace("-", "")})
        )
        row = session.execute(query).one()
    assert row.member_id == getattr(ids, who)
    assert row.token_hash == hash_token(told["token"])


@pytest.mark.parametrize("path", ["/sign-in", "/badge", "/about", "/nothing-here"])
def test_a_page_of_nobody_tells_nothing(world: World, path: str) -> None:
    assert attributes(world.client().get(path).get_data(as_text=True)) == {}


def test_each_sign_in_has_a_token_of_its_own(world: World) -> None:
    one, other = (attributes(world.as_(ids.sam).get("/me").get_data(as_text=True)) for _ in range(2))
    assert one["device"] != other["device"] and one["token"] != other["token"]


def _under(own_world: World, secret: str, *old: str) -> Flask:
    app = own_world.app
    app.extensions["werkbrug"] = replace(own_world.config, secret=secret, old_secrets=old)
    return app


def test_a_changed_secret_keeps_its_sign_ins_and_tokens_while_it_is_listed(own_world: World) -> None:
    before = own_world.config.secret
    with own_world.session() as session:
        cookie = start_session(session, ids.sam, clock.now(), secret=before).token
    browser = Client(own_world.app)
    browser.set_cookie("session", cookie)
    token = attributes(browser.get("/me").get_data(as_text=True))["token"]

    _under(own_world, "een nieuw geheim dat langer is", before)
    told = attributes(browser.get("/me").get_data(as_text=True))
    assert told["token"] == token, "what waits on the phone was signed with it"
    assert told["key"] == current_key("een nieuw geheim dat langer is", clock.now()).id.hex()

    _under(own_world, "een nieuw geheim dat langer is")
    assert browser.get("/me").status_code == 303, "thrown away: nobody can make this device's token any more"
