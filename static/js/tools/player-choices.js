// « Version légère », « Son seul »: links that change what the player of their row plays, from the
// place where it was. What this browser cannot play stays a link to download.
{
  const places = new WeakMap(); // of a player whose new file has not come yet

  const play = (media, link) => {
    const at = places.get(media) ?? media.currentTime;
    places.set(media, at);
    media.parentElement.querySelector(".player__trouble")?.remove();
    media.src = link.href;
    media.addEventListener("loadedmetadata", () => {
      if (media.currentSrc !== link.href) return; // another one was chosen meanwhile
      places.delete(media);
      if (at < media.duration) media.currentTime = at;
    }, { once: true });
    media.play().catch(() => {}); // one-player.js says what went wrong
  };

  const choose = (event) => {
    const link = event.target.closest("a[data-plays]");
    const row = link?.closest("li");
    const media = row?.querySelector("audio, video");
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!media || isElsewhere || !media.canPlayType(link.type)) return;
    event.preventDefault();
    for (const other of row.querySelectorAll("a[data-plays]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    play(media, link);
  };

  for (const list of document.querySelectorAll('[data-behaviour~="player-choices"]')) {
    list.addEventListener("click", choose);
  }
}
