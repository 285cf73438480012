// `ecole:picture` with a canvas: `detail.file` becomes its picture, or stays empty. It is made at once:
// `toBlob` waits for a page with nothing to do, ten seconds on a busy phone.
{
  document.addEventListener("ecole:picture", ({ detail }) => {
    const [head, bytes] = detail.canvas.toDataURL(detail.type, 0.85).split(";base64,");
    if (!bytes) return;
    const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    detail.file = new File([content], detail.name, { type: head.slice("data:".length) });
  });
}
