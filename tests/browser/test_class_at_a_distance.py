"""A class that stays at home: a teacher, two families and a child, each with their own browser, go
through all that a class does, with script and by plain forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ecole.web.words import today
from tests.browser import class_steps as steps
from tests.browser import parent_steps as parents
from tests.browser import staff_steps as staff
from tests.browser.cards_on_paper import read_paper
from tests.browser.instance import Instance, new_instance
from tests.browser.test_pupil_space import give_screen
from tests.browser.watched import DESK, PHONE, people_of

pytestmark = pytest.mark.browser

ROOM = "CE2-CM1 M. MARCHAND"
CHILD, LEVEL = "Lina", "CE2"
OTHER_PARENT, OTHER_CHILD = "Mme DIALLO Julie", "Raphaël"  # a CM1
WORK, CORRECTED = "Décrire un arbre", "Le tronc, les branches, les feuilles."
HEARING: dict[str, Any] = {"permissions": ["microphone"]}


@dataclass
class Class:
    """The four browsers, and whether they run scripts."""

    teacher: Page
    mother: Page  # of Lina
    other: Page  # of another child of the class
    child: Page  # Lina, on a second device of her mother
    script: bool

    def speak(self, page: Page, label: str, sound: Path) -> None:
        """Record two seconds of the fake microphone; without script, choose a file."""
        if self.script:
            steps.record(page)
        else:
            page.get_by_label(label).set_input_files(sound)

    def draw(self, page: Page, label: str, picture: Path, opener: str = "Dessiner ici") -> None:
        """A stroke with the finger; without script, a picture of a drawing."""
        if self.script:
            steps.draw(page, opener)
        else:
            page.get_by_label(label).set_input_files(picture)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Instance]:
    """A demo school of one's own."""
    instance = new_instance(tmp_path)
    instance.make_demo()
    with instance.served():
        yield instance


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """What a phone takes: a page of a notebook."""
    return steps.make_photo(tmp_path / "cahier.jpg")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_class_goes_on_at_a_distance(
    browser: Browser, school: Instance, media: Path, photo: Path, script: bool
) -> None:
    sound = media / "la-dictee.m4a"
    with people_of(browser, school.address) as people:
        screens = [DESK, PHONE, PHONE, PHONE]
        voice = HEARING if script else {}
        pages = [people.meet(screen, java_script_enabled=script, **voice) for screen in screens]
        life = Class(*pages, script=script)
        code = card_of_other_family(people.meet(DESK), school)
        come_in(life, school, code)
        give_the_work(life, sound)
        correct_it_later(life)
        dictate(life, sound)
        send_and_give_back(life, photo, sound)
        tell_the_news(life, photo)
        talk(life, sound)
        write_together(life, photo)
        meet_at_an_hour(life)
        look_back(life)


def card_of_other_family(head: Page, school: Instance) -> str:
    """A new card for another family of the class, read on its paper."""
    staff.sign_in_as_staff(head, school.entries["head_email"], school.entries["head_password"])
    paper = read_paper(staff.renew_card(head, ROOM, OTHER_PARENT))
    return paper.cards[0].code


def come_in(life: Class, school: Instance, code: str) -> None:
    entries = school.entries
    staff.sign_in_as_staff(life.teacher, entries["teacher_email"], entries["teacher_password"])
    for page, typed in ((life.mother, entries["guardian_code"]), (life.other, code),
                        (life.child, entries["guardian_code"])):
        parents.type_code(page, typed)
        page.wait_for_url("**/aujourdhui")
    give_screen(life.child, CHILD)



def give_the_work(life: Class, sound: Path) -> None:
    """An instruction for the CE2 only, with the teacher's voice and a link; a CM1 sees nothing."""
    page = life.teacher
    steps.open_class(page, ROOM)
    page.get_by_role("link", name="Nouvelle consigne").first.click()
    page.get_by_label("Titre").fill(WORK)
    steps.choose(page, "Pour qui", LEVEL)
    page.get_by_label("Pour le jour").fill(today().isoformat())
    page.get_by_label("Durée prévue, en minutes").fill("20")
    page.get_by_label("Consigne", exact=False).last.fill("Regarde **bien**, puis écris.")
    page.get_by_label("Ce qui revient à l’école").fill("une photo du cahier")
    page.get_by_label("Liens").fill("Les arbres https://example.org/arbres")
    life.speak(page, "Votre voix", sound)
    steps.press(page, "Publier")
    steps.opened(page, WORK)
    life.mother.goto("/aujourdhui")
    expect(life.mother.get_by_role("link", name=WORK)).to_be_visible()
    expect(life.mother.get_by_role("link", name="Les arbres")).to_be_visible()
    life.other.goto("/aujourdhui")
    expect(life.other.get_by_text(WORK)).to_have_count(0)
    assert life.other.request.get(page.url).status == 404


