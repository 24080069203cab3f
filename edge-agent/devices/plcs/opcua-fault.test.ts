import { describe, expect, test } from 'vitest';
import { DeviceFault } from '../device-fault.ts';
import { asOpcuaFault } from './opcua-fault.ts';

describe('an error of the OPC UA library', () => {
  test.each([
    ['connect ECONNREFUSED 10.0.0.1:4840', 'disconnected', 'ECONNREFUSED'],
    ['getaddrinfo ENOTFOUND plc', 'disconnected', 'ENOTFOUND'],
    ['serviceResult = BadTooManySessions (0x80560000)', 'disconnected', 'ECONNREFUSED'],
    [
      'may have been rejected by server,\n Err = (socket has been disconnected by third party)',
      'disconnected',
      'ECONNREFUSED',
    ],
    ['socket has been disconnected by third party', 'disconnected', undefined],
    ['serviceResult = BadSessionIdInvalid (0x80250000)', 'disconnected', undefined],
    ['Transaction has timed out ( timeout = 2000 ms)', 'timeout', undefined],
    ['server Certificate verification failed with err BadCertificateUntrusted (0x801a0000)', 'rejected', undefined],
    ['rejected by server: BadSecurityChecksFailed (0x80130000)', 'rejected', undefined],
    ['cannot find endpoint for securityMode=SignAndEncrypt', 'rejected', undefined],
    ['Cannot find ANONYMOUS user token policy in end point description', 'rejected', undefined],
    ['premature socket termination cannot construct object with nodeID ns=0;i=0', 'rejected', undefined],
  ])('%s is a fault that says %s', (said, kind, code) => {
    const fault = asOpcuaFault('read', new Error(said));
    expect(fault).toMatchObject({ kind, message: expect.stringMatching(/^read: /) });
    expect(fault.cause).toSatisfy((cause) => Object(cause).code === code);
  });

  test('stays the fault that it already is', () => {
    const fault = new DeviceFault('timeout', 'no answer');
    expect(asOpcuaFault('read', fault)).toBe(fault);
  });
});
