import type { StoreApi } from 'zustand';
import { useStore } from 'zustand';
import type { ConnectionState } from '../api/liveConnection.js';

/** Shape and words say it, not the colour alone. */
const APPEARANCE: Readonly<Record<ConnectionState['kind'], { readonly mark: string; readonly says: string }>> = {
  idle: { mark: '○', says: 'No subscription' },
  connecting: { mark: '◌', says: 'Connecting' },
  connected: { mark: '●', says: 'Live' },
  reconnecting: { mark: '◌', says: 'Reconnecting' },
  closed: { mark: '■', says: 'Closed' },
};

/** The state of the WebSocket, with the reason where there is one. */
export function ConnectionBadge({ state }: { readonly state: StoreApi<ConnectionState> }) {
  const current = useStore(state);
  const { mark, says } = APPEARANCE[current.kind];
  const because = 'because' in current ? `: ${current.because}` : '';
  return (
    <output
      className={`connection ${current.kind}`}
      aria-label="WebSocket"
      title={`The WebSocket of the subscriptions${because}`}
    >
      <span className="connection-mark" aria-hidden="true">
        {mark}
      </span>{' '}
      {says}
      {because}
    </output>
  );
}
