// Which files of a form leave by themselves (upload-queue.js): in a field with data-from, those at least as
// heavy; and photos that stayed heavy, which photo-picker.js asks for. Without a network a family's files stay
// in their field, for the outbox. Photos are made lighter first (photo-shrink.js).
{
  const PHOTO = /^image\/(jpeg|png|webp|hei[cf])$/;

  const prepare = (box, form) => {
    const said = box.querySelector(".upload-list__prepares");
    let [work, atWork, isGivenBack] = [Promise.resolve(), 0, false];

    const canLeave = () => !isGivenBack && (navigator.onLine || !form.matches('[data-behaviour~="leaves-later"]'));
    const give = (file, input) => box.dispatchEvent(new CustomEvent("ecole:chosen", { detail: { file, input } }));

    const lighter = async (file) => {
      if (!PHOTO.test(file.type)) return file;
      const detail = { file };
      document.dispatchEvent(new CustomEvent("ecole:shrink", { detail }));
      return (await detail.done).file;
    };

    const take = async (files, input) => {
      for (const file of files) give(await lighter(file), input);
      atWork -= 1;
      if (!atWork) said.textContent = "";
    };

    form.addEventListener("change", (event) => {
      const { target: input } = event;
      if (!input.dataset.from || !canLeave()) return;
      const files = [...input.files];
      const isHeavy = ({ size }) => size >= Number(input.dataset.from);
      if (!files.some(isHeavy)) return;
      event.stopImmediatePropagation(); // the field says nothing of what it does not hold
      const heavy = files.filter(isHeavy);
      const light = files.filter((file) => !isHeavy(file));
      input.dispatchEvent(new CustomEvent("ecole:put", { bubbles: true, detail: { files: light } }));
      if (heavy.some(({ type }) => PHOTO.test(type))) {
        box.hidden = false;
        said.textContent = box.dataset.wait;
      }
      atWork += 1;
      work = work.then(() => take(heavy, input));
    }, true);

    form.addEventListener("ecole:heavy", (event) => {
      const { file } = event.detail;
      if (file.size < Number(box.dataset.photo) || !canLeave()) return;
      event.preventDefault();
      give(file, event.target);
    });
    box.addEventListener("ecole:out-of-reach", () => {
      isGivenBack = true;
    }, true); // before those who give back
    form.addEventListener("ecole:send", ({ detail }) => atWork && detail.wait.push(work));
  };

  for (const box of document.querySelectorAll('[data-behaviour~="uploads"]')) {
    box.addEventListener("ecole:ready", () => prepare(box, box.closest("form")));
  }
}
