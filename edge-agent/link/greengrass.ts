import { greengrasscoreipc } from 'aws-iot-device-sdk-v2';
import { HeldStream } from './held-stream.ts';
import type { Ipc } from './ipc.ts';
import { type IpcFault, ipcFault } from './ipc-fault.ts';
import type { Link } from './link.ts';

const QOS = greengrasscoreipc.model.QOS.AT_LEAST_ONCE;
const FIRST_HOLD_MS = 1_000;
const LONGEST_HOLD_MS = 30_000;
/**
 * When something was published and nothing was heard for so long, the subscriptions are made anew: nucleus lite loses them without a word
 * when its MQTT daemon restarts (aws-greengrass-lite issue 1172).
 */
const SILENCE_MS = 120_000;
const LOOK_MS = 15_000;

interface Needs {
  readonly ipc: Ipc;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
  /** Milliseconds that never go back. */
  readonly clock: () => number;
}

type IoTCoreMessage = greengrasscoreipc.model.IoTCoreMessage;
type Subscription = HeldStream<IoTCoreMessage>;

/**
 * The cloud's broker through the Greengrass nucleus. A publish that resolves is in the nucleus's spool, or on nucleus lite was sent: neither
 * says that anybody keeps it. After one that failed the link counts as down for a while, so that an outbox does not beat on a full spool.
 */
export class GreengrassLink implements Link {
  readonly via = 'greengrass';
  readonly #needs: Needs;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #onConnected: (() => void)[] = [];
  readonly #refused = new Map<string, string>();
  readonly #off: () => void;
  readonly #look: NodeJS.Timeout;
  #hold = FIRST_HOLD_MS;
  #heldUntil = Number.NEGATIVE_INFINITY;
  #heldFor: IpcFault | undefined;
  #unheardSince: number | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#off = needs.ipc.onConnected(() => void this.#up());
    // Whoever comes when the nucleus is there already is told of it as well.
    if (needs.ipc.connected()) setImmediate(() => this.#tellConnected());
    this.#look = setInterval(() => this.#renewWhenSilent(), LOOK_MS).unref();
  }

  /** The nucleus is there and took what it was given last. */
  connected(): boolean {
    return this.#needs.ipc.connected() && this.#needs.clock() >= this.#heldUntil;
  }

  troubles(): readonly string[] {
    const held = this.#heldFor === undefined ? [] : [`${this.#heldFor.kind}: ${this.#heldFor.message}`];
    return [...held, ...[...this.#refused].map(([topic, why]) => `cannot listen on ${topic}: ${why}`)];
  }

  /** Hands a message to the nucleus. Rejects with an `IpcFault` when it could not; one that is late may have arrived all the same. */
  async publish(topicName: string, body: string | Uint8Array): Promise<void> {
    try {
      const payload = typeof body === 'string' ? body : new Uint8Array(body).buffer;
      await this.#needs.ipc.call((client) => client.publishToIoTCore({ topicName, qos: QOS, payload }));
      this.#took();
    } catch (error) {
      const fault = ipcFault(error);
      this.#holdBack(topicName, fault);
      throw fault;
    }
  }

  /** Listens on a topic, now and after every reconnect. */
  subscribe(topicName: string, listener: (body: string) => void): void {
    const held = new HeldStream<IoTCoreMessage>({
      ipc: this.#needs.ipc,
      open: (client) => client.subscribeToIoTCore({ topicName, qos: QOS }),
      listener: ({ message }) => {
        this.#unheardSince = undefined;
        this.#refused.delete(topicName);
        listener(textOf(message?.payload));
      },
      failed: ({ kind, message }) => {
        this.#needs.log('subscription-refused', { topic: topicName, kind, why: message });
        this.#refused.set(topicName, message);
        return true;
      },
    });
    this.#subscriptions
      .get(topicName)
      ?.close()
      .catch(() => undefined);
    this.#subscriptions.set(topicName, held);
    void held.open();
  }

  /** Tells of every connect and reconnect, once all topics are listened on. */
  onConnected(listener: () => void): void {
    this.#onConnected.push(listener);
  }

  /** Stops listening. The connection to the nucleus stays. */
  async close(): Promise<void> {
    this.#off();
    clearInterval(this.#look);
    await Promise.all([...this.#subscriptions.values()].map((one) => one.close()));
  }

  async #up(): Promise<void> {
    this.#release();
    this.#refused.clear();
    await Promise.all([...this.#subscriptions.values()].map((one) => one.open()));
    this.#tellConnected();
  }

  #tellConnected(): void {
    for (const listener of this.#onConnected) listener();
  }

  #took(): void {
    this.#unheardSince ??= this.#needs.clock();
    if (this.#heldFor === undefined) return;
    this.#needs.log('nucleus-takes-again', {});
    this.#release();
  }

  #release(): void {
    this.#hold = FIRST_HOLD_MS;
    this.#heldUntil = Number.NEGATIVE_INFINITY;
    this.#heldFor = undefined;
  }

  #holdBack(topic: string, fault: IpcFault): void {
    const now = this.#needs.clock();
    // Others that were on their way fail for the same reason, which counts once.
    if (fault.kind === 'connection' || now < this.#heldUntil) return;
    this.#heldUntil = now + this.#hold;
    this.#hold = Math.min(this.#hold * 2, LONGEST_HOLD_MS);
    if (this.#heldFor?.kind !== fault.kind)
      this.#needs.log('publish-refused', { topic, kind: fault.kind, why: fault.message, remedy: remedies[fault.kind] });
    this.#heldFor = fault;
  }

  #renewWhenSilent(): void {
    const now = this.#needs.clock();
    if (this.#unheardSince === undefined || now - this.#unheardSince < SILENCE_MS) return;
    this.#unheardSince = now;
    for (const one of this.#subscriptions.values()) void one.open();
  }
}

const remedies: Partial<Record<IpcFault['kind'], string>> = {
  'spool-full': 'none needed: the outbox keeps everything until the cloud is back',
  unauthorized: 'let the component’s accessControl and the core’s IoT policy allow the topic',
};

function textOf(payload: unknown): string {
  if (payload instanceof ArrayBuffer) return Buffer.from(payload).toString();
  if (ArrayBuffer.isView(payload))
    return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString();
  return typeof payload === 'string' ? payload : '';
}
