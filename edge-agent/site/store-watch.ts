import type { Outbox } from '../outbox/outbox.ts';
import type { DiskUse } from '../store/disk-use.ts';
import type { SiteAlarms } from './site-alarms.ts';

interface Needs {
  readonly use: () => DiskUse;
  /** In how many days the room is used up; undefined while that is far off. */
  readonly fullInDays: (use: DiskUse) => number | undefined;
  readonly outbox: Pick<Outbox, 'oldest'> & { readonly setAside: Pick<Outbox['setAside'], 'list' | 'count'> };
  readonly alarms: Pick<SiteAlarms, 'say'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Shares of the room at which people are told; at the last one lines stand. */
const LEVELS = [0.7, 0.85, 0.95, 1] as const;
/** How far the share must sink below a level before it is over. */
const SLACK = 0.02;
const HOUR_MS = 3_600_000;
const LOOK_MS = 5_000;

/**
 * Looks after the room that the site's records take and after what waits for the cloud. People are told early; when there is no more room the
 * lines stand, so that nothing that is packed goes unrecorded.
 */
export class StoreWatch {
  readonly #needs: Needs;
  #level = 0;
  #full: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Looks now and every few seconds. */
  start(): void {
    this.look();
    this.#timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Why no line may go on; undefined while there is room. */
  full(): string | undefined {
    return this.#full;
  }

  /** Looks once. What cannot be looked at is logged, and stops no line. */
  look(): void {
    try {
      this.#lookAtDisk();
      this.#lookAtOutbox();
    } catch (error) {
      this.#needs.log('store-not-watched', { error: String(error) });
    }
  }

  #lookAtDisk(): void {
    const { use, alarms } = this.#needs;
    const used = use();
    const { usedBytes, mostBytes } = used;
    const share = usedBytes / mostBytes;
    const before = this.#level;
    this.#level = LEVELS.findLast((level) => share >= (level <= before ? level - SLACK : level)) ?? 0;
    const room = `the ${megabytes(mostBytes)} MB that the site's records may take`;
    this.#full = this.#level === 1 ? `${room} are used up` : undefined;
    const filling = this.#level > 0 && this.#level < 1;
    alarms.say(
      'disk-filling',
      filling ? `more than ${Math.round(this.#level * 100)} % of ${room} are used` : undefined,
    );
    alarms.say('disk-full', this.#full);
    const days = this.#level < 1 ? this.#needs.fullInDays(used) : undefined;
    alarms.say('disk-forecast', days === undefined ? undefined : `${room} are used up in ${days} days`);
  }

  #lookAtOutbox(): void {
    const { outbox, alarms, now } = this.#needs;
    const oldest = outbox.oldest();
    const hours = oldest === undefined ? 0 : Math.floor((now() - oldest) / HOUR_MS);
    alarms.say('outbox-waits', hours < 1 ? undefined : `the oldest message has waited for more than ${hours} h`);
    const [first] = outbox.setAside.list();
    const many = outbox.setAside.count();
    const rest = many > 1 ? `; and ${many - 1} more` : '';
    alarms.say('messages-refused', first && `message ${first.sequence} of ${first.line}: ${first.detail}${rest}`);
  }
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6).toLocaleString('en');
