import { useGraphiQL } from '@graphiql/react';
import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { Camera } from './Camera.js';
import { Menu } from './Menu.js';
import type { Picture, Pictures } from './pictures.js';
import { withPicture } from './placeholders.js';
import { LONGEST_SIDE } from './scaleToJpeg.js';
import { useFilesFromOutside } from './useFilesFromOutside.js';

/** Pictures for the variables: from a file, the clipboard or the camera. */
export function PictureMenu({ pictures }: { readonly pictures: Pictures }) {
  const all = useStore(pictures.store);
  const insert = useInsert();
  const [message, setMessage] = useState('');
  const [isCameraOn, setCameraOn] = useState(false);

  const add = useCallback(
    async (file: Blob, name: string) => {
      try {
        setMessage(insert(await pictures.add(file, name)));
      } catch (error) {
        setMessage(error instanceof Error ? error.message : String(error));
      }
    },
    [pictures, insert],
  );
  useFilesFromOutside(add);

  return (
    <Menu label={<PictureLabel newest={all[0]} />} title="Picture for the variables" onClose={() => setCameraOn(false)}>
      <p>
        Choose a photo, drop or paste one anywhere on this page, or take one. It is made a JPEG of at most{' '}
        {LONGEST_SIDE} pixels; the variables only name it, and it is put in their place as you run.
      </p>
      <div className="row">
        <label className="button primary">
          Choose a photo
          <input
            type="file"
            className="file-input"
            accept="image/*"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) void add(file, file.name);
              event.currentTarget.value = '';
            }}
          />
        </label>
        <button type="button" className="button" onClick={() => setCameraOn(!isCameraOn)}>
          {isCameraOn ? 'Turn the camera off' : 'Use the camera'}
        </button>
      </div>
      {isCameraOn && <Camera onPicture={(jpeg) => void add(jpeg, 'camera.jpg')} onProblem={setMessage} />}
      <p aria-live="polite" className="aside">
        {message}
      </p>
      {all.length > 0 && (
        <ul className="pictures">
          {all.map((picture) => (
            <li key={picture.url}>
              <button
                type="button"
                className="button picture"
                onClick={() => setMessage(insert(picture))}
                title={`Use ${picture.name}`}
              >
                <img src={picture.url} alt="" />
                <span className="picture-name">{picture.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Menu>
  );
}

function PictureLabel({ newest }: { readonly newest: Picture | undefined }) {
  return (
    <>
      {newest && <img src={newest.url} alt="" />} Picture{' '}
      {newest && <span className="menu-button-name">{newest.name}</span>}
    </>
  );
}

/** Names a picture in the variables of the tab that is shown, and says in a sentence what it did. */
function useInsert(): (picture: Picture) => string {
  const editor = useGraphiQL((state) => state.variableEditor);
  return useCallback(
    ({ name, width, height, bytes }) => {
      const variables = editor && withPicture(editor.getValue(), name);
      if (variables !== undefined) editor?.setValue(variables);
      const what = `${name}: ${width} × ${height} px, ${Math.ceil(bytes / 1000)} kB.`;
      return variables === undefined
        ? `${what} This tab’s variables have no "image"; where you want it, write "picture:${name}".`
        : `${what} The variables now say "picture:${name}".`;
    },
    [editor],
  );
}
