export type Turn = 'first' | 'before' | 'after';

/** Which page of a container is asked for, by the tokens of those up to it; none for the first. */
export interface Pages {
  readonly tokens: readonly string[];
  /** Tokens of the page that was shown before: it stays until the one asked for is there. */
  readonly before?: readonly string[];
  readonly by?: Turn;
}

export const firstPage: Pages = { tokens: [] };

/** @param next token of the page after the one that is shown */
export function turnedPages({ tokens }: Pages, by: Turn, next: string | undefined): Pages {
  if (by === 'after') return next === undefined ? { tokens } : { tokens: [...tokens, next], before: tokens, by };
  if (tokens.length === 0) return { tokens };
  return { tokens: by === 'first' ? [] : tokens.slice(0, -1), before: tokens, by };
}
