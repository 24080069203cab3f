import { Aedes, type Client } from 'aedes';
import type { Certificates } from './certificates.ts';
import { gate, type Publish, publishFault } from './gate.ts';
import { inHand } from './in-hand.ts';
import type { Connection, IotPolicy } from './iot-policy.ts';
import type { Message } from './sql-evaluate.ts';
import type { Thing } from './things.ts';
import { openEntrance } from './tls-entrance.ts';

export interface BrokerNeeds {
  readonly certificates: Certificates;
  readonly policy: IotPolicy;
  /** Runs the topic rules on a publish. */
  readonly rules: (message: Pick<Message, 'topic' | 'payload' | 'clientId'>) => Promise<void>;
  /** 0: any free port. */
  readonly port: number;
  readonly log: (line: string) => void;
  /** How long an acknowledgement waits for the rules, ms; they go on when it does not. */
  readonly patience?: number;
}

/** The publish breaks a limit of AWS IoT Core; the message says which. */
export class PublishFault extends Error {}

/** MQTT 3.1.1 with mutual TLS on 127.0.0.1, behaving as AWS IoT Core does. */
export interface Broker {
  readonly port: number;
  /** Publishes from the cloud's side: runs the rules, then delivers. Rejects with `PublishFault`. */
  publish(message: Publish): Promise<void>;
  /** Lets nobody in any more, disconnects everyone and waits for the rules in hand. A later publish still runs the rules. */
  close(): Promise<void>;
}

/**
 * Starts the broker. Sessions and retained messages live in memory: a client told "no session" subscribes again, and an outbox keeps what it published
 * until the repository has it, so nothing kept on disk would ever be asked for.
 */
export async function startBroker(needs: BrokerNeeds): Promise<Broker> {
  const aedes = await Aedes.createBroker();
  const things = new WeakMap<object, Thing>();
  const { runRules, settled } = ruleRunner(needs);
  aedes.addListener('error', (error: Error) => needs.log(`mqtt: ${error.message}`));
  guard(aedes, needs, runRules, (client) => {
    const thing = things.get(client.conn);
    return thing && { clientId: client.id, thingName: thing.name, attributes: thing.attributes };
  });
  const entrance = await openEntrance({
    ...needs,
    welcome(socket, thing) {
      things.set(socket, thing);
      aedes.handle(socket);
    },
  });
  return {
    port: entrance.port,
    async publish(message) {
      const fault = publishFault(message);
      if (fault !== undefined) throw new PublishFault(fault);
      await runRules({ ...message, clientId: undefined });
      if (!aedes.closed) await deliver(aedes, message);
    },
    async close() {
      await entrance.close();
      await settled();
      await new Promise<void>((resolve) => aedes.close(resolve));
    },
  };
}

/** Puts the gate before everything a client asks for. A refused connect or publish ends the connection, a refused filter is answered with 0x80. */
function guard(
  aedes: Aedes,
  { policy, log }: BrokerNeeds,
  runRules: BrokerNeeds['rules'],
  connectionOf: (client: Client) => Connection | undefined,
): void {
  const at = gate(policy);
  const refusal = (client: Client | null, ask: (connection: Connection) => string | undefined): string | undefined => {
    const connection = client === null ? undefined : connectionOf(client);
    const reason = connection === undefined ? 'it showed no certificate' : ask(connection);
    if (reason !== undefined) log(`mqtt: ${client?.id} was refused: ${reason}`);
    return reason;
  };
  aedes.authenticate = (client, _user, _password, done) => {
    const reason = refusal(client, (connection) => at.connect(connection));
    if (reason === undefined) done(null, true);
    else done(Object.assign(new Error(reason), { returnCode: 5 }), null);
  };
  aedes.authorizePublish = (client, packet, done) => {
    const message = { ...packet, payload: Buffer.from(packet.payload), clientId: client?.id };
    const reason = refusal(client, (connection) => at.publish(connection, message));
    if (reason !== undefined) done(new Error(reason));
    // The acknowledgement goes out after this and before delivery: whoever is told "published" knows that the rules have run.
    else runRules(message).then(() => done(null), done);
  };
  aedes.authorizeSubscribe = (client, subscription, done) => {
    const reason = refusal(client, (connection) => at.subscribe(connection, subscription.topic, subscription.qos));
    done(null, reason === undefined ? subscription : null);
  };
  aedes.authorizeForward = (client, packet) => {
    const connection = connectionOf(client);
    return connection !== undefined && at.receive(connection, packet.topic) === undefined ? packet : null;
  };
}

function ruleRunner({ rules, patience = 5000, log }: BrokerNeeds) {
  const work = inHand();
  return {
    settled: work.settled,
    async runRules(message: Parameters<BrokerNeeds['rules']>[0]): Promise<void> {
      const done = await work.atMost(patience, rules(message));
      if (!done) log(`mqtt: rules on ${message.topic} take longer than ${patience} ms; acknowledged meanwhile`);
    },
  };
}

function deliver(aedes: Aedes, { topic, payload, qos, retain }: Publish): Promise<void> {
  const packet = {
    cmd: 'publish',
    topic,
    payload: Buffer.from(payload),
    qos: qos === 0 ? 0 : 1,
    retain,
    dup: false,
  } as const;
  return new Promise((resolve, reject) => {
    aedes.publish(packet, (error) => (error ? reject(error) : resolve()));
  });
}
