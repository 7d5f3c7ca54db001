"""The SBB dossier: what is read from the XML, what the product carries of it, and what is refused."""

import contextlib
import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.sbb import MAX_BYTES, MAX_DEPTH, BadDossier, carried_copy, from_json, read_dossier, to_json

REPOSITORY = Path(__file__).parents[2]
REAL_XML = REPOSITORY.parent / "shared" / "data" / "sbb-2755-dienstverlening.xml"
CARRIED = REPOSITORY / "app" / "catalogue" / "data"
SECTORS = {"care": "P2", "facilities": "P1", "catering": "P1"}

SMALL = """<?xml version="1.0" encoding="utf-8"?>
<sbb>
  <dossiers>
    <dossier nr="1" titel="Klein dossier">
      <dossiercrebos><dossiercrebo Geldig_vanaf="01-08-2020">23001</dossiercrebo></dossiercrebos>
      <voorblad><omschrijving><verantwoording><vaststellingsinformatie>
        <vastgesteldop>31-12-2019</vastgesteldop>
      </vaststellingsinformatie></verantwoording></omschrijving></voorblad>
      <basis><basistaken><basiskerntaken>
        <kerntaak nr="10" titel="Doet werk" hoofdstuk="1"><basiswerkprocessen>
          <werkproces nr="11" titel="Helpt  bij\u00a0het werk " hoofdstuk="1">
            <werkprocesgedrag><![CDATA[De medewerker:
- kiest de juiste  middelen;
- werkt netjes
en op tijd.
-
\u2013 vraagt om hulp; \n\n]]><werkprocesgedragperprofiel>- iets anders</werkprocesgedragperprofiel>
            </werkprocesgedrag>
          </werkproces>
          <werkproces nr="12" titel="Ruimt op" hoofdstuk="2" />
        </basiswerkprocessen></kerntaak>
      </basiskerntaken></basistaken></basis>
      <profielen>
        <profiel nr="20" titel="Medewerker" hoofdstuk="1" niveau="2">
          <creboinformatie><crebo>25001</crebo></creboinformatie>
          <profielkerntaken><kerntaak nr="21" titel="Maakt schoon" hoofdstuk="1"><profielwerkprocessen>
            <werkproces nr="22" titel="Veegt" hoofdstuk="1" />
          </profielwerkprocessen></kerntaak></profielkerntaken>
        </profiel>
        <profiel nr="30" titel="Helper" hoofdstuk="2" niveau="1">
          <creboinformatie><crebo>25002</crebo></creboinformatie>
          <profielkerntaken />
        </profiel>
      </profielen>
    </dossier>
  </dossiers>
</sbb>
"""
BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE sbb [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {each} "{f"&{before};" * 10}">' for before, each in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><sbb><dossiers>&i;</dossiers></sbb>"
)
EXTERNAL_ENTITY = '<!DOCTYPE sbb [<!ENTITY x SYSTEM "file:///etc/passwd">]><sbb>&x;</sbb>'


@pytest.fixture(scope="module")
def real_xml() -> bytes:
    if not REAL_XML.exists():
        pytest.skip("SBB's XML is not here: it belongs in shared/data, beside the repository")
    return REAL_XML.read_bytes()


def carried_text(name: str) -> str:
    return (CARRIED / name).read_text(encoding="utf-8")


def codes() -> list[str]:
    return [process.code for process in from_json(carried_text("sbb-2755.json")).work_processes()]


def small(old: str = "", new: str = "") -> bytes:
    """The small dossier with one place changed."""
    assert old in SMALL
    return SMALL.replace(old, new, 1).encode()


