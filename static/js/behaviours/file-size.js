// Says how heavy the chosen files are before they are sent, and refuses what the school cannot take.
// data-max: bytes allowed for one file.
{
  const weight = (bytes) => {
    const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "ko"] : [bytes / 1e6, "Mo"];
    const digits = unit === "Mo" && value < 10 ? 1 : 0;
    return `${value.toLocaleString("fr", { maximumFractionDigits: digits })}\u00a0${unit}`;
  };

  const sentence = (files) => {
    if (files.length === 0) return "";
    const total = weight(files.reduce((sum, file) => sum + file.size, 0));
    return files.length === 1 ? `1 fichier, ${total}.` : `${files.length} fichiers, ${total} en tout.`;
  };

  for (const input of document.querySelectorAll('[data-behaviour~="file-size"]')) {
    const line = document.createElement("p");
    line.className = "field__weight";
    line.setAttribute("role", "status");
    input.after(line);

    input.addEventListener("change", () => {
      const files = [...input.files];
      const max = Number(input.dataset.max) || Infinity;
      const heavy = files.find((file) => file.size > max);
      const refusal = heavy
        ? `«\u00a0${heavy.name}\u00a0» est trop lourd (${weight(heavy.size)}). La limite est de ${weight(max)} par fichier.`
        : "";
      line.textContent = refusal || sentence(files);
      line.className = refusal ? "field__error" : "field__weight";
      input.setCustomValidity(refusal);
      input.setAttribute("aria-invalid", String(Boolean(refusal)));
    });
  }
}
