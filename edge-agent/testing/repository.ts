import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { lineMessage } from '#shared/messages/agent-to-cloud.ts';
import { acknowledgementTopic, captureTopic } from '#shared/messages/topics.ts';
import { bodyText } from '../outbox/pack-body.ts';
import type { Broker } from '../outbox/sender.ts';

const document = v.object({ epcisBody: v.object({ eventList: v.array(v.unknown()) }) });

/** Which of its publishes and answers go astray: every so many-th. */
export interface Astray {
  readonly lost: number;
  readonly doubled: number;
  readonly unanswered: number;
}

/**
 * Broker and repository in one: captures by line and sequence and by event, and answers a moment later. It keeps what makes sure that everything
 * came once and unchanged, not the events.
 */
export class Repository implements Broker {
  up = true;
  /** Messages taken, by their bytes as they were sent and as text. */
  messages = 0;
  sentBytes = 0;
  textBytes = 0;
  publishes = 0;
  /** What must not be: an event under two sequences; a sequence with two contents. */
  readonly doubled: string[] = [];
  readonly changed: string[] = [];
  /** Messages by line, in the order in which they came for the first time. */
  readonly came = new Map<string, number[]>();
  readonly #captured = new Map<string, string>();
  readonly #events = new Set<string>();
  readonly #listeners = new Map<string, (body: string) => void>();
  readonly #unanswered: { readonly line: string; readonly sequence: number }[] = [];
  readonly #address: { readonly tenant: string; readonly site: string };
  readonly #lineOf: ReadonlyMap<string, string>;
  readonly #astray: Astray | undefined;

  constructor(address: { tenant: string; site: string; lines: readonly string[] }, astray?: Astray) {
    this.#address = address;
    this.#astray = astray;
    this.#lineOf = new Map(address.lines.map((line) => [captureTopic({ ...address, line }), line]));
  }

  get events(): number {
    return this.#events.size;
  }

  connected(): boolean {
    return this.up;
  }

  onConnected(): void {}

  subscribe(topic: string, listener: (body: string) => void): void {
    this.#listeners.set(topic, listener);
  }

  publish(topic: string, body: string | Uint8Array): Promise<void> {
    this.publishes += 1;
    const line = this.#lineOf.get(topic) ?? topic;
    if (!this.#isTurn('lost')) this.#take(line, Buffer.from(body));
    if (this.#isTurn('doubled')) this.#take(line, Buffer.from(body));
    return Promise.resolve();
  }

  /** Answers for what was taken since the last time. */
  answer(): void {
    for (const { line, sequence } of this.#unanswered.splice(0)) {
      const listener = this.#listeners.get(acknowledgementTopic({ ...this.#address, line }));
      listener?.(JSON.stringify({ captured: [sequence], refused: [] }));
    }
  }

  #isTurn(kind: keyof Astray): boolean {
    return this.#astray !== undefined && this.publishes % this.#astray[kind] === 0;
  }

  #take(line: string, body: Uint8Array): void {
    const text = bodyText(body);
    const message = v.parse(lineMessage, JSON.parse(text));
    const key = `${line} ${message.sequence}`;
    if (!this.#isTurn('unanswered')) this.#unanswered.push({ line, sequence: message.sequence });
    const before = this.#captured.get(key);
    const digest = digestOf(text);
    if (before !== undefined) {
      if (before !== digest) this.changed.push(key);
      return;
    }
    this.#captured.set(key, digest);
    this.came.set(line, [...(this.came.get(line) ?? []).slice(-CAME), message.sequence]);
    this.messages += 1;
    this.sentBytes += body.byteLength;
    this.textBytes += Buffer.byteLength(text);
    if (message.kind !== 'epcis') return;
    for (const event of v.parse(document, message.document).epcisBody.eventList) {
      const id = digestOf(JSON.stringify(event));
      if (this.#events.has(id)) this.doubled.push(id);
      this.#events.add(id);
    }
  }
}

/** How many of the last messages of a line are remembered in order. */
const CAME = 50;

/** The content's digest, as the repository names an event that brings no id. */
const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);
