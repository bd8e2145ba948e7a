/** Puts the playground's parts together and shows them. */
import 'graphiql/setup-workers/vite';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import 'graphiql/graphiql.css';
import '../theme.css';
import './page.css';
import './bar.css';
import './menus.css';
import './liveEvents.css';
import './graphiql.css';
import { createRoot } from 'react-dom/client';
import { createLiveConnection, webSocketUrl } from '../api/liveConnection.js';
import { createFetcher } from './fetcher.js';
import { createIdentities } from './identity.js';
import { createMemory } from './memory.js';
import { Playground } from './Playground.js';
import { createPictures } from './pictures.js';
import { createSubscriptions } from './subscriptions.js';
import { createTabs } from './tabs.js';

const identities = createIdentities({ onChange: () => live.reconnect() });
const pictures = createPictures();
const live = createLiveConnection({ url: webSocketUrl(location), tokens: identities });
const subscriptions = createSubscriptions({ client: live.client });
const tabs = createTabs({ onClosed: subscriptions.dismiss });

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element for the playground.');
createRoot(root).render(
  <Playground
    fetcher={createFetcher({ identities, pictures, subscriptions, tabs })}
    identities={identities}
    live={live}
    memory={createMemory(localStorage)}
    pictures={pictures}
    subscriptions={subscriptions}
    tabs={tabs}
  />,
);
