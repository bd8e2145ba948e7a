/** The pictures at hand for the variables, in memory only. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { toBase64 } from '../../client/base64.js';
import { scaleToJpeg } from './scaleToJpeg.js';

export interface Picture {
  /** How the variables call it: `picture:NAME`. */
  readonly name: string;
  readonly base64: string;
  readonly width: number;
  readonly height: number;
  /** Of the JPEG. */
  readonly bytes: number;
  /** An object URL to show it by. */
  readonly url: string;
}

export interface Pictures {
  /** The newest first. */
  readonly store: StoreApi<readonly Picture[]>;
  /**
   * Scales a picture to what the API needs and puts it in front; one of the same name is replaced.
   * @throws Error with a sentence for people, when it can't be read as a picture
   */
  add(file: Blob, name: string): Promise<Picture>;
  /**
   * The picture of this name, or the newest one for `last`.
   * @throws Error with a sentence for people, when there is none
   */
  find(name: string): Picture;
}

const PICTURES_KEPT = 12;

export function createPictures(): Pictures {
  const store = createStore<readonly Picture[]>(() => []);
  return {
    store,
    async add(file, name) {
      const { jpeg, width, height } = await scaleToJpeg(file, name);
      const base64 = toBase64(new Uint8Array(await jpeg.arrayBuffer()));
      const picture = { name, base64, width, height, bytes: jpeg.size, url: URL.createObjectURL(jpeg) };
      const others = store.getState().filter((one) => one.name !== name);
      const kept = [picture, ...others].slice(0, PICTURES_KEPT);
      for (const dropped of store.getState().filter((one) => !kept.includes(one))) URL.revokeObjectURL(dropped.url);
      store.setState(kept, true);
      return picture;
    },
    find(name) {
      const [newest] = store.getState();
      if (!newest)
        throw new Error('There is no picture yet: add one with “Picture” above, or drop a file on the page.');
      const found = name === 'last' ? newest : store.getState().find((one) => one.name === name);
      if (!found) throw new Error(`There is no picture called “${name}”. “picture:last” is the newest one.`);
      return found;
    },
  };
}
