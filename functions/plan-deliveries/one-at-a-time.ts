/**
 * Work that takes much memory, one after the other in a function, which may be handed ten messages at once.
 *
 * @param mostWaitMs who would wait longer for his turn is left out: his row stays due, and `sweep` wakes him again
 */
export function oneAtATime<Message>(
  work: (message: Message) => Promise<void>,
  { now, mostWaitMs }: { readonly now: () => Date; readonly mostWaitMs: number },
): (message: Message) => Promise<void> {
  let before: Promise<void> = Promise.resolve();
  return (message) => {
    const asked = now().getTime();
    const turn = before.then(async () => {
      if (now().getTime() - asked <= mostWaitMs) await work(message);
    });
    before = turn.catch(() => undefined); // its own caller hears of it
    return turn;
  };
}
