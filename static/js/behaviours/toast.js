// Says a few words at the foot of the page, and to who hears it; the page keeps its own trace.
// From another behaviour: document.dispatchEvent(new CustomEvent("ecole:say", { detail: "…" })).
{
  const SECONDS = 6;
  const place = document.createElement("div");
  place.className = "toasts";
  place.setAttribute("role", "status");

  document.addEventListener("ecole:say", ({ detail }) => {
    if (!place.isConnected) document.body.append(place);
    const toast = document.createElement("p");
    toast.className = "toast";
    toast.textContent = detail;
    place.replaceChildren(toast);
    let left = setTimeout(() => toast.remove(), SECONDS * 1000);
    toast.addEventListener("pointerenter", () => clearTimeout(left));
    toast.addEventListener("pointerleave", () => {
      left = setTimeout(() => toast.remove(), SECONDS * 500);
    });
  });
}
