// The speed of sounds: slower to write under dictation, faster to hear again. One for the whole page.
{
  const words = [...document.querySelectorAll('[data-behaviour~="player-speed"]')];
  const sounds = [];
  const buttons = [];
  const speedOf = (figure) => Number(figure.replace(",", "."));

  const choose = (speed) => {
    // The default one too: it is what a player takes again when its file changes.
    for (const sound of sounds) sound.defaultPlaybackRate = sound.playbackRate = speed;
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(speedOf(button.textContent) === speed));
    }
  };

  const buildButton = (figure) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "player-speed__step";
    button.textContent = figure;
    button.addEventListener("click", () => choose(speedOf(figure)));
    buttons.push(button);
    return button;
  };

  const buildGroup = (sound, speed, figures) => {
    const group = document.createElement("div");
    group.className = "player-speed";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", `${speed}\u00a0: ${sound.getAttribute("aria-label")}`);
    group.append(speed, ...figures.split(" · ").map(buildButton));
    sound.after(group);
    sounds.push(sound);
  };

  for (const box of words) {
    const [speed, figures] = [...box.children].map((one) => one.textContent);
    for (const sound of box.previousElementSibling.querySelectorAll("audio")) buildGroup(sound, speed, figures);
  }
  if (sounds.length) choose(1);
}