def correct_it_later(life: Class) -> None:
    """Nothing of it is seen before its day, which is said."""
    page = life.teacher
    page.get_by_role("link", name="Ajouter un corrigé").click()
    page.get_by_role("textbox", name="Corrigé").fill(CORRECTED)
    steps.press(page, "Enregistrer")
    expect(page.get_by_text(CORRECTED)).to_be_visible()
    life.mother.get_by_role("link", name=WORK).click()
    expect(life.mother.get_by_text("Le corrigé s’ouvrira")).to_be_visible()
    assert CORRECTED not in life.mother.content()


def dictate(life: Class, sound: Path) -> None:
    """Two phrases, kept one by one; the child hears them, and does not read them."""
    page = life.teacher
    page.get_by_role("link", name="Ajouter une dictée").click()
    for number in (1, 2):
        life.speak(page, f"Phrase {number}", sound)
        steps.press(page, "Garder cette phrase")
        expect(page.get_by_role("heading", level=2).first).to_contain_text(f"{number}\u00a0phrase")
    page.get_by_label("Le texte", exact=False).last.fill("Le vent souffle.")
    steps.press(page, "Enregistrer le texte")
    page.get_by_role("link", name="Revenir à la consigne").click()
    life.mother.reload()
    assert "Le vent souffle." not in life.mother.content()
    dictation = life.mother.locator(".dictation")
    if life.script:
        dictation.get_by_role("button", name="Écouter la dictée").click()
        expect(dictation.get_by_role("status")).to_contain_text("Phrase 1 sur 2")
    else:
        expect(dictation.get_by_label("Phrase 2")).to_be_visible()


def send_and_give_back(life: Class, photo: Path, sound: Path) -> None:
    """The child sends a photo and its voice; the teacher writes on the photo and gives it back."""
    child, page = life.child, life.teacher
    child.goto("/enfant")
    child.get_by_role("link", name=WORK).first.click()
    child.locator(".tile--return").click()
    child.get_by_label("Prendre une photo").set_input_files(photo)
    child.get_by_text("Ma voix, un dessin, un mot").click()
    life.speak(child, "Ma voix", sound)
    steps.press(child, "Envoyer")
    steps.opened(child, "C’est parti")
    page.reload()
    page.get_by_role("link", name=re.compile("Voir 1.rendu")).click()
    page.get_by_role("link", name=re.compile(f"BERNARD {CHILD}")).click()
    steps.press(page, "Tourner à droite")
    expect(page.get_by_text("À regarder")).to_be_visible()
    page.get_by_label("Un mot", exact=False).first.fill("Bravo, quel bel arbre !")
    life.draw(page, "Écrire sur la photo", photo, "Dessiner sur la photo")
    steps.press(page, "Rendre à l’élève")
    child.goto("/enfant")
    expect(child.get_by_text("On t’a répondu").first).to_be_visible()
    child.get_by_role("link", name=WORK).first.click()
    expect(child.get_by_text("Bravo, quel bel arbre !")).to_be_visible()
    expect(child.locator(".answered img")).to_have_count(1)


def tell_the_news(life: Class, photo: Path) -> None:
    """A photo leaves only once the teacher has seen whose family said nothing yet."""
    page = life.teacher
    steps.open_class(page, ROOM)
    steps.open_tab(page, ROOM, "Actualités")
    page.get_by_role("link", name="Nouvelle actualité").click()
    page.get_by_label("Titre").fill("Notre arbre")
    page.get_by_label("Texte").fill("Il a perdu ses feuilles.")
    page.get_by_label("Photos et fichiers").set_input_files(photo)
    expect(page.get_by_text("n’ont pas l’accord de leur famille")).to_be_visible()
    steps.press(page, "Publier")
    expect(page.get_by_role("heading", name="À corriger")).to_be_visible()
    page.get_by_role("main").get_by_role("checkbox").first.check()
    steps.press(page, "Publier")
    steps.opened(page, "Notre arbre")
    for reader, name in ((life.mother, CHILD), (life.other, OTHER_CHILD)):
        steps.open_class_of_family(reader, name, ROOM, "Actualités")
        reader.get_by_role("link", name="Notre arbre").click()
        expect(reader.get_by_text("Il a perdu ses feuilles.")).to_be_visible()


