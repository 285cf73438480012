// The photos of a field (photo-picker.js), seen small, each with its buttons: `ecole:photos` gives them,
// `ecole:move` says what is asked.
{
  const prepare = (box) => {
    const words = box.dataset;
    const list = box.querySelector("ol");
    const input = box.parentElement.querySelector("[type=file]");

    const buttonOf = (name, place, to) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--quiet";
      button.textContent = words[name];
      button.setAttribute("aria-label", words[`${name}About`].replace("{number}", place + 1));
      button.addEventListener("click", () => {
        box.dispatchEvent(new CustomEvent("ecole:move", { detail: { place, to } }));
        const row = list.children[to ?? Math.min(place, list.children.length - 1)];
        (row?.querySelector(to === null ? "button" : "button:last-child") ?? input).focus();
      });
      return button;
    };

    const rowOf = ({ file, small }, place) => {
      const row = document.createElement("li");
      row.className = "photos__one";
      if (small) {
        small.className = "photos__picture";
        small.setAttribute("role", "img");
        small.setAttribute("aria-label", words.photo.replace("{number}", place + 1));
      }
      row.append(small ?? file.name, buttonOf("remove", place, null));
      if (place) row.append(buttonOf("earlier", place, place - 1));
      return row;
    };

    box.addEventListener("ecole:photos", ({ detail }) => list.replaceChildren(...detail.photos.map(rowOf)));
  };

  for (const box of document.querySelectorAll('[data-behaviour~="photo-picker"]')) prepare(box);
}
