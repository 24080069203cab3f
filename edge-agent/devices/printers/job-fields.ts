import type { Template } from '#shared/line/template.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { ItemLabel, Label, PrintJob } from '../device.ts';
import { DeviceFault } from '../device-fault.ts';
import { fillLabelTemplate, readLabelTemplate } from './label-template.ts';

/** What goes into each field of a job, by the field's name. */
export type JobFields = ReadonlyMap<string, Template>;

/** Reads a job's templates. `at` of a refusal names the field. */
export function readJobFields(fields: PrintJob['fields']): JobFields | Refusal {
  const read = new Map<string, Template>();
  for (const [name, text] of Object.entries(fields)) {
    const template = readLabelTemplate(text);
    if (isRefusal(template)) return { ...template, at: `/fields/${name}` };
    read.set(name, template);
  }
  return read;
}

/** The fields with a label's values in them, in the job's order. */
export function fillJobFields(fields: JobFields, label: ItemLabel, fnc1?: string): Map<string, string> | Refusal {
  const filled = new Map<string, string>();
  for (const [name, template] of fields) {
    const value = fillLabelTemplate(template, label, fnc1);
    if (isRefusal(value)) return value;
    filled.set(name, value);
  }
  return filled;
}

/** A coder marks cartons; labels of containers need a printer that draws them whole. */
export function itemOnly(label: Label): ItemLabel {
  if (label.symbol !== 'gs1-128') return label;
  throw new DeviceFault('rejected', 'this coder prints no container labels');
}

/** A refusal as the fault of a device that cannot do what it is told. */
export function orRejected<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new DeviceFault('rejected', `${value.at ?? ''} ${value.detail}`.trim());
  return value;
}