class TestTheRealDossier:
    def test_gives_exactly_what_is_carried(self, real_xml: bytes) -> None:
        assert to_json(carried_copy(real_xml)) == carried_text("sbb-2755.json")

    def test_has_its_edition_and_profiles(self, real_xml: bytes) -> None:
        dossier = read_dossier(real_xml)
        assert (dossier.number, dossier.title, dossier.crebo) == ("2755", "Dienstverlening", "23189")
        assert (dossier.valid_from, dossier.adopted_on) == (date(2015, 8, 1), date(2015, 11, 26))
        assert [(each.chapter, each.title, each.crebo, each.level) for each in dossier.qualifications] == [
            (1, "Medewerker facilitaire dienstverlening", "25499", 2),
            (2, "Helpende Zorg en Welzijn", "25498", 2),
            (3, "Medewerker sport en recreatie", "25500", 2),
        ]

    def test_has_core_tasks_per_part(self, real_xml: bytes) -> None:
        tasks = read_dossier(real_xml).core_tasks
        assert [(task.code, task.qualification, len(task.work_processes)) for task in tasks] == [
            ("B1-K1", None, 9),
            ("P1-K1", "25499", 3),
            ("P2-K1", "25498", 3),
            ("P3-K1", "25500", 3),
        ]
        assert tasks[2].title == "Ondersteunt bij dagelijkse activiteiten in zorg en welzijn"

    @pytest.mark.parametrize(
        ("code", "title"),
        [
            ("B1-K1-W2", "Maakt ruimtes gebruiksklaar"),
            ("B1-K1-W6", "Draagt bij aan een veilige situatie"),
            ("B1-K1-W7", "Voert eenvoudige onderhouds- en herstelwerkzaamheden uit"),
            ("B1-K1-W9", "Evalueert de werkzaamheden"),
            ("P1-K1-W3", "Voert cateringwerkzaamheden uit"),
            ("P2-K1-W2", "Ondersteunt bij persoonlijke zorg en ADL"),
            ("P3-K1-W2", "Begeleidt gasten/deelnemers"),
        ],
    )
    def test_has_the_official_titles(self, real_xml: bytes, code: str, title: str) -> None:
        assert {each.code: each.title for each in read_dossier(real_xml).work_processes()}[code] == title

    def test_has_indicators_for_every_work_process(self, real_xml: bytes) -> None:
        processes = {each.code: each.indicators for each in read_dossier(real_xml).work_processes()}
        assert processes["B1-K1-W1"][0] == "kiest de juiste materialen en middelen"
        assert processes["B1-K1-W1"][-1] == "plant werkzaamheden in een logische volgorde"
        assert [len(indicators) for indicators in processes.values()] == real_xml_dashes(real_xml)

    def test_survives_json(self, real_xml: bytes) -> None:
        dossier = read_dossier(real_xml)
        assert from_json(to_json(dossier)) == dossier
        assert from_json(to_json(dossier).encode()) == dossier


def real_xml_dashes(xml: bytes) -> list[int]:
    """How many lines start with a dash in each behaviour text, counted without reading the XML as XML."""
    behaviours = xml.decode("utf-8-sig").split("<werkprocesgedrag>")[1:]
    return [each.partition("]]>")[0].count("\n- ") for each in behaviours]


class TestReading:
    def test_derives_codes_from_part_and_chapter(self) -> None:
        dossier = read_dossier(small())
        assert [each.code for each in dossier.work_processes()] == ["B1-K1-W1", "B1-K1-W2", "P1-K1-W1"]

    def test_takes_a_profile_without_core_tasks(self) -> None:
        assert [each.crebo for each in read_dossier(small()).qualifications] == ["25001", "25002"]

    def test_cleans_white_space(self) -> None:
        assert next(read_dossier(small()).work_processes()).title == "Helpt bij het werk"

    def test_reads_behaviour_line_by_line(self) -> None:
        indicators = next(read_dossier(small()).work_processes()).indicators
        assert indicators == ("kiest de juiste middelen", "werkt netjes en op tijd", "vraagt om hulp")

    def test_reads_utf_16_and_a_byte_order_mark(self) -> None:
        assert read_dossier(SMALL.replace("utf-8", "utf-16").encode("utf-16")) == read_dossier(small())
        assert read_dossier(SMALL.encode("utf-8-sig")) == read_dossier(small())

    def test_carries_no_prose(self) -> None:
        carried = carried_copy(small())
        assert not any(process.indicators for process in carried.work_processes())
        assert "dossier 1 (crebo 23001, valid from 2020-08-01)" in carried.source


