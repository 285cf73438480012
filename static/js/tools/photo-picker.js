// Several photos in one file field: added in several goes, put in order, taken out (photo-list.js shows
// them). They are made lighter before they leave (photo-shrink.js).
{
  const prepare = (box, input) => {
    const words = box.dataset;
    const said = box.lastElementChild;
    const photos = [];
    let work = Promise.resolve(), atWork = 0, isOurs = false;

    const show = () => {
      const text = [words.none, words.one][photos.length] ?? words.many;
      said.textContent = text.replace("{number}", photos.length);
      const files = photos.map(({ file }) => file);
      isOurs = true;
      input.dispatchEvent(new CustomEvent("ecole:put", { bubbles: true, detail: { files } }));
      isOurs = false;
      box.dispatchEvent(new CustomEvent("ecole:photos", { detail: { photos } }));
    };

    const add = async (files) => {
      for (const file of files) {
        const detail = { file };
        document.dispatchEvent(new CustomEvent("ecole:shrink", { detail }));
        const photo = await detail.done;
        const heavy = { bubbles: true, cancelable: true, detail: photo };
        // Taken by those that leave by themselves (upload-fields.js), or one of this field.
        if (input.dispatchEvent(new CustomEvent("ecole:heavy", heavy))) photos.push(photo);
      }
      atWork -= 1;
      show();
    };

    input.addEventListener("change", () => {
      if (isOurs) return;
      said.textContent = words.wait;
      atWork += 1;
      const files = [...input.files]; // now: the field is filled again meanwhile
      work = work.then(() => add(files));
    });
    // `to`: its new place, or none at all.
    box.addEventListener("ecole:move", ({ detail: { place, to } }) => {
      const [photo] = photos.splice(place, 1);
      if (to !== null) photos.splice(to, 0, photo);
      show();
    });
    input.form?.addEventListener("ecole:send", ({ detail }) => atWork && detail.wait.push(work));
    input.form?.addEventListener("reset", () => setTimeout(() => {
      photos.length = 0;
      show();
    }));
    box.hidden = false;
  };

  for (const box of document.querySelectorAll('[data-behaviour~="photo-picker"]')) {
    prepare(box, box.parentElement.querySelector("[type=file]"));
  }
}
