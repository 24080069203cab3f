import type { Element, Part } from './grammar.ts';
import type { Kind } from './kind.ts';
import type { Node } from './read-xml.ts';
import { forms } from './simple-types.ts';
import { kindByRoot } from './table.ts';

/** What is wrong, and where. */
export type Problem = string;

const MOST_PROBLEMS = 20;
const version = '1.38';
const ofDocuments = new Set(['version', 'session_ui', 'original_id', 'client_identifier']);

/** Judges a document by its kind, as strictly as the schemas do. */
export function checkDocument(documents: Node): { kind: Kind | undefined; problems: Problem[] } {
  const problems: Problem[] = [];
  if (documents.name !== 'documents') return { kind: undefined, problems: [`${documents.name}: documents expected`] };
  const unknown = Object.keys(documents.attributes).filter((name) => !ofDocuments.has(name) && !isNamespace(name));
  if (unknown.length > 0) problems.push(`documents: attribute ${unknown.join(', ')} is not known`);
  if (documents.attributes['version'] !== version)
    problems.push(`documents: type undefined, version ${version} is expected`);
  const [root, second] = documents.children;
  if (root === undefined || second !== undefined || documents.text.trim() !== '')
    return { kind: undefined, problems: [...problems, 'documents: exactly one document is expected'] };
  const kind = kindByRoot.get(root.name);
  if (kind === undefined) return { kind, problems: [...problems, `${root.name}: no document that is taken here`] };
  if (root.attributes['action_id'] !== String(kind.type))
    problems.push(`${root.name}: action_id ${kind.type} is expected`);
  const other = Object.keys(root.attributes).filter((name) => name !== 'action_id' && !isNamespace(name));
  if (other.length > 0) problems.push(`${root.name}: attribute ${other.join(', ')} is not known`);
  const seen = new Map<string, Set<string>>();
  checkParts(root, kind.parts, { problems, seen });
  return { kind, problems };
}

const isNamespace = (name: string) => name === 'xmlns' || name.startsWith('xmlns:') || name.startsWith('xsi:');

interface Notes {
  readonly problems: Problem[];
  readonly seen: Map<string, Set<string>>;
}

function checkParts(node: Node, parts: readonly Part[], notes: Notes): void {
  if (node.text.trim() !== '') note(notes, `${node.name}: text between elements`);
  let next = 0;
  for (const { of, least, most } of parts) {
    let count = 0;
    for (let child = node.children[next]; child !== undefined && count < most; child = node.children[next]) {
      const name = child.name;
      const element = of.find((one) => one.name === name);
      if (element === undefined) break;
      checkElement(child, element, notes);
      next++;
      count++;
    }
    if (count < least) {
      const found = node.children[next]?.name ?? 'the end';
      note(notes, `${node.name}: ${of.map(({ name }) => name).join(' or ')} expected, found ${found}`);
      return;
    }
  }
  const left = node.children[next];
  if (left !== undefined) note(notes, `${node.name}: ${left.name} is not expected there, or once too often`);
}

function checkElement(node: Node, element: Element, notes: Notes): void {
  const { name, parts, attributes = {} } = element;
  for (const [attribute, value] of Object.entries(node.attributes)) {
    const wanted = attributes[attribute];
    if (wanted === undefined || !forms[wanted](value)) note(notes, `${name}: attribute ${attribute} "${value}"`);
  }
  if (parts !== undefined) checkParts(node, parts, notes);
  else checkText(node, element, notes);
}

function checkText({ text, children }: Node, { name, form, key }: Element, notes: Notes) {
  if (children.length > 0 || (form !== undefined && !forms[form](text)))
    note(notes, `${name}: "${text.slice(0, 60)}" is not a ${form}`);
  if (key === undefined) return;
  const seen = notes.seen.get(key) ?? new Set();
  notes.seen.set(key, seen);
  if (seen.has(text)) note(notes, `${name}: ${text} is repeated`);
  seen.add(text);
}

function note({ problems }: Notes, problem: Problem): void {
  if (problems.length < MOST_PROBLEMS) problems.push(problem);
}
