"""What no phone of ours would put in an envelope; ``SEED`` makes other examples."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from tests.cast import ids
from tests.logbook.phone import sha, told
from tests.security import odd
from tests.security.hostile import fingerprint
from tests.security.test_bad_forms import SEED, once
from tests.sync.phone import Envelope, bring, phone
from tests.world import World

_HEADER = {
    "device": odd.any_json,
    "sequence": odd.any_json,
    "kind": st.sampled_from(["entry", "media", "review", "voice", ""]) | odd.any_json,
    "entry": odd.any_json,
    "media": odd.any_json,
    "digest": odd.any_json,
    "type": odd.any_json,
    "more": odd.any_json,
}


def test_no_odd_contents_break_or_change_anything(own_world: World) -> None:
    file = Path(own_world.config.database_url.removeprefix("sqlite:///"))
    phones = [phone(own_world, who) for who in (ids.sam, ids.anouk)]
    bodies = [told(), b"verdict=seen&revision=1", b""]

    def send(one: Envelope) -> None:
        before = fingerprint(file)
        answer = bring(own_world, one)
        assert answer.status_code < 500 or answer.get_json()["type"].startswith("urn:werkbrug:sealed-")
        assert answer.status_code in {200, 201} or fingerprint(file) == before
        assert answer.status_code < 400 or len(answer.get_json()["title"]) > 10

    @seed(SEED)
    @settings(once, max_examples=120)
    @given(st.sampled_from(phones), st.fixed_dictionaries({}, optional=_HEADER), st.sampled_from(bodies))
    def odd_headers(sender: Any, changes: dict[str, Any], body: bytes) -> None:
        right = {"device": sender.token, "sequence": 1, "kind": "entry", "entry": str(uuid4()), "digest": sha(body)}
        said = json.dumps(right | changes).encode()
        send(sender.enclose(len(said).to_bytes(4) + said + body))

    @seed(SEED)
    @settings(once, max_examples=60)
    @given(st.sampled_from(phones), odd.any_json.map(lambda found: json.dumps(found).encode()) | st.binary(max_size=99))
    def anything(sender: Any, body: bytes) -> None:
        send(sender.enclose(body))
        send(sender.enclose(len(body).to_bytes(4) + body))
        for kind in ("entry", "review"):
            send(sender.seal(kind, uuid4(), body))
        send(sender.media(uuid4(), uuid4(), body))
        send(Envelope(uuid4(), body, ""))

    odd_headers()
    anything()
