// One sound at a time. A file that does not play says so, with the way to download it.
{
  const playing = (event) => {
    for (const other of document.querySelectorAll("audio, video")) {
      if (other !== event.target) other.pause();
    }
  };

  const failed = (event) => {
    const media = event.target;
    const isSaid = media.nextElementSibling?.matches(".player__trouble");
    if (!media.matches?.("audio, video") || isSaid) return;
    const line = document.createElement("p");
    line.className = "player__trouble";
    line.setAttribute("role", "alert");
    line.textContent = `${media.dataset.trouble} `;
    const link = media.closest("li")?.querySelector("a[aria-label]")?.cloneNode(true);
    if (link) line.append(link);
    media.after(line);
  };

  for (const list of document.querySelectorAll('[data-behaviour~="one-player"]')) {
    // These events do not bubble: they are caught on the way down.
    list.addEventListener("play", playing, true);
    list.addEventListener("error", failed, true);
  }
}
