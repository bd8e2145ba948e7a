import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { EXAMPLES, type Example, nameOf } from './examples.js';
import { Menu } from './Menu.js';

/** The examples again, for whoever has closed or changed their tabs: each opens in a new one. */
export function ExamplesMenu() {
  const { addTab } = useGraphiQLActions();
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);

  function open({ query, variables }: Example) {
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
  }

  return (
    <Menu label="Examples" title="Open an example in a new tab">
      {(close) => (
        <ol className="examples">
          {EXAMPLES.map((example) => (
            <li key={nameOf(example)}>
              <button
                type="button"
                className="button example"
                onClick={() => {
                  open(example);
                  close();
                }}
              >
                <strong>{nameOf(example)}</strong>
                <span className="example-purpose">{example.purpose}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </Menu>
  );
}
