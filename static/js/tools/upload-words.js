// `ecole:upload-words`: what the line of a file on its way says (upload-row.js): « 12 Mo sur 78 Mo · 450 ko/s ·
// encore environ 3 min ». `detail.facts` becomes the sentence, in the words of the box.
{
  const LOOK_BACK = 8000; // milliseconds: a speed of now, that does not jump

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (hole, name) => values[name]);

  const weight = (bytes, words) => {
    const [value, text] = bytes < 1e6 ? [bytes / 1e3, words.kilo] : [bytes / 1e6, words.mega];
    const maximumFractionDigits = bytes >= 1e6 && value < 10 ? 1 : 0;
    const number = value.toLocaleString(document.documentElement.lang, { maximumFractionDigits });
    return filled(text, { number });
  };

  const speedOf = (transfer, away) => {
    const now = performance.now();
    if (transfer.state !== "going" || transfer.pulses?.at(-1)[1] > away) transfer.pulses = [];
    const pulses = (transfer.pulses ??= []);
    pulses.push([now, away]);
    while (pulses[1] && now - pulses[0][0] > LOOK_BACK) pulses.shift();
    const [[start, before]] = pulses;
    return now - start < 1000 ? 0 : (away - before) / ((now - start) / 1000);
  };

  const timeLeft = (seconds, words) => {
    const minutes = Math.max(1, Math.round(seconds / 60));
    if (seconds < 50) return words.soon;
    const [text, number] = minutes < 90 ? [words.minutes, minutes] : [words.hours, Math.round(minutes / 60)];
    return filled(text, { number });
  };

  document.addEventListener("ecole:upload-words", ({ detail }) => {
    const { transfer, away } = detail;
    const { words, state, size, said } = transfer;
    const speed = speedOf(transfer, away);
    const going = speed > 0 ? words.pace : words.facts;
    detail.facts = said || filled(state === "going" ? going : words[state], {
      sent: weight(away, words),
      size: weight(size, words),
      speed: weight(speed, words),
      left: speed > 0 ? timeLeft((size - away) / speed, words) : "",
      percent: Math.floor((100 * away) / size),
    });
  });
}
