/** Resolves once a condition holds, looking at every turn of the event loop. Rejects when that takes unreasonably long. */
export async function reached(condition: () => boolean, patienceMs = 20_000): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (!condition()) {
    if (performance.now() > giveUpAt) throw new Error(`never came to pass: ${condition}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
