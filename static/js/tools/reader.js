// The pages of a PDF: asked for at the first visit, and the page that waits for its picture comes back by
// itself, until somebody says not to.
{
  document.querySelector('[data-behaviour~="asks-itself"]')?.requestSubmit();

  const stop = document.querySelector('[data-behaviour~="comes-back"]');
  if (stop) {
    const timer = setTimeout(() => location.reload(), Number(stop.dataset.seconds) * 1000);
    stop.hidden = false;
    stop.addEventListener("click", () => {
      clearTimeout(timer);
      stop.hidden = true;
    });
  }
}
