// The sounds of a dictation (dictation.js), one at a time: `ecole:heard` says which, and whether it is
// playing, paused or over.
{
  const SLOW = 0.7, BREATH = 2000; // between two phrases of the whole, in milliseconds

  const prepare = (box) => {
    const sounds = [...box.parentElement.querySelectorAll("audio")];
    let here = -1, isWhole = false, wait, pace = 1;

    const say = () => {
      const { paused, ended } = sounds[here];
      const state = wait || !paused ? "playing" : ended ? "over" : "paused";
      const detail = { here, count: sounds.length, state };
      box.dispatchEvent(new CustomEvent("ecole:heard", { detail }));
    };

    const play = () => {
      sounds[here].preservesPitch = sounds[here].webkitPreservesPitch = true;
      sounds[here].playbackRate = pace;
      sounds[here].play().catch(() => {}); // `error` says it better
      if (sounds[here + 1]) sounds[here + 1].preload = "auto";
    };

    const hear = (place) => {
      wait = clearTimeout(wait);
      sounds[here]?.pause();
      here = place;
      sounds[here].currentTime = 0;
      play();
    };

    const ended = () => {
      if (isWhole && sounds[here + 1]) wait = setTimeout(hear, BREATH, here + 1);
      say();
    };

    box.addEventListener("ecole:hear", ({ detail }) => {
      isWhole = detail.isWhole;
      hear(detail.here);
    });
    box.addEventListener("ecole:hush", () => {
      if (wait) isWhole = false;
      wait = clearTimeout(wait);
      sounds[here].pause();
      say();
    });
    box.addEventListener("ecole:go-on", play);
    box.addEventListener("ecole:pace", ({ detail: isSlow }) => {
      pace = isSlow ? SLOW : 1;
      for (const sound of sounds) sound.playbackRate = pace;
    });
    for (const sound of sounds) {
      for (const name of ["play", "pause"]) sound.addEventListener(name, () => sound === sounds[here] && say());
      sound.addEventListener("ended", ended);
      sound.addEventListener("error", () => box.dispatchEvent(new Event("ecole:mute")));
    }
  };

  for (const box of document.querySelectorAll('[data-behaviour~="dictation"]')) prepare(box);
}
