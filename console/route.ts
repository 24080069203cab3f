/** A place in the console, as the fragment of its address names it: `#/units/<epc>?at=…`. */
export interface Route {
  readonly page: string;
  /** What of the page is shown, decoded; empty when nothing in particular. */
  readonly subject: string;
  readonly query: ReadonlyMap<string, string>;
}

/** Reads the fragment of an address. A subject that is not percent-encoded rightly is taken as it stands. */
export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const [page = '', ...subject] = path.split('/');
  return { page, subject: decoded(subject.join('/')), query: new Map(new URLSearchParams(query)) };
}

/** The fragment that leads to a place. */
export function routeTo(page: string, subject = '', query: Record<string, string> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `#/${page}${subject && `/${encodeURIComponent(subject)}`}${search && `?${search}`}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
