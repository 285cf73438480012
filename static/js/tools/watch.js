// « Regarder »: the big button of a child starts the film where it stands, and goes away while it plays.
{
  for (const link of document.querySelectorAll('[data-behaviour~="watch"]')) {
    const film = document.getElementById(link.dataset.film);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      film.play().catch(() => {});
      film.focus();
    });
    film.addEventListener("play", () => { link.hidden = true; });
    film.addEventListener("ended", () => { link.hidden = false; });
  }
}
