"""How people get in, stay in, and get out."""

from tests.cast import PASSWORD, ids
from tests.world import World


def test_staff_signs_in_with_email_and_password(world: World) -> None:
    browser = world.client()
    assert browser.get("/me").status_code == 303
    answer = browser.post("/sign-in", data={"email": " Karin@Voorbeeld.nl", "password": PASSWORD})
    assert answer.status_code == 303
    assert "Karin" in browser.get("/me").get_data(as_text=True)


def test_wrong_password_signs_nobody_in(world: World) -> None:
    browser = world.client()
    answer = browser.post("/sign-in", data={"email": "karin@voorbeeld.nl", "password": "verkeerd"})
    assert answer.status_code == 422
    assert browser.get("/me").status_code == 303
    assert ids.karin
