"""What every phone keeps of the app: all that its pages are made of, and nothing else."""

import json
import re
from io import BytesIO
from posixpath import join, normpath
from typing import Any

import pytest
from PIL import Image

from app.base.assets import files
from app.base.i18n import LANGUAGES
from app.catalogue.pictograms import pictograms
from app.people.access import ANYONE, allow
from app.people.offline import HEADER
from tests.cast import ids
from tests.review.story import log
from tests.world import Client, World

OF_STUDENTS = ("/today", "/log", "/work", "/bridge", "/me")
OF_STAFF = ("/review", "/review?list=1", "/me")
STATIC = re.compile(r'/static/[0-9a-f]+/([^"?]+)')
ICONS = re.compile(r"icons/")  # the phone keeps those when it installs the app


def told(client: Client) -> dict[str, Any]:
    """What the worker is told to keep."""
    script = client.get("/service-worker.js").get_data(as_text=True)
    found: dict[str, Any] = json.loads(script.partition("serve(")[2].rpartition(");")[0])
    return found


def with_all_that_is_in(names: set[str]) -> set[str]:
    """Files, with those that they load."""
    found: set[str] = set()
    new = set(names)
    while new:
        name = new.pop()
        found.add(name)
        if name.endswith((".css", ".js")):
            source = files()[name].read_text()
            inside = re.findall(r"""url\("([^"]+)"|(?:from|import|URL)\s*\(?\s*"(\.[^"]+)\"""", source)
            loads = {normpath(join(name, "..", first or second)) for first, second in inside}
            new |= {load for load in loads if load in files()} - found
    return found


def used(client: Client, paths: tuple[str, ...]) -> set[str]:
    """The files of the app on some pages."""
    names: set[str] = set()
    for path in paths:
        page = client.get(path)
        assert page.status_code == 200, path
        names |= set(STATIC.findall(page.get_data(as_text=True)))
    return {name for name in with_all_that_is_in(names) if not ICONS.match(name)}


def of_anybody(names: set[str]) -> set[str]:
    """Without the pictures of tasks and faces, which tell something about somebody."""
    personal = {known.file for known in pictograms().values() if known.kind in {"task", "avatar"}}
    return names - personal


def test_the_list_is_what_a_students_pages_and_the_pages_of_nobody_use(own_world: World) -> None:
    sam = own_world.as_(ids.sam)
    log(own_world, "sam", ids.mop)
    kept = told(sam)
    task = f"/log/task/{ids.mop}"
    found = used(sam, (*OF_STUDENTS, task)) | used(own_world.client(), tuple(address for address, _ in kept["pages"]))
    assert {name for name, _ in kept["student"]} == of_anybody(found)


def test_supervisors_keep_what_their_queue_uses_as_well(own_world: World) -> None:
    anouk = own_world.as_(ids.anouk)
    entry = log(own_world, "sam", ids.mop)
    kept = told(anouk)
    found = of_anybody(used(anouk, (*OF_STAFF, f"/review/{entry}"))) - {name for name, _ in kept["student"]}
    assert {name for name, _ in kept["supervisor"]} == found


def test_the_list_is_the_same_for_everybody_and_the_version_follows_it(own_world: World, monkeypatch: Any) -> None:
    nobody, sam = own_world.client(), own_world.as_(ids.sam)
    assert told(nobody) == told(sam)
    before = told(nobody)["version"]
    monkeypatch.setattr("app.shell.precache.SUPERVISOR", ("css/desk.css",))
    assert told(nobody)["version"] != before


def test_the_pages_of_nobody_are_the_same_for_everybody(own_world: World) -> None:
    sam, kept = own_world.as_(ids.sam), told(own_world.client())
    assert len(kept["pages"]) == 3 * len(LANGUAGES)
    for address, _ in kept["pages"]:
        page = sam.get(address)
        assert page.get_data() == own_world.client().get(address).get_data()
        assert "Sam" not in page.get_data(as_text=True) and "data-device" not in page.get_data(as_text=True)
        assert f'lang="{address.split("/")[2]}"' in page.get_data(as_text=True)


def test_a_page_that_opens_offline_says_whose_it_is(own_world: World) -> None:
    sam, anouk = own_world.as_(ids.sam), own_world.as_(ids.anouk)
    entry = log(own_world, "sam", ids.mop)
    for client, paths in (
        (sam, (*OF_STUDENTS, f"/log/task/{ids.mop}")),
        (anouk, (*OF_STAFF, f"/review/{entry}")),
    ):
        owners = {client.get(path).headers[HEADER] for path in paths}
        assert len(owners) == 1 and owners != {"nobody"}


@pytest.mark.parametrize("path", ["/work/{entry}/change", "/about", f"/students/{ids.sam}", "/photos/{entry}/small"])
def test_other_pages_are_not_kept(own_world: World, path: str) -> None:
    entry = log(own_world, "sam", ids.mop)
    for who in (ids.sam, ids.anouk):
        assert HEADER not in own_world.as_(who).get(path.format(entry=entry)).headers


@allow(ANYONE)
def _breaks() -> str:
    raise RuntimeError("broken on purpose")


def test_a_page_for_nobody_says_so_and_the_servers_own_trouble_does_not(own_world: World) -> None:
    nobody = own_world.client()
    for path in ("/sign-in", "/", "/er-is-niets"):
        assert nobody.get(path).headers[HEADER] == "nobody"
    assert nobody.post("/sign-out").headers[HEADER] == "nobody"
    assert HEADER not in nobody.get("/today").headers
    own_world.app.extensions["engine"].dispose()
    own_world.app.view_functions["shell.about"] = _breaks
    assert HEADER not in nobody.get("/about").headers


def test_a_shared_photo_that_no_worker_took_leads_to_the_log(world: World) -> None:
    photo = {"photo": (b"", "photo.jpg")}
    shared = world.as_(ids.sam).post("/share", data=photo, headers={"Sec-Fetch-Site": "none"})
    assert (shared.status_code, shared.location) == (303, "/log?shared=no")
    assert world.client().post("/share", headers={"Sec-Fetch-Site": "none"}).location == "/"


def test_the_manifest_is_in_the_language_of_the_page(world: World) -> None:
    page = world.client().get("/sign-in", headers={"Accept-Language": "en"}).get_data(as_text=True)
    found = re.findall(r'rel="manifest" href="([^"]+)"', page)
    assert found == ["/manifest.webmanifest?language=en"]
    english, dutch = (world.client().get(f"/manifest.webmanifest?language={code}").get_json() for code in ("en", "nl"))
    assert (english["lang"], dutch["lang"]) == ("en", "nl")
    assert dutch["shortcuts"][0]["name"] == "Dit heb ik gedaan"
    assert {**english, **{key: dutch[key] for key in ("lang", "description", "shortcuts", "screenshots")}} == dutch


def test_everything_in_the_manifest_is_there_and_as_large_as_it_says(world: World) -> None:
    told = world.client().get("/manifest.webmanifest").get_json()
    icons = [*told["icons"], *told["screenshots"], *(icon for one in told["shortcuts"] for icon in one["icons"])]
    assert {icon.get("purpose") for icon in icons} == {None, "maskable"}
    for icon in icons:
        answer = world.client().get(icon["src"])
        assert answer.mimetype == icon["type"] and len(answer.data) < 80_000
        with Image.open(BytesIO(answer.data)) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
