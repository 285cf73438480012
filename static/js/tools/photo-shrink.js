// `ecole:shrink` with a photo: `detail.done` becomes the promise of what is to be sent, upright and at
// most 1600 points wide or high, and of a small picture of it. What cannot be read here leaves whole.
{
  const LARGE = 1600, SMALL = 240;

  const drawn = (picture, most) => {
    const canvas = document.createElement("canvas");
    const scale = Math.min(1, most / Math.max(picture.width, picture.height));
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const context = canvas.getContext("2d");
    context.fillStyle = "white"; // a JPEG has no holes
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  const shrink = async (file) => {
    // As it is held, not as it lies in the file: phones write which way is up beside the picture.
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const large = drawn(picture, LARGE);
    const small = drawn(large, SMALL);
    const name = `${file.name.replace(/\.\w+$/, "")}.jpg`;
    const detail = { canvas: large, type: "image/jpeg", name };
    document.dispatchEvent(new CustomEvent("ecole:picture", { detail }));
    picture.close();
    return { file: detail.file?.size < file.size ? detail.file : file, small };
  };

  document.addEventListener("ecole:shrink", ({ detail }) => {
    detail.done = shrink(detail.file).catch(() => ({ file: detail.file, small: null }));
  });
}
