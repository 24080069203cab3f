/** News from an In-Sight in native mode: a prompt, after which nothing comes until it is answered, or a whole line. */
export type NativeNews =
  | { readonly kind: 'prompt'; readonly asks: 'user' | 'password' }
  | { readonly kind: 'line'; readonly text: string };

/** What the camera says once it knows its user. */
export const LOGGED_IN = 'User Logged In';

/** IAC and two more bytes, with which a Telnet server offers its options. Not taking them up is an answer too. */
const telnetOption = /\xff[\xfb-\xfe][\s\S]/g;

/**
 * Reads what an In-Sight sends, however it is cut. Prompts end in no line end, so they are recognised by their words, and
 * only until the user is logged in: afterwards they are data like any other.
 */
export function nativeReader(): (chunk: string) => NativeNews[] {
  let kept = '';
  let loggedIn = false;
  return (chunk) => {
    kept = loggedIn ? kept + chunk : (kept + chunk).replace(telnetOption, '');
    const lines = kept.split('\r\n');
    kept = (lines.pop() ?? '').slice(-65_536);
    const news: NativeNews[] = [];
    for (const whole of lines) {
      // The blank behind a prompt may come after the prompt was answered.
      const line = loggedIn ? whole : whole.trimStart();
      if (line === LOGGED_IN) loggedIn = true;
      if (line !== '') news.push({ kind: 'line', text: line });
    }
    const prompt = loggedIn ? null : /^\s*(User|Password):\s?$/.exec(kept);
    if (prompt !== null) {
      news.push({ kind: 'prompt', asks: prompt[1] === 'User' ? 'user' : 'password' });
      kept = '';
    }
    return news;
  };
}

/** The answer to a command that sets something, or to one that also gets a value. */
export interface NativeAnswer {
  readonly status: number;
  readonly value?: string;
}

/** Takes the one line that answers a command that sets something. */
export const listenStatus = () => (line: string) => ({ status: Number(line) });

/** Takes a status and, where that is 1, the line with the value. */
export function listenValue(): (line: string) => NativeAnswer | undefined {
  let good = false;
  return (line) => {
    if (good) return { status: 1, value: line };
    good = line === '1';
    return good ? undefined : { status: Number(line) };
  };
}

const statuses: Readonly<Record<string, string>> = {
  '0': 'the camera does not know the command',
  '-1': 'a name or number is missing or wrong',
  '-2': 'not possible in its present state, or there is no such file',
  '-4': 'its memory is full',
  '-5': 'a person or an input holds it offline',
  '-6': 'the user has no full access',
};

/** What a status other than 1 means (In-Sight Explorer help, native mode commands). */
export const nativeStatus = (status: number): string => statuses[`${status}`] ?? `status ${status}`;

/** Whether two names are of one job: the ending is left out at will, and case does not count. */
export const sameJob = (one: string, other: string): boolean => bare(one) === bare(other);
const bare = (name: string) => name.toLowerCase().replace(/\.jobx?$/, '');
