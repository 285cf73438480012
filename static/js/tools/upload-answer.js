// `ecole:tus-answer`: what an answer of the school means for a file on its way. `detail.means` becomes
// "good", "again" (a later try may do), "new" (it is not known any more), "ended" or "refused".
{
  const SOON = [408, 409, 423, 425, 429];
  const GONE = [404, 410];
  const FULL = 507;

  const sentence = (answer) => {
    try {
      return JSON.parse(answer.responseText).message ?? "";
    } catch {
      return "";
    }
  };

  const meaning = (answer, address, header, said) => {
    const { status } = answer;
    const isFirst = header === "Location";
    // Sent to another page: nobody is signed in any more.
    if (new URL(answer.responseURL).pathname !== address || status === 401) return "ended";
    if (status < 300) return answer.getResponseHeader(header) === null ? "again" : "good";
    if (GONE.includes(status) && !isFirst) return "new";
    if (SOON.includes(status) || (status >= 500 && status !== FULL)) return "again";
    // 413 without a word of ours: something on the way takes smaller pieces only.
    return said || status !== 413 ? "refused" : "again";
  };

  document.addEventListener("ecole:tus-answer", ({ detail }) => {
    detail.said = sentence(detail.answer);
    detail.means = meaning(detail.answer, detail.address, detail.header, detail.said);
  });
}
