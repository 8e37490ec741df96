/** Pictures, a voice and a film that come with the page, so that a demo needs no camera. */

const SCENES = ["pothole", "bin", "lamp", "drain", "busstop"];
const TYPES = { jpg: "image/jpeg", ogg: "audio/ogg", mp4: "video/mp4" };

/** Names of the sample photos: each scene before and after its repair. */
export const SAMPLES = [...SCENES, ...SCENES.map((name) => `${name}_after`)];

/** Where a sample lies, wherever the page itself is mounted. */
export const sampleUrl = (name) => new URL(`../samples/${name}`, import.meta.url).href;

/** Fetch a sample as a File that can be uploaded like the viewer's own. */
export async function sampleFile(name, title = null) {
  const response = await fetch(sampleUrl(name));
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  const extension = name.split(".").at(-1);
  return new File([await response.blob()], title ? `${title}.${extension}` : name, {
    type: TYPES[extension],
  });
}
