"""What the students of the demo say of their work, the photos that show it, and what supervisors say back."""

from app.people.models import IndependenceLevel

SCENES = {
    "facilities-mop-floor": "corridor-mopped",
    "facilities-fill-coffee-machine": "coffee-corner",
    "facilities-deliver-post": "post-sorted",
    "facilities-set-up-room": "meeting-room",
    "facilities-empty-bins": "waste-sorted",
    "facilities-vacuum": "carpet-vacuumed",
    "facilities-move-boxes": "trolley-boxes",
    "facilities-put-stock-away": "stock-cupboard",
    "water-plants": "plant-watered",
    "sweep-garden": "garden-swept",
    "catering-cut-vegetables": "vegetables-chopped",
    "catering-load-dishwasher": "dishwasher-loaded",
    "catering-lay-tables": "tables-set",
    "catering-make-sandwiches": "sandwiches-ready",
    "catering-put-delivery-away": "stock-cupboard",
    "make-hotel-bed": "bed-made",
    "fold-towels": "towels-folded",
    "wash-laundry": "laundry",
    "fill-bread-shelf": "bread-shelf",
    "retail-fill-shelves": "shelf-filled",
    "retail-lay-out-fruit": "fruit-crates",
    "retail-unload": "trolley-boxes",
    "bakery-lay-out-cakes": "cake-counter",
    "bakery-make-sandwiches": "sandwiches-ready",
    "bakery-wash-up": "dishes-washed",
    "bakery-clean-window": "window-cleaned",
}
"""By task, the prepared photo of what it looks like when it is done."""

DONE = {
    "facilities-mop-floor": ("De gang is weer schoon.", "Ik zette het gele bord neer.", "De emmer was zwaar."),
    "facilities-deliver-post": ("Alle post is weg.", "Ik ken de kamers nu.", "Er was veel post vandaag."),
    "facilities-set-up-room": ("De stoelen staan recht.", "Ik heb ook glazen neergezet.", "Twaalf stoelen."),
    "facilities-vacuum": ("Ook onder de tafels.", "De stofzuiger was vol.", "Het tapijt is weer mooi."),
    "facilities-put-stock-away": ("Alles staat op zijn plek.", "De kast is weer vol."),
    "water-plants": ("Niet te veel water.", "Ik heb alle planten gehad."),
    "sweep-garden": ("Er lag heel veel blad.", "De kruiwagen was vol.", "Het pad is weer schoon."),
    "care-make-bed": ("Het laken zit strak.", "Ik deed vier bedden.", "Mevrouw hielp met het kussen."),
    "care-pour-coffee": ("Iedereen kreeg koffie.", "Ik vroeg wie suiker wil.", "Ik heb niet geknoeid."),
    "care-play-game": ("We deden sjoelen.", "Meneer won van mij.", "Het was gezellig."),
    "care-walk-together": ("Wij liepen een rondje.", "Het was koud buiten.", "We zagen een reiger."),
    "catering-cut-vegetables": ("Alle stukjes even groot.", "Ik heb goed opgelet met het mes."),
    "catering-make-sandwiches": ("Twintig broodjes.", "Met kaas en met ei.", "Ik droeg handschoenen."),
    "catering-put-delivery-away": ("De oude spullen vooraan.", "Het was een grote bestelling."),
    "make-hotel-bed": ("Acht bedden vandaag.", "Het ging sneller dan gisteren.", "De kussens liggen goed."),
    "wash-laundry": ("Wit en bont apart.", "Vier machines gedraaid."),
    "fold-towels": ("Drie stapels.", "Alle randen recht."),
    "fill-bread-shelf": ("Het schap is vol.", "Het brood was nog warm."),
    "retail-fill-shelves": ("De soep staat weer vol.", "Ik keek naar de datum.", "Twee karren leeg."),
    "retail-scan": ("Alles klopte.", "Eén doos was stuk.", "Het apparaat piepte steeds."),
    "retail-lay-out-fruit": ("De appels liggen mooi.", "Ik haalde de zachte eruit."),
    "retail-help-customer": ("Een mevrouw zocht de rijst.", "Ik liep met de klant mee.", "Ik zei goedemorgen."),
    "retail-unload": ("De wagen is leeg.", "Met zijn tweeën ging het snel.", "Het waren zware dozen."),
    "retail-fetch-carts": ("Alle karren staan goed.", "Het regende."),
    "retail-sweep": ("De hele winkel geveegd.", "Ook achter de kassa."),
    "bakery-bake-croissants": ("Ze zijn goed bruin.", "Ik zette de wekker.", "Bas deed de oven open."),
    "bakery-pack-bread": ("Veertig broden.", "De clipjes zitten goed.", "Eerst laten afkoelen."),
    "bakery-lay-out-cakes": ("De taarten staan recht.", "Ik heb niets laten vallen."),
    "bakery-make-sandwiches": ("Twaalf broodjes gezond.", "Eerst handen wassen."),
    "bakery-wash-up": ("Alles is weer schoon.", "Het water was heet."),
    "bakery-clean-window": ("Je ziet geen strepen meer.", "Ik deed ook de deur."),
}
"""By task, in the student's own words."""

REPLIES = {
    IndependenceLevel.TOGETHER: (
        "Goed dat jullie het samen deden. Zo leer je het.",
        "Mooi begin! De volgende keer doe jij een stukje zelf.",
        "Fijn dat je hielp.",
    ),
    IndependenceLevel.LITTLE_HELP: (
        "Het gaat steeds beter. Goed bezig!",
        "Bijna alleen. Knap gedaan.",
        "Goed gekeken wat er moest gebeuren.",
    ),
    IndependenceLevel.SELF: (
        "Helemaal zelf. Top!",
        "Dit kun jij. Dat zie ik aan de foto.",
        "Netjes gewerkt.",
        "Goed gedaan!",
        "Dit kun je al goed zelf.",
    ),
}
"""By level, what a supervisor says."""
