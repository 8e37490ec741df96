/** Record the microphone into a voice file. */

const WANTED = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];

/** Whether this browser can record at all (a page on plain http elsewhere than localhost cannot). */
export const canRecord = () => Boolean(window.MediaRecorder && navigator.mediaDevices?.getUserMedia);

export class Recorder {
  constructor(onSecond) {
    this.onSecond = onSecond;
    this.parts = [];
  }

  async begin() {
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const mimeType = WANTED.find((type) => MediaRecorder.isTypeSupported(type));
    this.recorder = new MediaRecorder(this.stream, mimeType ? { mimeType } : {});
    this.recorder.addEventListener("dataavailable", (event) => this.parts.push(event.data));
    this.recorder.start(500);
    let seconds = 0;
    this.timer = setInterval(() => this.onSecond((seconds += 1)), 1000);
  }

  /** Stop and return the recording. */
  async end() {
    const stopped = new Promise((resolve) => this.recorder.addEventListener("stop", resolve, { once: true }));
    this.cancel();
    await stopped;
    const type = this.recorder.mimeType.split(";")[0];
    return new File(this.parts, `voice.${type.split("/")[1]}`, { type });
  }

  /** Stop and free the microphone. */
  cancel() {
    clearInterval(this.timer);
    if (this.recorder?.state !== "inactive") this.recorder?.stop();
    this.stream?.getTracks().forEach((track) => track.stop());
  }
}
