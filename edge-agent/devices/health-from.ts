import type { Health } from './device.ts';
import type { DeviceFault } from './device-fault.ts';
import { healthAfter } from './link.ts';

/** How a device stands after a fault that ended its connection. */
export function healthFrom({ kind, cause }: DeviceFault): Health {
  if (kind === 'disconnected') return healthAfter(codeOf(cause));
  return kind === 'timeout' ? 'refused' : 'misconfigured';
}

const codeOf = (cause: unknown) =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
