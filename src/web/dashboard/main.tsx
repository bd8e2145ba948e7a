/** Puts the dashboard's parts together and shows them. */
import '../theme.css';
import '../design/base.css';
import './page.css';
import './wall/wall.css';
import './queue/queue.css';
import './person/person.css';
import './enrol/enrol.css';
import { createRoot } from 'react-dom/client';
import { createApolloClient } from '../api/apolloClient.js';
import { createLiveConnection, webSocketUrl } from '../api/liveConnection.js';
import { createSignIn } from '../identity/signIn.js';
import { createAddress } from './address.js';
import { createAlert } from './alert.js';
import { DashboardPage } from './DashboardPage.js';
import { createPreferences } from './preferences.js';

const signIn = createSignIn({ storage: sessionStorage });
const live = createLiveConnection({ url: webSocketUrl(location), tokens: signIn });
const apollo = createApolloClient({ tokens: signIn, live });
const preferences = createPreferences(localStorage);
const alert = createAlert();
// After a reload sound must be allowed by a press again.
if (preferences.getState().isAlerting) {
  for (const press of ['pointerdown', 'keydown']) addEventListener(press, () => void alert.prepare(), { once: true });
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element for the dashboard.');
createRoot(root).render(
  <DashboardPage services={{ apollo, live, signIn, address: createAddress(), preferences, alert }} />,
);
