"""What may differ without script, and what may not."""

from __future__ import annotations

from dataclasses import replace

from judges.without_script import KINDS, Offer, missing_without_script

PAGE = Offer(
    parts={kind: [] for kind in KINDS} | {"titles": ["Entrer"], "fields": ["code"],
                                          "buttons": ["Entrer"], "forms": ["POST /entrer"]},
    dead=[], idle=[], stuck=[], text="Entrer dans la classe avec le code de votre carte",
    later="",
)


def without(**parts: list[str]) -> Offer:
    return replace(PAGE, parts=PAGE.parts | parts)


def test_it_works() -> None:
    assert not missing_without_script(PAGE, PAGE)


def test_a_page_may_offer_more_without_script() -> None:
    assert not missing_without_script(PAGE, without(links=["/aide « Aide »"]))


def test_it_may_offer_buttons_of_script_with_script_only() -> None:
    camera = replace(PAGE, dead=["Lire le carré avec l’appareil photo"])
    assert not missing_without_script(camera, PAGE)
    assert missing_without_script(PAGE, camera) == [
        "button that does nothing without script: Lire le carré avec l’appareil photo"]


def test_nothing_that_works_may_be_missing() -> None:
    for kind in ("titles", "fields", "buttons", "forms"):
        faults = missing_without_script(PAGE, without(**{kind: []}))
        assert faults[0].startswith(f"{KINDS[kind]} only there with script")


def test_the_same_button_twice_must_be_there_twice() -> None:
    twice = without(buttons=["Entrer", "Entrer"])
    assert missing_without_script(twice, PAGE)


def test_its_text_must_be_there() -> None:
    assert not missing_without_script(PAGE, replace(PAGE, text=PAGE.text.replace("avec", "par")))
    faults = missing_without_script(PAGE, replace(PAGE, text="Entrer"))
    assert faults == ["9 words of 10 only with script: dans la classe avec le code de votre carte…"]


def test_a_part_may_wait_for_script_hidden_but_not_the_best_part() -> None:
    kept = replace(PAGE, text=PAGE.text + " Gardé sur ce téléphone")
    assert missing_without_script(kept, PAGE)
    assert not missing_without_script(kept, replace(PAGE, later="Gardé sur ce téléphone"))
    assert missing_without_script(PAGE, replace(PAGE, text="Entrer", later=PAGE.text))


def test_figures_may_have_changed_between_the_visits() -> None:
    assert not missing_without_script(without(links=["/liste « 16 familles »"]),
                                      without(links=["/liste « 15 familles »"]))


def test_links_to_nowhere_and_forms_without_button_are_faults() -> None:
    faults = missing_without_script(PAGE, replace(PAGE, idle=["Fermer"], stuck=["GET /jour"]))
    assert len(faults) == 2
