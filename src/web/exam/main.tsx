/** Puts the exam page's parts together and shows them. */
import '../theme.css';
import '../design/base.css';
import './exam.css';
import { createRoot } from 'react-dom/client';
import { createBackgroundClock, createExamClient } from '../../client/index.js';
import { createApolloClient } from '../api/apolloClient.js';
import { createSignIn } from '../identity/signIn.js';
import { createCameraAccess } from './cameraAccess.js';
import { ExamPage } from './ExamPage.js';
import { createFlow } from './flow.js';
import { createMemory } from './kept.js';

const memory = createMemory(sessionStorage);
const signIn = createSignIn({ storage: sessionStorage });
const client = createExamClient({
  url: `${location.origin}/graphql`,
  token: (reason) => (reason === 'refused' && !signIn.tokenRefused() ? undefined : signIn.token()),
  clock: createBackgroundClock(),
});
const apollo = createApolloClient({ tokens: signIn });
const examId = new URLSearchParams(location.search).get('exam') ?? undefined;
const flow = createFlow({ apollo, client, signIn, memory, examId });
const camera = createCameraAccess({
  deviceId: memory.read().deviceId,
  onChosen: (deviceId) => memory.keep({ deviceId }),
});

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element for the exam.');
createRoot(root).render(<ExamPage flow={flow} signIn={signIn} camera={camera} client={client} memory={memory} />);
