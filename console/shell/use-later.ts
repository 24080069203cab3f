import { useEffect, useState } from 'react';

const LATER_MS = 10_000;

/**
 * What nobody needs to see the page: it is fetched some time after it, or at once when it is wanted, and again where it did not come.
 *
 * @param load the same function every time
 * @returns undefined while it is not there
 */
export function useLater<Part>(load: () => Promise<Part>, isWanted: boolean): Part | undefined {
  const [come, setCome] = useState<{ readonly part: Part }>();
  const [failures, setFailures] = useState(0);
  useEffect(() => {
    if (come !== undefined) return undefined;
    const fetched = () =>
      load().then(
        (part) => setCome({ part }),
        () => setFailures((before) => before + 1),
      );
    const timer = setTimeout(() => void fetched(), isWanted && failures === 0 ? 0 : LATER_MS);
    return () => clearTimeout(timer);
  }, [load, isWanted, come, failures]);
  return come?.part;
}
