import { useEffect, useState } from 'react';

/** The time, in milliseconds since 1970, anew every so often: what is "12 s ago" ages while one looks at it. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
