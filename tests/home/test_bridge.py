"""*Mijn brug*."""

from html import unescape

from app.people.models import Student
from tests.cast import ids
from tests.review.story import meet_rule, observe, sign_off
from tests.world import World


def page(world: World) -> str:
    found = world.as_(ids.sam).get("/bridge")
    assert found.status_code == 200
    return unescape(found.get_data(as_text=True))


def test_every_agreed_plank_is_there_in_plain_words_with_its_official_title(world: World) -> None:
    text = page(world)

    assert text.count('class="plank-row"') == 4
    assert "Ik maak een ruimte klaar voor gebruik." in text
    assert "Maakt ruimtes gebruiksklaar" in text
    assert "0 van 4 planken af" in text


def test_a_signed_plank_says_who_and_when(world: World) -> None:
    meet_rule(world, "B1-K1-W2")
    assert sign_off(world, "B1-K1-W2").status_code == 303

    text = page(world)
    assert "1 van 4 planken af" in text
    assert text.count("Anouk tekende dit af, vandaag") == 1


def test_a_seen_plank_fills_a_little(world: World) -> None:
    observe(world, "B1-K1-W2")

    text = page(world)
    assert text.count("fill-1") == 1
    assert text.count("nog niet gezien") == 3


def test_without_the_bridge_only_what_is_signed_off_is_there(world: World) -> None:
    with world.session() as session:
        session.get_one(Student, ids.sam).shows_bridge = False
    assert "Hier komt wat jij kunt" in page(world)

    meet_rule(world, "B1-K1-W2")
    sign_off(world, "B1-K1-W2")
    text = page(world)
    assert text.count('class="plank-row"') == 1
    assert "van 4" not in text
    assert 'class="bridge"' not in text


def test_only_students_have_this_page(world: World) -> None:
    assert world.as_(ids.anouk).get("/bridge").status_code == 403
