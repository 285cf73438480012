// What happens to a file on its way (upload-queue.js), said where it is worth it to who does not see its line.
{
  const SAID = ["cut", "received", "refused"];

  const prepare = (transfer, said) => {
    transfer.change = (state, text = "") => {
      const isNews = transfer.state && transfer.state !== state && SAID.includes(state);
      Object.assign(transfer, { state, said: text }).show();
      if (isNews) said.textContent = `${transfer.name}\u00a0: ${transfer.facts}`;
      transfer.tell();
    };
    transfer.leave = () => {
      transfer.state = "gone";
      transfer.stop?.();
      transfer.row.remove();
      transfer.tell();
    };
  };

  for (const box of document.querySelectorAll('[data-behaviour~="uploads"]')) {
    const said = box.querySelector(".visually-hidden");
    box.addEventListener("ecole:upload", ({ detail }) => prepare(detail, said));
  }
}
