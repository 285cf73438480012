// A page that comes from the phone says so, with its date in words. The service worker marks the
// copy: <html data-copied-at="2026-11-23T07:05:00Z">.
{
  const LOCALES = { en: "en-GB" }; // as ecole/web/languages.py writes dates
  const { lang, dataset } = document.documentElement;

  const wordsOf = (moment) => {
    const said = (shape) => new Intl.DateTimeFormat(LOCALES[lang] ?? lang, shape).format(moment);
    const day = said({ weekday: "long", day: "numeric", month: "long" });
    const hour = said({ hour: "numeric", minute: "2-digit" });
    if (lang !== "fr") return { day, hour };
    return {
      day: day.replace(" 1 ", " 1er "),
      hour: hour.replace(/^0?(\d+):/, "$1\u00a0h\u00a0"), // 08:05 is « 8 h 05 »
    };
  };

  const template = document.querySelector('template[data-behaviour~="copied-at"]');
  if (template && dataset.copiedAt) {
    const banner = template.content.firstElementChild.cloneNode(true);
    const { day, hour } = wordsOf(new Date(dataset.copiedAt));
    const sentence = banner.querySelector("p");
    sentence.textContent = sentence.textContent.replace("{day}", day).replace("{hour}", hour);
    template.after(banner);
  }
}
