import { iot, mqtt } from 'aws-iot-device-sdk-v2';
import type { Link } from './link.ts';

/** How to reach the broker; the paths name PEM files, and the thing's name is the client id. */
export interface MqttAddress {
  readonly host: string;
  readonly port: number;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  readonly thing: string;
  /** How long the broker may take to acknowledge, ms; 10 s when left out. */
  readonly patienceMs?: number;
}

const KEEP_ALIVE_S = 30;
const OPERATION_TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_S = 30;

/**
 * A connection to the site's broker by MQTT 3.1.1 and mutual TLS, for as long as the agent lives.
 *
 * It connects by itself, again after every loss, and subscribes afresh each time. Delivery is at least once: messages may
 * come doubled and out of order.
 */
export class MqttLink implements Link {
  readonly via = 'mqtt';
  readonly #connection: mqtt.MqttClientConnection;
  readonly #listeners = new Map<string, (body: string) => void>();
  readonly #onConnected: (() => void)[] = [];
  #connected = false;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;
  #why: string | undefined;

  /** Throws when a PEM file cannot be read. Says nothing about the broker: connecting happens behind it. */
  constructor(address: MqttAddress) {
    const config = iot.AwsIotMqttConnectionConfigBuilder.new_mtls_builder_from_path(address.certificate, address.key)
      .with_certificate_authority_from_path(undefined, address.ca)
      .with_endpoint(address.host)
      .with_port(address.port)
      .with_client_id(address.thing)
      // Answers that come while the line is cut off wait at the broker; those it drops are asked for by sending again.
      .with_clean_session(false)
      .with_keep_alive_seconds(KEEP_ALIVE_S)
      .with_protocol_operation_timeout_ms(address.patienceMs ?? OPERATION_TIMEOUT_MS)
      .with_reconnect_min_sec(1)
      .with_reconnect_max_sec(LONGEST_RETRY_S)
      .build();
    this.#connection = new mqtt.MqttClient().new_connection(config);
    this.#connection.on('connect', () => this.#up());
    this.#connection.on('resume', () => this.#up());
    this.#connection.on('interrupt', (error) => this.#down(String(error)));
    this.#connection.on('connection_failure', ({ error }) => this.#down(String(error)));
    this.#connection.on('disconnect', () => this.#down());
    // Unheard, an 'error' would end the process. It says that one operation failed, which its caller hears too, and nothing of the connection.
    this.#connection.on('error', () => undefined);
    this.#connection.on('message', (topic, payload) => {
      this.#listeners.get(topic)?.(new TextDecoder().decode(payload));
    });
    this.#connect();
  }

  connected(): boolean {
    return this.#connected;
  }

  /** Why it is not connected, in the words of the SDK, as far as it has said. */
  troubles(): readonly string[] {
    return this.#connected || this.#why === undefined ? [] : [this.#why];
  }

  /** Hands a message to the broker. Rejects when it could not be handed over in time; it may have arrived all the same. */
  async publish(topic: string, body: string | Uint8Array): Promise<void> {
    await this.#connection.publish(topic, body, mqtt.QoS.AtLeastOnce);
  }

  /** Listens on a topic, now and after every reconnect. */
  subscribe(topic: string, listener: (body: string) => void): void {
    this.#listeners.set(topic, listener);
    if (this.#connected) this.#subscribeTo(topic);
  }

  /** Tells of every connect and reconnect. */
  onConnected(listener: () => void): void {
    this.#onConnected.push(listener);
  }

  /** Says good-bye to the broker. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    // A connection that never came up cannot be closed; there is nothing to say good-bye to.
    if (this.#connected) await this.#connection.disconnect().catch(() => undefined);
    this.#connected = false;
  }

  #connect(wait = FIRST_RETRY_MS): void {
    this.#connection.connect().catch((error: unknown) => {
      if (this.#closed) return;
      this.#down(String(error));
      // The SDK reconnects what was once connected, and leaves the first attempt to us. Connecting twice harms nothing.
      const next = Math.min(wait * 2, LONGEST_RETRY_S * 1000);
      this.#retry = setTimeout(() => this.#connect(next), wait);
    });
  }

  #up(): void {
    this.#connected = true;
    for (const topic of this.#listeners.keys()) this.#subscribeTo(topic);
    for (const listener of this.#onConnected) listener();
  }

  #down(why?: string): void {
    this.#connected = false;
    this.#why = why ?? this.#why;
  }

  #subscribeTo(topic: string): void {
    // A refused subscription is not fatal: nothing is forgotten without an answer, and the next connect asks again.
    this.#connection.subscribe(topic, mqtt.QoS.AtLeastOnce).catch(() => undefined);
  }
}
