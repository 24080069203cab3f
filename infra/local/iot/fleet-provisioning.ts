import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { Certificates } from './certificates.ts';
import type { Message } from './sql-evaluate.ts';

const refOrText = v.union([v.string(), v.object({ Ref: v.string() })]);

/** Of a template's body, what is read here: one thing, named and with attributes. */
const body = v.object({
  Resources: v.record(
    v.string(),
    v.looseObject({
      Type: v.string(),
      Properties: v.looseObject({
        ThingName: v.optional(refOrText),
        AttributePayload: v.optional(v.record(v.string(), refOrText), {}),
      }),
    }),
  ),
});

/** A template by which machines become things. */
export interface Template {
  readonly name: string;
  readonly arn: string;
  readonly body: v.InferOutput<typeof body>;
  /** The function that is asked first; without one every claim is taken. */
  readonly hook: string | undefined;
}

/** Reads a template's body. Throws when it is none. */
export const readTemplateBody = (text: string): Template['body'] => v.parse(body, JSON.parse(text));

interface Needs {
  readonly certificates: () => Promise<Certificates>;
  readonly templates: readonly Template[];
  readonly invoke: (fn: string, payload: unknown) => Promise<unknown>;
  readonly publish: (topic: string, body: unknown) => Promise<void>;
}

const CREATE = '$aws/certificates/create/json';
const REGISTER = /^\$aws\/provisioning-templates\/([^/]+)\/provision\/json$/;

const registration = v.object({
  certificateOwnershipToken: v.string(),
  parameters: v.optional(v.record(v.string(), v.string()), {}),
});
const verdict = v.object({
  allowProvisioning: v.boolean(),
  parameterOverrides: v.optional(v.record(v.string(), v.string()), {}),
});

/** A refusal as AWS IoT answers it. */
class Rejection extends Error {}

/**
 * Fleet provisioning over MQTT, as AWS IoT Core offers it in JSON: keys and certificate first, then the registration by template and hook.
 * Tokens live as long as the process. Answers true for a message that was meant for it, when it has been answered.
 */
export function fleetProvisioning(needs: Needs) {
  const tokens = new Map<string, { readonly certificateId: string; readonly certificatePem: string }>();
  const create = async () => {
    const { certificate, key } = await (await needs.certificates()).issue();
    const certificateId = createHash('sha256').update(certificate).digest('hex');
    const token = randomBytes(32).toString('base64url');
    tokens.set(token, { certificateId, certificatePem: certificate });
    return { certificateId, certificatePem: certificate, privateKey: key, certificateOwnershipToken: token };
  };
  const register = async (name: string, text: string, clientId: string | undefined) => {
    const template = needs.templates.find((one) => one.name === name);
    const asked = v.safeParse(v.pipe(v.string(), v.parseJson(), registration), text);
    if (template === undefined || !asked.success) throw new Rejection(`no template ${name}, or no request for it`);
    const made = tokens.get(asked.output.certificateOwnershipToken);
    if (made === undefined) throw new Rejection('the ownership token is not known');
    const parameters = await judged(needs, template, { ...made, clientId, parameters: asked.output.parameters });
    const { thingName, tenant } = thingOf(template, parameters);
    await (await needs.certificates()).adopt(thingName, tenant, made.certificatePem);
    return { deviceConfiguration: {}, thingName };
  };
  return async ({ topic, payload, clientId }: Pick<Message, 'topic' | 'payload' | 'clientId'>): Promise<boolean> => {
    const template = REGISTER.exec(topic)?.[1];
    if (topic !== CREATE && template === undefined) return false;
    const text = Buffer.from(payload).toString();
    try {
      const answer = template === undefined ? await create() : await register(template, text, clientId);
      await needs.publish(`${topic}/accepted`, answer);
    } catch (error) {
      const isRefused = error instanceof Rejection;
      const told = { statusCode: isRefused ? 403 : 500, errorCode: isRefused ? 'AccessDenied' : 'InternalError' };
      await needs.publish(`${topic}/rejected`, { ...told, errorMessage: String(Object(error).message) });
    }
    return true;
  };
}

async function judged(
  { invoke }: Needs,
  { hook, arn }: Template,
  asked: { readonly parameters: Record<string, string>; readonly clientId: string | undefined } & Record<
    string,
    unknown
  >,
): Promise<Record<string, string>> {
  if (hook === undefined) return asked.parameters;
  const said = v.safeParse(verdict, await invoke(hook, { ...asked, claimCertificateId: 'claim', templateArn: arn }));
  if (!said.success || !said.output.allowProvisioning) throw new Rejection('Pre-provisioning hook denied the request');
  return { ...asked.parameters, ...said.output.parameterOverrides };
}

function thingOf({ body: { Resources }, name }: Template, parameters: Readonly<Record<string, string>>) {
  const value = (given: v.InferOutput<typeof refOrText> | undefined) =>
    given === undefined || typeof given === 'string' ? given : parameters[given.Ref];
  const thing = Object.values(Resources).find(({ Type }) => Type === 'AWS::IoT::Thing');
  const thingName = value(thing?.Properties.ThingName);
  const tenant = value(thing?.Properties.AttributePayload['tenant']);
  if (thingName === undefined || tenant === undefined)
    throw new Rejection(`template ${name} names no thing with a tenant`);
  return { thingName, tenant };
}
