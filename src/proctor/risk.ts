import type { Viewer } from '../auth/viewer.js';
import type { PolicyChange } from '../domain/examPolicy/policyChange.js';
import type { Risk } from '../domain/risk.js';
import type { Session } from '../domain/session.js';
import type { Store } from '../store/store.js';

/**
 * How much there is to look at in a session, from its recorded incidents.
 * @param change as if the exam's policy had been changed like this
 * @throws ProctorError FORBIDDEN, BAD_USER_INPUT
 */
export async function risk(
  _store: Store,
  _viewer: Viewer,
  _session: Session,
  _change: PolicyChange | undefined,
): Promise<Risk> {
  throw new Error('Not built yet.');
}
