/** A stretch of a text: where it begins and ends, in characters from 0, and its line from 1. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

/** One token of JSON: a string, another scalar, or a mark. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Where the value at a JSON pointer (RFC 6901) stands in a text, or the innermost one around it that is there. Undefined for a text that is no JSON.
 */
export function placeInJson(text: string, pointer: string): Stretch | undefined {
  const wanted = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const tokens = [...text.matchAll(token)].map((found) => ({ text: found[0], from: found.index }));
  let next = 0;
  let best: { from: number; to: number; depth: number } | undefined;
  /** Reads a value; `depth` says how many steps of the pointer lead to it, -1 where they lead elsewhere. */
  const value = (depth: number): boolean => {
    const begun = tokens[next];
    if (begun === undefined) return false;
    next++;
    const isWhole =
      begun.text === '{' || begun.text === '[' ? members(begun.text, depth) : !/^[}\],:]$/.test(begun.text);
    const last = tokens[next - 1];
    if (isWhole && last !== undefined && depth >= 0 && (best === undefined || depth > best.depth))
      best = { from: begun.from, to: last.from + last.text.length, depth };
    return isWhole;
  };
  const members = (mark: string, depth: number): boolean => {
    const end = mark === '{' ? '}' : ']';
    for (let index = 0; tokens[next] !== undefined; index++) {
      if (tokens[next]?.text === end) return ++next > 0;
      const name = mark === '{' ? nameOf(tokens[next++]?.text) : String(index);
      if (mark === '{' && tokens[next++]?.text !== ':') return false;
      if (!value(depth >= 0 && wanted[depth] === name ? depth + 1 : -1)) return false;
      if (tokens[next]?.text === ',') next++;
    }
    return false;
  };
  if (!value(0) || best === undefined) return undefined;
  return { from: best.from, to: best.to, line: lineOf(text, best.from) };
}

function nameOf(quoted = ''): string | undefined {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

/** Line of a character, from 1. */
export const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;
