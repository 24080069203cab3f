/**
 * What the rest of a path may mean: the text as it is, or percent-encoded once more. Gateways join slashes, so `https:/host` is meant as a link and
 * `ni:/sha-256;` as an event hash too. The likeliest first, each once.
 */
export function spellingsOfPath(rest: string): string[] {
  const unjoined = [rest, decoded(rest)].map((text) =>
    text.replace(/^(https?):\/(?!\/)/, '$1://').replace(/^ni:\/{1,2}(?!\/)/, 'ni:///'),
  );
  return [...new Set(unjoined)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
