import { DOC_EXPLORER_PLUGIN, DocExplorerStore } from '@graphiql/plugin-doc-explorer';
import { GraphiQLProvider } from '@graphiql/react';
import type { Fetcher, Storage } from '@graphiql/toolkit';
import { GraphiQL, GraphiQLInterface } from 'graphiql';
import type { LiveConnection } from '../api/liveConnection.js';
import { ConnectionBadge } from './ConnectionBadge.js';
import { EditorTheme } from './EditorTheme.js';
import { ExamplesMenu } from './ExamplesMenu.js';
import { EXAMPLES } from './examples.js';
import { IdentityMenu } from './IdentityMenu.js';
import type { Identities } from './identity.js';
import { LiveEvents } from './LiveEvents.js';
import { PictureMenu } from './PictureMenu.js';
import type { Pictures } from './pictures.js';
import type { Subscriptions } from './subscriptions.js';
import type { Tabs } from './tabs.js';

export interface PlaygroundProps {
  readonly fetcher: Fetcher;
  readonly identities: Identities;
  readonly live: LiveConnection;
  readonly memory: Storage;
  readonly pictures: Pictures;
  readonly subscriptions: Subscriptions;
  readonly tabs: Tabs;
}

const PLUGINS = [DOC_EXPLORER_PLUGIN];
const DEFAULT_TABS = EXAMPLES.map(({ query, variables }) => ({ query, variables }));

/**
 * GraphiQL, and above it a bar with what an integrator needs beside it: a token, a picture, the connection's state. The
 * playground's words stand where they are shown, unlike those of the other pages: its readers write code against an API
 * whose names and errors are in the same language, and nobody translates it.
 */
export function Playground({ fetcher, identities, live, memory, pictures, subscriptions, tabs }: PlaygroundProps) {
  return (
    <GraphiQLProvider
      fetcher={fetcher}
      storage={memory}
      plugins={PLUGINS}
      referencePlugin={DOC_EXPLORER_PLUGIN}
      defaultTabs={DEFAULT_TABS}
      onTabChange={tabs.changed}
      inputValueDeprecation
    >
      <EditorTheme />
      <DocExplorerStore>
        <header className="bar">
          <h1 className="bar-title">
            <img src={new URL('../favicon.svg', import.meta.url).href} alt="" />
            <strong>Virtual Proctor</strong> playground
          </h1>
          <p className="hint">
            In variables, <code>"picture:last"</code>, <code>"auto:uuid"</code> and <code>"auto:now"</code> are filled
            in as you run.
          </p>
          <ConnectionBadge state={live.state} />
          <ExamplesMenu />
          <PictureMenu pictures={pictures} />
          <IdentityMenu identities={identities} />
        </header>
        <main>
          <GraphiQLInterface
            defaultEditorToolsVisibility="variables"
            isHeadersEditorEnabled={false}
            showPersistHeadersSettings={false}
          >
            <GraphiQL.Logo>{null}</GraphiQL.Logo>
            <GraphiQL.Footer>
              <LiveEvents subscriptions={subscriptions} />
            </GraphiQL.Footer>
          </GraphiQLInterface>
        </main>
      </DocExplorerStore>
    </GraphiQLProvider>
  );
}
