// The microphone of a recorder (recorder.js): opened by `ecole:listen` on its box, held and let go by
// `ecole:hold`, closed by `ecole:stop`. It says `ecole:listening` (the stream), `ecole:recorded` (the
// file), or `ecole:deaf` (why).
{
  // The first plays on older iPhones too; the last is all that some Safari can do.
  const KINDS = ["audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus", "audio/mp4"];
  const VOICE = { audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } };
  const mimeType = navigator.mediaDevices?.getUserMedia
    && KINDS.find((kind) => window.MediaRecorder?.isTypeSupported(kind));

  const prepare = (box) => {
    let recorder = null, isAsked = false;
    const say = (name, detail) =>
      box.dispatchEvent(new CustomEvent(`ecole:${name}`, { bubbles: true, detail }));

    const begin = (stream) => {
      const pieces = [];
      recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 48_000 });
      recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
      // Also when the microphone is taken away: what was said is kept.
      recorder.addEventListener("stop", () => {
        for (const track of stream.getTracks()) track.stop();
        const type = (recorder.mimeType || mimeType).split(";")[0];
        const name = `${box.dataset.name}.${type === "audio/mp4" ? "m4a" : "webm"}`;
        recorder = null;
        say("recorded", new File(pieces, name, { type }));
      });
      recorder.start();
      say("listening", stream);
    };

    box.addEventListener("ecole:listen", async () => {
      if (recorder || isAsked) return;
      isAsked = true;
      const opened = navigator.mediaDevices.getUserMedia(VOICE).then(begin);
      await opened.catch(({ name }) => say("deaf", name));
      isAsked = false;
    });
    box.addEventListener("ecole:hold", () => {
      if (recorder?.state === "paused") recorder.resume();
      else recorder?.pause();
    });
    box.addEventListener("ecole:stop", () => recorder?.state !== "inactive" && recorder?.stop());
    box.dataset.hears = "true";
  };

  for (const box of mimeType ? document.querySelectorAll('[data-behaviour~="recorder"]') : []) {
    prepare(box);
  }
}
