/** A sound and a notice of the system, for who looks elsewhere. */

export interface Alert {
  /** To be called from a press: browsers allow neither sound nor notices without one. */
  prepare(): Promise<void>;
  sound(text: string): void;
}

const TONES_HZ = [660, 880];
const TONE_SECONDS = 0.16;
/** While one sounds no other begins: of what comes at once, one tells. */
const SOUND_MS = TONES_HZ.length * TONE_SECONDS * 1_000;

export function createAlert(): Alert {
  let audio: AudioContext | undefined;
  let soundedAt = Number.NEGATIVE_INFINITY;

  function beep(): void {
    if (!audio || performance.now() - soundedAt < SOUND_MS) return;
    soundedAt = performance.now();
    for (const [index, hertz] of TONES_HZ.entries()) {
      const start = audio.currentTime + index * TONE_SECONDS;
      const tone = new OscillatorNode(audio, { frequency: hertz });
      const volume = new GainNode(audio, { gain: 0 });
      volume.gain.setTargetAtTime(0.2, start, 0.01);
      volume.gain.setTargetAtTime(0, start + TONE_SECONDS * 0.7, 0.02);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + TONE_SECONDS * 2);
    }
  }

  return {
    async prepare() {
      audio ??= new AudioContext();
      await audio.resume();
      if ('Notification' in window && Notification.permission === 'default') await Notification.requestPermission();
    },
    sound(text) {
      beep();
      if (!('Notification' in window) || Notification.permission !== 'granted' || !document.hidden) return;
      try {
        const notice = new Notification(text, { tag: 'virtual-proctor' });
        notice.onclick = () => {
          window.focus();
          notice.close();
        };
      } catch {
        // Some systems allow notices to service workers alone. The sound was made.
      }
    },
  };
}
