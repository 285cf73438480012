// `ecole:put` on a file field: it holds these files from now on, as if they had been chosen there.
{
  document.addEventListener("ecole:put", ({ target: input, detail: { files } }) => {
    const held = new DataTransfer();
    for (const file of files) held.items.add(file);
    input.files = held.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
