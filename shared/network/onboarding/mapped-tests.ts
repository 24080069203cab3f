import type { Mapping } from '../../mapping/mapping.ts';
import { writeMapped } from '../../mapping/write-mapped.ts';
import { refuse } from '../../refusal.ts';
import type { WriteTest } from './test-files.ts';

/** Writes test files as the mapping reads them. @param mapping of what comes in */
export const writtenBy =
  (mapping: Mapping): WriteTest =>
  (events, { sender, receiver }, at) => {
    const [, prefix = ''] = /^urn:epc:id:pgln:(\d+)\./.exec(sender) ?? [];
    // What it leaves out when it reads is no matter of how it is written.
    const whole = { ...mapping, select: undefined };
    const written = writeMapped(whole, { events, sender, receiver, id: 'TEST', at }, [prefix]);
    return Array.isArray(written) ? (written[0] ?? refuse('unsupported', 'the mapping writes nothing')) : written;
  };
