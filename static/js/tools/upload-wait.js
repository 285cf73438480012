// A form whose files are on their way (upload-queue.js) waits for them and says so, then leaves by itself;
// unless one does not want to wait, or one of them was refused meanwhile. When the school is out of reach,
// a family's files go back to their fields, for the outbox. A tab with files on their way asks before it closes.
{
  const prepare = (box, form) => {
    const notice = box.querySelector(".upload-list__wait");
    const hasOutbox = () => form.matches('[data-behaviour~="leaves-later"]') && navigator.serviceWorker?.controller;
    let now = { going: 0, paused: 0, refused: 0, cut: 0 };
    let isHurried = false, end = null;

    form.append(notice); // near the button that was pressed

    const stop = (how, reason) => {
      notice.hidden = true;
      end?.[how](reason);
      end = null;
    };

    const giveBack = () => {
      box.dispatchEvent(new Event("ecole:out-of-reach"));
      stop("resolve");
    };

    box.addEventListener("ecole:moved", ({ detail }) => {
      const isRefused = detail.refused > now.refused;
      now = detail;
      if (!end) return;
      if (now.cut && hasOutbox()) giveBack();
      else if (isRefused) stop("reject", "stay");
      else if (!now.going && !now.paused) stop("resolve");
    });
    form.addEventListener("ecole:send", ({ detail }) => {
      if (isHurried || (!now.going && !now.paused)) return;
      detail.wait.push(new Promise((resolve, reject) => {
        end = { resolve, reject };
      }));
      if (now.cut && hasOutbox()) return giveBack();
      notice.hidden = false;
      notice.scrollIntoView({ block: "nearest" });
    });
    notice.querySelector("button").addEventListener("click", () => {
      isHurried = true;
      stop("resolve");
    });
    addEventListener("beforeunload", (event) => {
      if (now.going && !isHurried) event.preventDefault();
    });
  };

  for (const box of document.querySelectorAll('[data-behaviour~="uploads"]')) {
    box.addEventListener("ecole:ready", () => prepare(box, box.closest("form")));
  }
}
