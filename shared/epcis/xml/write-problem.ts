import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import { isNcName, xmlText } from '../../wire/write-xml.ts';
import { type JobProblem, PROBLEM_NAMESPACE } from '../capture-job.ts';
import { extensionAttributes } from './write-attributes.ts';
import { writeContent, writeExtensions } from './write-extension.ts';
import { declarations } from './write-names.ts';
import { rootNamespaces } from './write-root.ts';
import { type Target, targetOf, within } from './write-target.ts';
import { treeOf } from './write-tree.ts';

const ROOT = 'epcis:EPCISException';
const ordered = ['type', 'title', 'status', 'detail', 'instance'];
const uncarried = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * A problem as the EPCISException that is the root of an answer (EPCglobal-epcis-2_0.xsd). Members of the problem that RFC 9457 does not
 * know stand in the namespace of its appendix B. What XML cannot carry of a text is told as U+FFFD: a problem is always told.
 */
export function problemXml(problem: JobProblem): string | Refusal {
  const root = rootNamespaces('2.0', ['epcis']);
  const to = targetOf(new Map(), root, { version: '2.0' }, { depth: 0, isHead: true });
  const carried = Object.entries(treeOf(problem)).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replace(uncarried, '\uFFFD') : value,
  ]);
  const wrong = writeMembers(Object.fromEntries(carried), to);
  if (wrong !== undefined) return wrong;
  const body = to.out.take();
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${ROOT}${declarations(root.close())}>${body}</${ROOT}>\n`;
}

/** The element of one problem, of this name. What others added without a prefix stands in the namespace of RFC 9457, appendix B. */
export function writeProblem(name: string, problem: JsonObject, to: Target): Refusal | undefined {
  const attributes = extensionAttributes(problem, to);
  if (isRefusal(attributes)) return attributes;
  to.out.open(name, attributes);
  const wrong = writeMembers(problem, to);
  if (wrong !== undefined) return wrong;
  to.out.close(name);
  return undefined;
}

function writeMembers(problem: JsonObject, to: Target): Refusal | undefined {
  for (const name of ordered) {
    const value = problem[name];
    const wrong = value === undefined ? undefined : writeText(name, String(value), to);
    if (wrong !== undefined) return wrong;
  }
  const bare = Object.entries(problem).filter(([name]) => !ordered.includes(name) && !name.includes(':'));
  for (const [name, value] of bare) {
    const wrong = writeAdded(name, value, to);
    if (wrong !== undefined) return within(name, wrong);
  }
  return writeExtensions(problem, to);
}

/** An element of text alone. */
export function writeText(name: string, text: string, to: Target): Refusal | undefined {
  const escaped = xmlText(text);
  if (typeof escaped !== 'string') return within(name, escaped);
  to.out.leaf(name, escaped);
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
