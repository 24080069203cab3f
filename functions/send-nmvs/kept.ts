/** Keeps what was read by a name, the latest of them, at most so many. */
export function kept<Read>(most: number): (name: string, read: () => Promise<Read>) => Promise<Read> {
  const known = new Map<string, Promise<Read>>();
  return (name, read) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size >= most) known.delete(oldest);
    const now = read();
    known.set(name, now);
    return now;
  };
}
