import type { DeliveryQueueMessage } from '#shared/messages/queue-messages.ts';

interface Waiting {
  readonly message: DeliveryQueueMessage;
  readonly due: number;
}

/** A queue as functions have one: so many messages at once are in hand, each alone; what is put off comes when its time has come. @param now milliseconds */
export function workQueue(now: () => number) {
  const ready: DeliveryQueueMessage[] = [];
  let first = 0;
  /** By when they are due, the soonest last. */
  const later: Waiting[] = [];
  let busy = 0;
  let isStopped = false;
  let idle = () => {};
  const free: (() => void)[] = [];

  const move = () => {
    while ((later.at(-1)?.due ?? Number.POSITIVE_INFINITY) <= now()) {
      const next = later.pop();
      if (next !== undefined) put(next.message);
    }
  };
  const put = (message: DeliveryQueueMessage) => {
    ready.push(message);
    free.pop()?.();
  };
  const takeNext = () => {
    const message = ready[first];
    if (message === undefined) return undefined;
    // Taken from the front, without moving all the others.
    if (++first > 10_000) first -= ready.splice(0, first).length;
    return message;
  };
  const timer = setInterval(move, 10);

  const lane = async (take: (message: DeliveryQueueMessage) => Promise<void>) => {
    while (!isStopped) {
      const message = takeNext();
      if (message === undefined) {
        if (busy === 0) idle();
        await new Promise<void>((resume) => free.push(resume));
        continue;
      }
      busy++;
      await take(message);
      busy--;
    }
  };

  return {
    add: (message: DeliveryQueueMessage, delayMs: number) => {
      if (delayMs <= 0) return put(message);
      const due = now() + delayMs;
      later.splice(placeIn(later, due), 0, { message, due });
    },
    lanes: (count: number, take: (message: DeliveryQueueMessage) => Promise<void>) => {
      for (let i = 0; i < count; i++) void lane(take);
      return {
        stop: () => {
          isStopped = true;
          clearInterval(timer);
          for (const resume of free.splice(0)) resume();
        },
      };
    },
    /** Moves what is due by now. */
    turn: move,
    /** When the soonest of those that are put off is due. */
    next: () => later.at(-1)?.due ?? Number.POSITIVE_INFINITY,
    isIdle: () => busy === 0 && first >= ready.length,
    /** When nothing is in hand, and nothing is there to be taken. */
    idle: () =>
      new Promise<void>((resume) => {
        if (busy === 0 && first >= ready.length) return resume();
        idle = resume;
      }),
  };
}

/** Behind all that are due later. */
function placeIn(later: readonly Waiting[], due: number): number {
  let [low, high] = [0, later.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((later[middle]?.due ?? 0) > due) low = middle + 1;
    else high = middle;
  }
  return low;
}