class TestRefusing:
    @pytest.mark.parametrize(
        ("xml", "reason"),
        [
            (BILLION_LAUGHS.encode(), "document type declaration"),
            (BILLION_LAUGHS.encode("utf-16"), "document type declaration"),
            (EXTERNAL_ENTITY.encode(), "document type declaration"),
            (b"<!DOCTYPE html><html><body><p>Niet gevonden</p></body></html>", "document type declaration"),
            (b"<html><body><p>Niet gevonden</p></body></html>", "starts with 'html'"),
            (b"", "not XML"),
            (b"crebo;titel\n25499;Medewerker\n", "not XML"),
            (b"PK\x03\x04\x14\x00\x06\x00", "not XML"),
            (b'<?xml version="1.0" encoding="nowhere-8"?><sbb/>', "not XML"),
            (b'<?xml version="1.0"?><sbb>\xff</sbb>', "not XML"),
            (b"<sbb>&anything;</sbb>", "not XML"),
            (SMALL.encode()[: len(SMALL) // 2], "not XML"),
            (b"<sbb>" + b" " * MAX_BYTES + b"</sbb>", "larger than 5 MB"),
            (b"<sbb>" + b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH + b"</sbb>", "deeper than 50"),
            (b"<sbb><dossiers /></sbb>", "sbb: dossiers/dossier is missing"),
        ],
        ids=lambda value: repr(value[:24]) if isinstance(value, bytes) else "",
    )
    def test_what_is_not_a_dossier(self, xml: bytes, reason: str) -> None:
        with pytest.raises(BadDossier, match=reason):
            read_dossier(xml)

    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [
            (' nr="1" ', " ", "dossier: nr is missing"),
            ('titel="Klein dossier"', 'titel=" "', "dossier 1: titel is missing"),
            ('titel="Ruimt op"', "", "werkproces 12: titel is missing"),
            ('titel="Ruimt op"', f'titel="{"o" * 301}"', "title: String should have at most 300"),
            ('titel="Ruimt op" hoofdstuk="2"', 'titel="Ruimt op"', "werkproces 12: hoofdstuk is missing"),
            ('titel="Ruimt op" hoofdstuk="2"', 'titel="Ruimt op" hoofdstuk="1.2"', "hoofdstuk is '1.2'"),
            ('titel="Ruimt op" hoofdstuk="2"', 'titel="Ruimt op" hoofdstuk="0"', "hoofdstuk is '0'"),
            (
                'titel="Ruimt op" hoofdstuk="2"',
                'titel="Ruimt op" hoofdstuk="1"',
                "code B1-K1-W1 occurs twice",
            ),
            ('titel="Doet werk" hoofdstuk="1"', 'titel="Doet werk"', "kerntaak 10: hoofdstuk is missing"),
            ('titel="Medewerker" hoofdstuk="1"', 'titel="Medewerker"', "profiel 20: hoofdstuk is missing"),
            (
                'titel="Helper" hoofdstuk="2"',
                'titel="Helper" hoofdstuk="1"',
                "profile chapter 1 occurs twice",
            ),
            ('niveau="2"', "", "profiel 20: niveau is missing"),
            ('niveau="2"', 'niveau="twee"', "profiel 20: niveau is 'twee'"),
            ("<crebo>25002", "<crebo>25001", "crebo 25001 occurs twice"),
            ("<crebo>25001", "<crebo>onbekend", "profiel 20: crebo is 'onbekend'"),
            ("<crebo>25001</crebo>", "", "profiel 20: creboinformatie/crebo is missing"),
            ("<crebo>25001", "<crebo>25009</crebo><crebo>25001", "creboinformatie/crebo is there 2 times"),
            (">23001<", "><", "crebo: String should match"),
            ("01-08-2020", "2020-08-01", "Geldig_vanaf of the dossier is '2020-08-01'"),
            ("31-12-2019", "31-02-2019", "vastgesteldop is '31-02-2019'"),
            ("<vastgesteldop>31-12-2019</vastgesteldop>", "", "vastgesteldop is missing"),
            ("</dossier>", '</dossier><dossier nr="2" />', "dossiers/dossier is there 2 times"),
            (
                '<werkproces nr="22" titel="Veegt" hoofdstuk="1" />',
                "",
                "kerntaak 21: .*werkproces is missing",
            ),
        ],
    )
    def test_a_dossier_that_is_not_whole(self, old: str, new: str, reason: str) -> None:
        with pytest.raises(BadDossier, match=reason):
            read_dossier(small(old, new))

    @given(st.binary(max_size=200), st.integers(0, len(SMALL.encode())), st.integers(0, 40))
    def test_a_damaged_file_is_read_or_refused_plainly(self, noise: bytes, at: int, gone: int) -> None:
        damaged = SMALL.encode()[:at] + noise + SMALL.encode()[at + gone :]
        with contextlib.suppress(BadDossier):
            assert read_dossier(damaged).core_tasks

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            (lambda text: text[:-20], "JSON"),
            (lambda _text: "[]", "object"),
            (lambda text: text.replace('"B1-K1-W2"', '"B1-K1-W1"'), "code B1-K1-W1 occurs twice"),
            (lambda text: text.replace('"B1-K1-W2"', '"W2"'), "code: String should match"),
            (
                lambda text: text.replace('"P1-K1-W1"', '"P2-K1-W1"'),
                "P2-K1-W1 does not belong to core task P1-K1",
            ),
            (lambda text: text.replace('"chapter": 1', '"chapter": 4'), "P1-K1 does not belong to part P4"),
            (
                lambda text: text.replace('"qualification": "25001"', '"qualification": "25009"'),
                "unknown crebo 25009",
            ),
            (lambda text: text.replace('"number"', '"nummer"'), "number: Field required"),
        ],
    )
    def test_json_that_is_not_a_dossier(self, change: Callable[[str], str], reason: str) -> None:
        with pytest.raises(BadDossier, match=reason):
            from_json(change(to_json(read_dossier(small()))))