def talk(life: Class, sound: Path) -> None:
    """The child's voice waits for the teacher; then the other family hears it and answers."""
    page, child, other = life.teacher, life.child, life.other
    steps.open_class(page, ROOM)
    steps.open_tab(page, ROOM, "Forum")
    page.get_by_role("link", name="Nouveau sujet").click()
    page.get_by_label("Titre").fill("Votre arbre préféré")
    page.get_by_label("Premier message").fill("Lequel, et pourquoi ?")
    page.get_by_label("Les élèves peuvent écrire dans ce sujet").check()
    steps.press(page, "Ouvrir le sujet")
    steps.opened(page, "Votre arbre préféré")
    topic = page.url
    child.goto("/enfant")
    child.get_by_role("link", name="On en parle").click()
    child.get_by_role("link", name="Votre arbre préféré").click()
    life.speak(child, "Ta voix", sound)
    steps.press(child, "Envoyer")
    expect(child.get_by_text("en attente")).to_be_visible()
    other.goto(topic)
    expect(other.locator(".message__sound")).to_have_count(0)
    page.reload()
    page.get_by_role("button", name=re.compile("^Publier")).first.click()
    other.reload()
    expect(other.locator(".message__sound")).to_have_count(1)
    other.get_by_label("Votre message").fill("Le chêne de la cour.")
    steps.press(other, "Envoyer")
    page.goto(topic)
    expect(page.get_by_text("Le chêne de la cour.")).to_be_visible()


def write_together(life: Class, photo: Path) -> None:
    """A box of one's own, which nobody else may touch; and one text for several hands."""
    page, child = life.teacher, life.child
    boxes = new_document(page, "Nos arbres", "À cases")
    child.goto("/enfant")
    child.get_by_role("link", name="On écrit ensemble").click()
    child.get_by_role("link", name="Nos arbres").click()
    child.get_by_role("link", name="Ma case").click()
    life.draw(child, "Mon dessin", photo)
    steps.press(child, "Enregistrer")
    life.other.goto(boxes)
    box = life.other.get_by_role("link", name=CHILD, exact=True)
    address = str(box.get_attribute("href"))
    assert life.other.request.get(f"{address}/texte").status == 404
    box.click()
    drawing = life.other.locator("main img, main a[href*='/fichiers/']").first
    expect(drawing).to_be_visible()
    text = new_document(page, "Le conte", "Texte commun")
    life.mother.goto(text)
    write(page, life.script, "Il était une fois un chêne. ")
    write(life.mother, life.script, "Il parlait.")
    expect_written(page, "Il était une fois un chêne. ", "Il parlait.")


def new_document(page: Page, title: str, kind: str) -> str:
    """The address of a document just published."""
    steps.open_class(page, ROOM)
    steps.open_tab(page, ROOM, "Documents")
    page.get_by_role("link", name="Nouveau document").click()
    page.get_by_label("Titre").fill(title)
    page.get_by_role("radio", name=kind).check()
    steps.press(page, "Créer")
    steps.opened(page, title)
    publish = page.get_by_role("button", name="Publier")
    if publish.count():
        publish.click()
    return page.url


def write(page: Page, script: bool, words: str) -> None:
    """At the end of the common text; the script sends it by itself."""
    area = page.get_by_role("textbox", name="Le texte")
    area.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    if not script:
        steps.press(page, "Enregistrer")


def expect_written(page: Page, *parts: str) -> None:
    page.wait_for_timeout(3000)
    page.reload()
    value = page.get_by_role("textbox", name="Le texte").input_value()
    assert all(part in value for part in parts), value


def meet_at_an_hour(life: Class) -> None:
    """The door of a class in the evening is said to come, and its address is nowhere."""
    page = life.teacher
    steps.open_class(page, ROOM)
    page.locator(".class-day__link").first.click()
    page.locator("a[href*='/direct/nouvelle']").click()
    page.get_by_label("Titre").fill("Lire ensemble")
    page.get_by_label("Le jour").fill((today() + timedelta(days=1)).isoformat())
    page.get_by_label("Commence à").fill("10:00")
    page.get_by_label("Finit à").fill("10:30")
    page.get_by_label("Adresse de la visio").fill("https://visio.example.org/ce2")
    steps.press(page, "Publier")
    steps.opened(page, "Lire ensemble")
    life.mother.goto(f"/jour/{today() + timedelta(days=1)}")
    expect(life.mother.get_by_text("Lire ensemble")).to_be_visible()
    assert "visio.example.org" not in life.mother.content()


def look_back(life: Class) -> None:
    """By date in the diary, by word in the search; the correction is not found yet."""
    steps.open_class_of_family(life.mother, CHILD, ROOM, "Journal")
    for title in (WORK, "Notre arbre", "Votre arbre préféré", "Nos arbres"):
        expect(life.mother.get_by_role("link", name=title)).to_be_visible()
    steps.open_tab(life.mother, ROOM, "Recherche")
    for words, found in (("arbre regarde", WORK), ("branches", "")):
        life.mother.get_by_role("searchbox").or_(life.mother.locator("[name=mots]")).first.fill(words)
        steps.press(life.mother, "Chercher")
        if found:
            expect(life.mother.get_by_role("link", name=found)).to_be_visible()
        else:
            expect(life.mother.get_by_text(CORRECTED)).to_have_count(0)
