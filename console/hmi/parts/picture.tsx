import { useEffect, useState } from 'react';
import { request } from '../data/ask.ts';

/** A camera sends its picture some time after the result; it is asked for again so often. */
const TRIES = 4;
const AGAIN_MS = 1_500;

interface Needs {
  readonly path: string | null | undefined;
  readonly alt: string;
  /** What stands where there is no picture. */
  readonly none: string;
}

/** A picture that only those see who are signed in: it is asked for with their session. */
export function Picture({ path, alt, none }: Needs) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (path === undefined || path === null) return undefined;
    let made: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const ask = async (tries: number) => {
      const blob = await pictureAt(path);
      if (isGone) return;
      if (blob !== undefined) {
        made = URL.createObjectURL(blob);
        setUrl(made);
      } else if (tries > 1) timer = setTimeout(() => void ask(tries - 1), AGAIN_MS);
    };
    void ask(TRIES);
    return () => {
      isGone = true;
      clearTimeout(timer);
      setUrl(undefined);
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [path]);
  if (url === undefined) return <span className="picture none">{none}</span>;
  return <img className="picture" src={url} alt={alt} />;
}

/** Undefined where the camera left none, or not yet. */
async function pictureAt(path: string): Promise<Blob | undefined> {
  try {
    return await (await request('GET', path)).blob();
  } catch {
    return undefined;
  }
}
