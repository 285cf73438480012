// On the page without network: the days that this phone kept, and what became of « Sortir ».
{
  const place = document.querySelector('[data-behaviour~="kept-days"]');

  const linkTo = ({ address, title }) => {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.className = "button button--wide";
    link.href = address;
    link.textContent = title[0].toUpperCase() + title.slice(1);
    row.append(link);
    return row;
  };

  const show = ({ detail: { days } }) => {
    if (!days) return;
    place.hidden = days.length === 0;
    place.querySelector("ul").replaceChildren(...days.map(linkTo));
  };

  if (place) {
    document.addEventListener("ecole:state", show);
    // The days are counted for this page only: it asks when somebody is there to answer.
    document.addEventListener("ecole:state", () => {
      document.dispatchEvent(new CustomEvent("ecole:ask", { detail: { say: "days" } }));
    }, { once: true });
    document.querySelector("[data-not-out]").hidden = location.pathname !== "/sortir";
  }
}
