// How loud the microphone hears, while it is open: `--level`, from 0 to 1, on the bar of its recorder.
{
  const follow = ({ target, detail: stream }) => {
    const level = target.querySelector(".recorder__level");
    const Sound = window.AudioContext;
    if (!Sound) return;
    const sound = new Sound();
    const meter = sound.createAnalyser();
    meter.fftSize = 512;
    sound.createMediaStreamSource(stream).connect(meter);
    const wave = new Uint8Array(meter.fftSize);
    const draw = () => {
      if (!stream.active) return sound.close();
      meter.getByteTimeDomainData(wave);
      const loud = Math.max(...wave.map((point) => Math.abs(point - 128))) / 128;
      // The ear hears a half where the figure is a quarter.
      level.style.setProperty("--level", Math.sqrt(loud).toFixed(2));
      requestAnimationFrame(draw);
    };
    draw();
  };

  document.addEventListener("ecole:listening", follow);
}
