// « Imprimer » opens the browser's own window; without script a sentence stands there and says how.
{
  for (const button of document.querySelectorAll('[data-behaviour~="print"]')) {
    button.hidden = false;
    button.nextElementSibling.hidden = true;
    button.addEventListener("click", () => print());
  }
}
