import { describe, expect, test } from 'vitest';
import { gate, publishFault } from './gate.ts';

const basel = { clientId: 'basel', thingName: 'basel', attributes: { tenant: 'acme' } };
const open = gate(() => true);
const publish = { topic: 'a', payload: Buffer.from(''), qos: 1, retain: false };

describe('at the gate', () => {
  test('a client id is the name of its thing or begins with it', () => {
    expect(open.connect(basel)).toBeUndefined();
    expect(open.connect({ ...basel, clientId: 'basel-gui' })).toBeUndefined();
    expect(open.connect({ ...basel, clientId: 'bern' })).toContain('does not begin');
    expect(open.connect({ ...basel, clientId: '' })).toContain('does not begin');
    expect(open.connect({ ...basel, clientId: `basel${'x'.repeat(124)}` })).toContain('128 bytes');
  });

  test('the policy is asked last, and by its own names', () => {
    const closed = gate((_connection, action, name) => action === 'Publish' && name === 'a');
    expect(closed.connect(basel)).toBe('no policy allows iot:Connect on basel');
    expect(closed.publish(basel, publish)).toBeUndefined();
    expect(closed.publish(basel, { ...publish, retain: true })).toBe('no policy allows iot:RetainPublish on a');
    expect(closed.subscribe(basel, 'a/#', 1)).toBe('no policy allows iot:Subscribe on a/#');
    expect(closed.receive(basel, 'a')).toBe('no policy allows iot:Receive on a');
  });

  test('the limits of AWS IoT Core hold whatever a policy allows', () => {
    expect(publishFault({ ...publish, payload: Buffer.alloc(128 * 1024) })).toBeUndefined();
    expect(publishFault({ ...publish, payload: Buffer.alloc(128 * 1024 + 1) })).toContain('131072 bytes');
    expect(publishFault({ ...publish, qos: 2 })).toContain('QoS 2');
    expect(publishFault({ ...publish, topic: '$SYS/x' })).toContain('reserved');
    expect(publishFault({ ...publish, topic: 'a/b/c/d/e/f/g/h/i' })).toContain('slashes');
    expect(open.subscribe(basel, 'a/#', 2)).toContain('QoS 2');
    expect(open.subscribe(basel, '$SYS/#', 0)).toContain('reserved');
    expect(open.subscribe(basel, 'a/#/b', 0)).toContain('last level');
  });
});
