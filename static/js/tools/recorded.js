// The sound in a file field: heard again, taken out, or chosen among those of the device (recorder.js).
{
  for (const box of document.querySelectorAll('[data-behaviour~="recorder"]')) {
    const part = (name) => box.querySelector(`.recorder__${name}`);
    const input = box.parentElement.querySelector("[type=file]");
    const sound = part("sound");

    const show = () => {
      URL.revokeObjectURL(sound.src);
      const [file] = input.files;
      box.dataset.state = file ? "ready" : "idle";
      part("said").textContent = file ? box.dataset.ready : "";
      if (file) sound.src = URL.createObjectURL(file);
      else sound.removeAttribute("src");
    };

    input.addEventListener("change", show);
    input.form?.addEventListener("reset", () => setTimeout(show));
    part("remove").addEventListener("click", () => {
      input.dispatchEvent(new CustomEvent("ecole:put", { bubbles: true, detail: { files: [] } }));
      part("said").textContent = box.dataset.removed;
      part("button").focus();
    });
    part("other").addEventListener("click", () => {
      input.hidden = false;
      input.click();
    });
  }
}
