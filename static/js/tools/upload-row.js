// The line of a file on its way (upload-queue.js): how much has left, in words (upload-words.js), and its
// buttons. Its id leaves with the form once it is there.
{
  const ACTS = {
    waiting: ["pause", "cancel"], going: ["pause", "cancel"], cut: ["pause", "cancel"], checking: ["cancel"],
    paused: ["resume", "cancel"], left: ["cancel"], received: ["remove"], refused: ["remove"],
  };

  const draw = (box, transfer) => {
    const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
    const bar = row.querySelector("progress");
    const buttons = [...row.querySelectorAll("button")];
    const field = row.querySelector("input");

    transfer.row = row;
    row.querySelector("b").textContent = transfer.name;
    bar.setAttribute("aria-label", transfer.name);
    for (const button of buttons) {
      const { act } = button.dataset;
      button.setAttribute("aria-label", `${button.textContent}\u00a0: ${transfer.name}`);
      button.addEventListener("click", () => {
        box.dispatchEvent(new CustomEvent("ecole:act", { detail: { act, transfer } }));
        if (row.isConnected) buttons.find(({ hidden }) => !hidden)?.focus();
      });
    }

    // leaving: bytes that are not acknowledged yet
    transfer.show = (leaving = 0) => {
      const { state, sent, size, address } = transfer;
      const detail = { transfer, away: Math.min(size, sent + leaving) };
      document.dispatchEvent(new CustomEvent("ecole:upload-words", { detail }));
      const isOver = ["received", "refused"].includes(state);
      transfer.facts = row.querySelector("span").textContent = detail.facts;
      row.dataset.state = state;
      [bar.max, bar.value, bar.hidden] = [size || 1, detail.away, isOver];
      for (const button of buttons) button.hidden = !ACTS[state].includes(button.dataset.act);
      [field.disabled, field.value] = [state !== "received", address.split("/").pop()];
    };
    transfer.leaving = (bytes) => {
      const isThere = transfer.sent + bytes >= transfer.size;
      if (isThere && transfer.state === "going") transfer.change("checking");
      else transfer.show(bytes);
    };
    box.querySelector("ul").append(row);
  };

  for (const box of document.querySelectorAll('[data-behaviour~="uploads"]')) {
    box.addEventListener("ecole:upload", ({ detail }) => draw(box, detail));
  }
}
