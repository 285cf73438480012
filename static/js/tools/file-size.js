// Says how heavy the chosen files are before they are sent, and refuses what the school cannot take.
// data-max: bytes allowed for one file. The words are those of the line under the field.
{
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (hole, name) => values[name]);

  const weight = (bytes, words) => {
    const [value, text] = bytes < 1e6 ? [bytes / 1e3, words.kilo] : [bytes / 1e6, words.mega];
    const digits = text === words.mega && value < 10 ? 1 : 0;
    const language = document.documentElement.lang;
    return filled(text, {
      number: value.toLocaleString(language, { maximumFractionDigits: digits }),
    });
  };

  const sentence = (files, words) => {
    if (files.length === 0) return "";
    const total = weight(files.reduce((sum, file) => sum + file.size, 0), words);
    const text = files.length === 1 ? words.one : words.many;
    return filled(text, { count: files.length, weight: total });
  };

  for (const input of document.querySelectorAll('[data-behaviour~="file-size"]')) {
    const line = input.nextElementSibling;
    const words = line.dataset;

    input.addEventListener("change", () => {
      const files = [...input.files];
      const max = Number(input.dataset.max) || Infinity;
      const heavy = files.find((file) => file.size > max);
      const refusal = heavy
        ? filled(words.heavy, {
            name: heavy.name,
            weight: weight(heavy.size, words),
            limit: weight(max, words),
          })
        : "";
      line.textContent = refusal || sentence(files, words);
      line.className = refusal ? "field__error" : "field__weight";
      input.setCustomValidity(refusal);
      input.setAttribute("aria-invalid", String(Boolean(refusal)));
    });
  }
}
