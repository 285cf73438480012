// The family code: capitals, in groups of three, while typing. The caret stays where it was; pasting works.
{
  const letters = (text) => text.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const grouped = (text) => (letters(text).match(/.{1,3}/g) ?? []).join(" ");

  for (const input of document.querySelectorAll('[data-behaviour~="code-input"]')) {
    const arrange = () => {
      const before = letters(input.value.slice(0, input.selectionStart)).length;
      const atEnd = input.selectionStart === input.value.length;
      const text = grouped(input.value);
      if (text === input.value) return;
      input.value = text;
      const caret = atEnd ? text.length : grouped(text.replaceAll(" ", "").slice(0, before)).length;
      input.setSelectionRange(caret, caret);
    };
    // Not while a keyboard is still composing a word, or its letters would be doubled.
    input.addEventListener("input", (event) => event.isComposing || arrange());
    input.addEventListener("compositionend", arrange);
    arrange();
  }
}
