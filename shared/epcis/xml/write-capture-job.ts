import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import type { JsonObject } from '../../wire/json.ts';
import type { CaptureJob } from '../capture-job.ts';
import { attributesFor, extensionAttributes } from './write-attributes.ts';
import { writeExtensions } from './write-extension.ts';
import { declarations } from './write-names.ts';
import { writeProblem, writeText } from './write-problem.ts';
import { rootNamespaces } from './write-root.ts';
import { type Style, type Target, targetOf, within } from './write-target.ts';
import { treeOf } from './write-tree.ts';

const ROOT = 'epcis:EPCISCaptureJob';

/**
 * The capture job as EPCIS XML (EPCglobal-epcis-2_0.xsd). What others added to a problem without a prefix stands in the
 * namespace that RFC 9457, appendix B, has for it. Refuses 1.2, which has no such thing, and what XML cannot carry: `at`
 * is a JSON pointer into the job.
 */
export function captureJobXml(job: CaptureJob, style: Style): string | Refusal {
  if (style.version === '1.2')
    return refuse('unsupported', 'EPCIS 1.2 has no capture jobs', {
      rule: 'EPCIS 2.0 REST binding, capture job',
      remedy: 'write XML 2.0 or JSON',
    });
  const root = rootNamespaces(style.version, ['epcis']);
  const to = targetOf(new Map(Object.entries(job['@context'] ?? {})), root, style, { depth: 1, isHead: true });
  const attributes = rootAttributes(job, to);
  if (isRefusal(attributes)) return attributes;
  const wrong = writeChildren(job, to);
  if (wrong !== undefined) return wrong;
  const body = to.out.take();
  const declared = declarations(root.close());
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${ROOT}${declared}${attributes}>${body}\n</${ROOT}>\n`;
}

function rootAttributes({ running, success, captureID, ...rest }: CaptureJob, to: Target): string | Refusal {
  const own = attributesFor(to);
  own.add('running', String(running));
  own.add('success', String(success));
  const wrong = own.add('captureID', captureID);
  if (wrong !== undefined) return within('captureID', wrong);
  const others = extensionAttributes(treeOf(rest), to);
  return isRefusal(others) ? others : own.text() + others;
}

function writeChildren(job: CaptureJob, to: Target): Refusal | undefined {
  const { captureErrorBehaviour, createdAt, finishedAt, errors = [], errorFile } = job;
  for (const [name, text] of Object.entries({ captureErrorBehaviour, createdAt, finishedAt })) {
    const wrong = text === undefined ? undefined : writeText(name, text, to);
    if (wrong !== undefined) return wrong;
  }
  const wrong = errorFile === undefined ? writeErrors(errors.map(treeOf), to) : writeText('errorFile', errorFile, to);
  return wrong ?? writeExtensions(treeOf(job), to);
}

function writeErrors(errors: readonly JsonObject[], to: Target): Refusal | undefined {
  if (errors.length === 0) return undefined;
  to.out.open('errors');
  for (const [index, error] of errors.entries()) {
    const wrong = writeProblem('error', error, to);
    if (wrong !== undefined) return within('errors', within(index, wrong));
  }
  to.out.close('errors');
  return undefined;
}
