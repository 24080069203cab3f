const WAIT_MS = 10_000;

/**
 * Brings a part of the page. Whether anybody answers is asked first: some browsers keep for as long as the page is open that a module could not
 * be fetched, and no later try would bring it (whatwg/html#6768). Throws when nobody answers.
 */
export async function bringPart<Part>(load: () => Promise<Part>): Promise<Part> {
  await fetch(location.pathname, { cache: 'no-store', signal: AbortSignal.timeout(WAIT_MS) });
  return load();
}
