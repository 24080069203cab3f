/** Everything that is told page by page. */
export async function allOf<Item>(
  page: (after?: string) => Promise<{ readonly items: readonly Item[]; readonly next?: string }>,
): Promise<Item[]> {
  const all: Item[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await page(after);
    all.push(...items);
    if (next === undefined) return all;
    after = next;
  }
}
