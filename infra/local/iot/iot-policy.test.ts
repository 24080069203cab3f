import { describe, expect, test } from 'vitest';
import { type IotAction, readIotPolicies } from './iot-policy.ts';

const basel = { clientId: 'basel', thingName: 'basel', attributes: { tenant: 'acme' } };
const arn = (resource: string) => `arn:aws:iot:eu-central-1:111122223333:${resource}`;
const statement = (effect: string, action: string | string[], ...resources: string[]) => ({
  Effect: effect,
  Action: action,
  Resource: resources.map(arn),
});
const policy = (...statements: unknown[]) => readIotPolicies([{ Version: '2012-10-17', Statement: statements }]);

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: policy variables of AWS IoT, not of JavaScript
describe('a policy', () => {
  const site = policy(
    statement('Allow', 'iot:Connect', 'client/${iot:Connection.Thing.ThingName}'),
    statement(
      'Allow',
      ['iot:Publish', 'iot:Receive'],
      'topic/seriate/${iot:Connection.Thing.Attributes[tenant]}/${iot:Connection.Thing.ThingName}/*',
    ),
    statement(
      'Allow',
      'iot:Subscribe',
      'topicfilter/seriate/${iot:Connection.Thing.Attributes[tenant]}/${iot:Connection.Thing.ThingName}/*',
    ),
    statement('Deny', 'iot:Publish', 'topic/*/ack'),
  );
  test.each<[IotAction, string, boolean]>([
    ['Connect', 'basel', true],
    ['Connect', 'basel2', false],
    ['Connect', 'bern', false],
    ['Publish', 'seriate/acme/basel/1/capture', true],
    ['Publish', 'seriate/acme/basel/1/ack', false],
    ['Publish', 'seriate/acme/bern/1/capture', false],
    ['Publish', 'seriate/medico/basel/1/capture', false],
    ['Publish', 'seriate/acme/basel', false],
    ['Receive', 'seriate/acme/basel/1/ack', true],
    ['Receive', 'seriate/medico/basel/1/ack', false],
    ['Subscribe', 'seriate/acme/basel/+/ack', true],
    ['Subscribe', 'seriate/acme/basel/#', true],
    ['Subscribe', 'seriate/acme/+/1/ack', false],
    ['Subscribe', '#', false],
    ['RetainPublish', 'seriate/acme/basel/1/capture', false],
  ])('%s %s: %s', (action, name, allowed) => expect(site(basel, action, name)).toBe(allowed));

  test('allows nothing unless it says so', () => {
    expect(readIotPolicies([])(basel, 'Connect', 'basel')).toBe(false);
  });

  test('of several, a denial in one wins over what another allows', () => {
    const both = readIotPolicies([
      { Statement: statement('Allow', '*', '*') },
      { Statement: statement('Deny', 'iot:Pub*', 'topic/a') },
    ]);
    expect(both(basel, 'Publish', 'a')).toBe(false);
    expect(both(basel, 'Publish', 'b')).toBe(true);
    expect(both(basel, 'Subscribe', 'a')).toBe(true);
  });

  test('* and ? are wildcards; + and # and everything else are only themselves', () => {
    const wild = policy(statement('Allow', 'iot:*', 'topic/line?/*', 'topic/a.c', 'topicfilter/x/+'));
    expect(wild(basel, 'Publish', 'line1/x/y')).toBe(true);
    expect(wild(basel, 'Publish', 'line12/x')).toBe(false);
    expect(wild(basel, 'Publish', 'abc')).toBe(false);
    expect(wild(basel, 'Subscribe', 'x/+')).toBe(true);
    expect(wild(basel, 'Subscribe', 'x/1')).toBe(false);
  });

  test('the whole of everything may be named by *', () => {
    const all = readIotPolicies([{ Statement: { Effect: 'Allow', Action: 'iot:Publish', Resource: '*' } }]);
    expect(all(basel, 'Publish', 'any/thing')).toBe(true);
    expect(all(basel, 'Connect', 'basel')).toBe(false);
  });

  test('a client id is a value, not a pattern', () => {
    const own = policy(statement('Allow', 'iot:Publish', 'topic/${iot:ClientId}/x'));
    expect(own({ ...basel, clientId: 'basel' }, 'Publish', 'basel/x')).toBe(true);
    expect(own({ ...basel, clientId: '*' }, 'Publish', 'basel/x')).toBe(false);
  });

  test('a thing without the attribute is not let in by it', () => {
    const byTenant = policy(statement('Allow', 'iot:Publish', 'topic/${iot:Connection.Thing.Attributes[tenant]}/x'));
    expect(byTenant({ ...basel, attributes: {} }, 'Publish', 'acme/x')).toBe(false);
    expect(byTenant({ ...basel, attributes: {} }, 'Publish', '/x')).toBe(false);
  });

  test('what is not understood is refused when it is read', () => {
    expect(() => policy({ Effect: 'Allow', NotAction: 'iot:Publish', Resource: '*' })).toThrow('Action');
    expect(() => policy({ Effect: 'Allow', Action: '*', Resource: '*', Condition: { IpAddress: {} } })).toThrow(
      'Condition',
    );
    expect(() => policy(statement('Allow', 'iot:Connect', 'client/${iot:Certificate.Subject.CommonName}'))).toThrow(
      'not understood',
    );
  });

  test('the condition that the thing is attached always holds here', () => {
    const attached = policy({
      ...statement('Allow', 'iot:Connect', 'client/*'),
      Condition: { Bool: { 'iot:Connection.Thing.IsAttached': ['true'] } },
    });
    expect(attached(basel, 'Connect', 'basel')).toBe(true);
  });
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: policy variables of AWS IoT, not of JavaScript
