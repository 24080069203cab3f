import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { clientConfig } from '../client-config.ts';
import { type Host, type Provider, type Providers, placeOf, readProperties } from '../provider.ts';
import { physicalName } from '../providers/physical-name.ts';
import { type Broker, type BrokerNeeds, startBroker } from './broker.ts';
import { openCertificates, type ThingFiles } from './certificates.ts';
import { fleetProvisioning, readTemplateBody, type Template } from './fleet-provisioning.ts';
import { startDataPlane } from './iot-data.ts';
import { type IotPolicy, readIotPolicies } from './iot-policy.ts';
import { readTopicRule, type Sinks, type TopicRule, topicRulePayload } from './topic-rules.ts';

/** AWS IoT Core, as far as one machine needs it. */
export interface IotCore {
  /**
   * `AWS::IoT::Policy`, `AWS::IoT::TopicRule` and `AWS::IoT::ProvisioningTemplate`. Every policy of the template holds for every thing, as if
   * attached to each certificate; one whose name ends in `-claim` for claims alone.
   */
  readonly providers: Providers;
  /** Where things connect. Throws before all resources are created: until rules and policies are complete the broker lets nobody in. */
  mqttPort(): number;
  /** Issues a certificate to a thing of a tenant, at any time; the same one again until it nears its end. */
  registerThing(name: string, tenant: string): Promise<ThingFiles>;
  /** What a machine shows to become a thing by a provisioning template. */
  claim(): Promise<ThingFiles>;
}

/** Claims are one certificate, whose clients bear names that begin so. */
const CLAIM = 'claim';

/**
 * Hosts AWS IoT Core below `data`. With the first resource of its kind the data plane starts (`host.endpoints.iotData`), and when the host is ready the
 * broker on `mqttPort` (0: any free port); a template without such resources has neither.
 */
export function iotCore({ data, mqttPort }: { data: string; mqttPort: number }): IotCore {
  const certificates = once(() => openCertificates(join(data, 'certificates')));
  const policies: NamedPolicy[] = [];
  const templates: Template[] = [];
  const rules: TopicRule[] = [];
  let broker: Broker | undefined;
  const running = () => {
    if (broker === undefined) throw new Error('the broker starts when all resources are created');
    return broker;
  };
  const runRules: BrokerNeeds['rules'] = async (message) => {
    const arrived = { ...message, at: Date.now(), newUuid: randomUUID };
    await Promise.all(rules.map((rule) => rule(arrived)));
  };
  const provisioning = (host: Host) =>
    fleetProvisioning({
      certificates,
      templates,
      invoke: host.invoke,
      publish: (topic, body) =>
        running().publish({ topic, payload: Buffer.from(JSON.stringify(body)), qos: 1, retain: false }),
    });
  const start = once(async (host: Host) => {
    const plane = await startDataPlane({ publish: async (message) => running().publish(message) });
    host.endpoints.iotData = plane.url;
    host.onClose(plane.close);
    host.onReady(async () => {
      const provision = provisioning(host);
      const rules: BrokerNeeds['rules'] = async (message) => {
        // Answered behind the acknowledgement, as a service of its own would.
        provision(message).catch((error: unknown) => host.log(`fleet provisioning: ${error}`));
        await runRules(message);
      };
      const policy = policyOf(policies);
      const needs = { certificates: await certificates(), policy, rules, port: mqttPort, log: host.log };
      broker = await startBroker(needs);
      host.onStop(broker.close);
    });
    return sinksOf(host);
  });
  return {
    providers: {
      'AWS::IoT::Policy': policyProvider(start, (named) => policies.push(named)),
      'AWS::IoT::ProvisioningTemplate': templateProvider(start, (template) => templates.push(template)),
      'AWS::IoT::TopicRule': ruleProvider(start, (rule) => rules.push(rule)),
    },
    mqttPort: () => running().port,
    registerThing: async (name, tenant) => (await certificates()).registerThing(name, tenant),
    claim: async () => (await certificates()).registerThing(CLAIM, CLAIM),
  };
}

/** Does something at the first call, and answers the same to every later one. */
function once<Given extends unknown[], Made>(make: (...given: Given) => Made): (...given: Given) => Made {
  let made: { readonly value: Made } | undefined;
  return (...given) => {
    made ??= { value: make(...given) };
    return made.value;
  };
}

type Start = (host: Host) => Promise<Sinks>;

const policyShape = v.object({ PolicyName: v.optional(v.string()), PolicyDocument: v.unknown() });

interface NamedPolicy {
  readonly name: string;
  readonly document: unknown;
}

/** A claim may do what claims may, and nothing of what things may. */
function policyOf(policies: readonly NamedPolicy[]): IotPolicy {
  const [ofClaims = [], ofThings = []] = [true, false].map((wanted) =>
    policies.filter(({ name }) => name.endsWith('-claim') === wanted).map(({ document }) => document),
  );
  const [claims, things] = [readIotPolicies(ofClaims), readIotPolicies(ofThings)];
  return (connection, action, name) => (connection.thingName === CLAIM ? claims : things)(connection, action, name);
}

function policyProvider(start: Start, add: (named: NamedPolicy) => void): Provider {
  return {
    create: async (resource, host) => {
      await start(host);
      const { PolicyName, PolicyDocument } = readProperties(policyShape, resource);
      try {
        readIotPolicies([PolicyDocument]);
      } catch (cause) {
        throw new Error(`${placeOf(resource)}: ${cause instanceof Error ? cause.message : cause}`, { cause });
      }
      const name = PolicyName ?? physicalName(resource, 128);
      add({ name, document: PolicyDocument });
      return { ref: name, Id: name, Arn: `arn:aws:iot:${host.region}:${host.account}:policy/${name}` };
    },
  };
}

const templateShape = v.object({
  TemplateName: v.string(),
  TemplateBody: v.string(),
  PreProvisioningHook: v.optional(v.object({ TargetArn: v.string() })),
});

function templateProvider(start: Start, add: (template: Template) => void): Provider {
  return {
    create: async (resource, host) => {
      await start(host);
      const { TemplateName: name, TemplateBody, PreProvisioningHook } = readProperties(templateShape, resource);
      const arn = `arn:aws:iot:${host.region}:${host.account}:provisioningtemplate/${name}`;
      add({ name, arn, body: readTemplateBody(TemplateBody), hook: PreProvisioningHook?.TargetArn });
      return { ref: name, TemplateArn: arn };
    },
  };
}

const ruleShape = v.object({ RuleName: v.optional(v.string()), TopicRulePayload: topicRulePayload });

function ruleProvider(start: Start, add: (rule: TopicRule) => void): Provider {
  return {
    create: async (resource, host) => {
      const sinks = await start(host);
      const { RuleName, TopicRulePayload } = readProperties(ruleShape, resource);
      // Rule names hold no hyphen.
      const name = RuleName ?? physicalName(resource, 128).replaceAll('-', '_');
      add(readTopicRule(name, TopicRulePayload, sinks));
      return { ref: name, Arn: `arn:aws:iot:${host.region}:${host.account}:rule/${name}` };
    },
  };
}

function sinksOf(host: Host): Sinks {
  const s3 = new S3Client({ ...clientConfig(host, host.endpoints.s3), forcePathStyle: true });
  host.onClose(() => s3.destroy());
  return {
    sendToQueue: host.sendToQueue,
    putObject: async (Bucket, Key, Body) => {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    },
    log: host.log,
  };
}
