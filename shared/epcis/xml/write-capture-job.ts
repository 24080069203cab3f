import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import { isNcName, xmlText } from '../../wire/write-xml.ts';
import { type CaptureJob, PROBLEM_NAMESPACE } from '../capture-job.ts';
import { attributesFor, extensionAttributes } from './write-attributes.ts';
import { writeContent, writeExtensions } from './write-extension.ts';
import { declarations } from './write-names.ts';
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

function writeText(name: string, text: string, to: Target): Refusal | undefined {
  const escaped = xmlText(text);
  if (typeof escaped !== 'string') return within(name, escaped);
  to.out.leaf(name, escaped);
  return undefined;
}

function writeErrors(errors: readonly JsonObject[], to: Target): Refusal | undefined {
  if (errors.length === 0) return undefined;
  to.out.open('errors');
  for (const [index, error] of errors.entries()) {
    const wrong = writeError(error, to);
    if (wrong !== undefined) return within('errors', within(index, wrong));
  }
  to.out.close('errors');
  return undefined;
}

const ordered = ['type', 'title', 'status', 'detail', 'instance'];

function writeError(error: JsonObject, to: Target): Refusal | undefined {
  const attributes = extensionAttributes(error, to);
  if (isRefusal(attributes)) return attributes;
  to.out.open('error', attributes);
  for (const name of ordered) {
    const value = error[name];
    const wrong = value === undefined ? undefined : writeText(name, String(value), to);
    if (wrong !== undefined) return wrong;
  }
  const bare = Object.entries(error).filter(([name]) => !ordered.includes(name) && !name.includes(':'));
  for (const [name, value] of bare) {
    const wrong = writeAdded(name, value, to);
    if (wrong !== undefined) return within(name, wrong);
  }
  const wrong = writeExtensions(error, to);
  if (wrong !== undefined) return wrong;
  to.out.close('error');
  return undefined;
}

/** A member that someone added to a problem, or one element for each item of a list. */
function writeAdded(name: string, value: Json, to: Target): Refusal | undefined {
  if (!isNcName(name))
    return refuse('unsupported', `"${name}" is no name in XML`, { rule: 'Namespaces in XML 1.0 §3' });
  const element = `${to.names.prefixOf(PROBLEM_NAMESPACE, 'problem')}:${name}`;
  for (const item of Array.isArray(value) ? value : [value]) {
    const isNothing = item === null || (isJsonObject(item) && Object.keys(item).length === 0);
    const wrong = item === null ? undefined : writeContent(element, isNothing ? '' : item, to);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
