// « Écouter »: the teacher's recorded voice first; else a voice that lives on this device, never one
// that would send the text away. The button appears only when there is something to hear.
{
  const buttons = [...document.querySelectorAll('[data-behaviour~="speak"]')];
  const speech = window.speechSynthesis;
  const press = (button, pressed) => button?.setAttribute("aria-pressed", String(pressed));

  const hush = (except) => {
    speech?.cancel();
    for (const sound of document.querySelectorAll("audio, video")) if (sound !== except) sound.pause();
  };

  const offerSound = (button, sound) => {
    sound.controls = false;
    button.hidden = false;
    button.addEventListener("click", () => (sound.paused ? sound.play().catch(() => {}) : sound.pause()));
    sound.addEventListener("play", () => (hush(sound), press(button, true)));
    sound.addEventListener("pause", () => press(button, false));
    // Not readable here: the browser's own player says so better than a button that does nothing.
    sound.addEventListener("error", () => {
      sound.controls = true;
      button.hidden = true;
    });
  };

  const parts = (button) =>
    button.dataset.reads.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  const languageOf = (button) => parts(button)[0].closest("[lang]").lang.toLowerCase();
  const voiceFor = (language) =>
    speech?.getVoices().find((voice) =>
      voice.localService === true && voice.lang.toLowerCase().split(/[-_]/)[0] === language);

  const say = (button) => {
    const isSpeaking = button.getAttribute("aria-pressed") === "true";
    const voice = voiceFor(languageOf(button));
    hush();
    if (isSpeaking || !voice) return;
    const text = parts(button).map((part) => part.innerText.trim()).join(".\n");
    const words = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang, rate: 0.9 });
    words.onstart = () => press(button, true);
    words.onend = words.onerror = () => press(button, false);
    speech.speak(words);
  };

  const voiced = buttons.filter((button) => !button.dataset.sound);
  const offerVoice = () => {
    for (const button of voiced) button.hidden = !voiceFor(languageOf(button));
  };

  for (const button of buttons) {
    const sound = document.getElementById(button.dataset.sound);
    if (sound) offerSound(button, sound);
    else button.addEventListener("click", () => say(button));
  }
  if (speech && voiced.length) {
    offerVoice();
    speech.addEventListener?.("voiceschanged", offerVoice); // the list comes late in some browsers
    addEventListener("pagehide", () => hush());
  }
}
