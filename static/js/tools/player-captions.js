// « Sous-titres »: the link to the file becomes a button that shows them. A film shows its own; under a
// sound, which has no picture to write on, they are written in a line.
{
  const lineUnder = (media) => {
    const line = document.createElement("p");
    line.className = "player__caption";
    line.lang = "fr";
    media.after(line);
    return line;
  };

  const offer = (link) => {
    const media = link.closest("li").querySelector("audio, video");
    const track = media?.textTracks[0];
    if (!track) return;
    const shown = media.tagName === "AUDIO" ? "hidden" : "showing"; // hidden: read, not drawn
    const line = media.tagName === "AUDIO" ? lineUnder(media) : null;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "file-row__way";
    button.textContent = link.textContent;

    const show = () => button.setAttribute("aria-pressed", String(track.mode === shown));
    const write = () => {
      const cues = track.mode === shown ? [...(track.activeCues ?? [])] : [];
      line.textContent = cues.map((cue) => cue.getCueAsHTML().textContent).join("\n");
    };

    button.addEventListener("click", () => {
      track.mode = track.mode === shown ? "disabled" : shown;
      if (line) write();
    });
    media.textTracks.addEventListener("change", show); // the browser's own button too
    if (line) track.addEventListener("cuechange", write);
    show();
    link.replaceWith(button);
  };

  for (const link of document.querySelectorAll("a[data-shows]")) offer(link);
}