class TestPlainWords:
    def test_are_there_for_every_work_process_and_no_other(self) -> None:
        assert list(json.loads(carried_text("plain-2755.json"))) == codes()

    @pytest.mark.parametrize("code", codes())
    def test_are_short_and_about_me(self, code: str) -> None:
        plain = json.loads(carried_text("plain-2755.json"))[code]
        assert plain.keys() == {"nl", "en", "short"}
        assert plain["short"].keys() == {"nl", "en"}
        assert plain["nl"].startswith("Ik ")
        assert plain["en"].startswith("I ")
        for sentence in (plain["nl"], plain["en"]):
            assert sentence.endswith(".")
            assert len(sentence) <= 60
        for short in plain["short"].values():
            assert 0 < len(short) <= 22

    def test_no_two_planks_read_the_same(self) -> None:
        plain = json.loads(carried_text("plain-2755.json")).values()
        for language in ("nl", "en"):
            assert max(Counter(each["short"][language] for each in plain).values()) == 1


class TestDemoTasks:
    def test_cover_each_sector(self) -> None:
        tasks = json.loads(carried_text("demo-tasks.json"))
        per_sector = Counter(task["sector"] for task in tasks)
        assert per_sector.keys() == SECTORS.keys()
        assert min(per_sector.values()) >= 9
        assert len({task["key"] for task in tasks}) == len(tasks)

    @pytest.mark.parametrize("task", json.loads(carried_text("demo-tasks.json")), ids=lambda task: task["key"])
    def test_are_short_and_fit_the_dossier(self, task: dict) -> None:
        assert task.keys() == {"key", "label", "label_en", "pictogram", "sector", "work_processes"}
        assert 1 <= len(task["label"].split()) <= 3
        assert 1 <= len(task["label_en"].split()) <= 4
        assert set(task["work_processes"]) <= set(codes())
        assert len(set(task["work_processes"])) == len(task["work_processes"]) > 0
        assert {code[:2] for code in task["work_processes"]} <= {"B1", SECTORS[task["sector"]]}

    def test_have_each_a_picture_of_their_own(self) -> None:
        pictures = {each["name"] for each in json.loads(carried_text("pictograms.json")) if each["kind"] == "task"}
        tasks = json.loads(carried_text("demo-tasks.json"))
        assert {task["pictogram"] for task in tasks} <= pictures
        assert max(Counter((task["sector"], task["pictogram"]) for task in tasks).values()) == 1
