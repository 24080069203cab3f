import { isAnswered, type SendHttps } from '#common/send/https.ts';

interface Kept {
  readonly at: number;
  readonly text: Promise<string | undefined>;
}

/** Texts that a function keeps at most. */
const MOST = 200;

export type Fetched = ReturnType<typeof fetched>;

/** Documents behind URLs, kept in the function for a bounded time. `undefined` when one cannot be had; that is not kept. */
export function fetched({ send, now }: { send: SendHttps; now: () => Date }, ageMs: number) {
  const kept = new Map<string, Kept>();
  const fetchText = async (url: string): Promise<string | undefined> => {
    const result = await send({ method: 'GET', url, headers: { accept: 'application/json, application/jwt, */*' } });
    if (isAnswered(result) && result.status === 200) return Buffer.from(result.body).toString('utf8');
    kept.delete(url);
    return undefined;
  };
  return async (url: string, { atMostMs = ageMs } = {}): Promise<string | undefined> => {
    const known = kept.get(url);
    const at = now().getTime();
    if (known !== undefined && at - known.at < atMostMs) return known.text;
    if (kept.size >= MOST) kept.clear();
    const text = fetchText(url);
    kept.set(url, { at, text });
    return text;
  };
}
