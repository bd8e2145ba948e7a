/** What the editor remembers from one visit to the next: operations, variables and the layout, in localStorage. */
import type { Storage } from '@graphiql/toolkit';

const PREFIX = 'graphiql:';

/** Base64 of this length is a picture that somebody pasted. */
const PICTURE = /(?:data:image\/[a-z]+;base64,)?[A-Za-z0-9+/]{1000,}={0,2}/g;
/** A JSON Web Token: its first two parts are JSON objects, which in Base64 begin so. */
const TOKEN = /\beyJ[\w-]{5,}\.eyJ[\w-]{5,}\.[\w-]*/g;

/** Pictures and tokens that were pasted into an editor are left out of what is remembered. */
export function createMemory(storage: globalThis.Storage): Storage {
  const ownKeys = () => Object.keys(storage).filter((key) => key.startsWith(PREFIX));
  return {
    get length() {
      return ownKeys().length;
    },
    getItem: (key) => storage.getItem(key),
    setItem: (key, value) => storage.setItem(key, value.replace(PICTURE, 'picture:last').replace(TOKEN, '')),
    removeItem: (key) => storage.removeItem(key),
    clear: () => {
      for (const key of ownKeys()) storage.removeItem(key);
    },
  };
}
