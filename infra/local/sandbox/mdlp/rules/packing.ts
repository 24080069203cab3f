import { childOf, type Node, textOf } from '../documents/read-xml.ts';
import type { Container } from '../register/containers.ts';
import { isPack, type State } from '../register/states.ts';
import { type Rejection, reject } from './codes.ts';
import { subjectOf } from './head.ts';
import { type Doc, hasCheckDigit, type Ruling, type World } from './judged.ts';

/** Goods that may be put into containers and taken out. */
const atRest: readonly State[] = ['marked', 'in_circulation', 'arrived', 'declared'];

/** 911, 914, 915, 916: containers are packed or added to, each whole or not at all. */
export function packInto(doc: Doc, world: World): Ruling {
  const errors: Rejection[] = [];
  let taken = 0;
  for (const { sscc, content } of filled(doc.root)) {
    const problems = packOne(sscc, content, doc, world);
    for (const problem of problems) errors.push(problem);
    if (problems.length === 0) taken++;
  }
  return { errors, taken, notices: [] };
}

function filled(root: Node): { sscc: string; content: readonly Node[] }[] {
  const details = root.children.find(({ name }) => name.startsWith('by_') || name === 'info_append');
  return (details?.children ?? [root]).map((one) => ({
    sscc: textOf(one, 'sscc') ?? '',
    content: childOf(one, 'content')?.children ?? [],
  }));
}

function packOne(sscc: string, content: readonly Node[], doc: Doc, world: World): Rejection[] {
  const { register } = world;
  const isNew = doc.type === 911 || doc.type === 915;
  const existing = register.container(sscc);
  if (!hasCheckDigit(sscc)) return [reject('SSCC_CHECK_DIGIT', sscc)];
  if (isNew && existing !== undefined) return [reject('SSCC_IN_USE', sscc)];
  if (!isNew && existing === undefined) return [reject('UNKNOWN_SSCC', sscc)];
  const problems = [
    ...(existing === undefined ? [] : (restProblem(existing, doc, world) ?? [])),
    ...content.flatMap((one) => contentProblem(one, existing, doc, world) ?? []),
  ];
  if (problems.length > 0) return problems;
  const container = existing ?? register.openContainer(sscc, doc.at);
  for (const { name, text } of content) {
    const inner = name === 'sscc' ? register.container(text) : undefined;
    if (inner === undefined) register.putIn(register.find(text), container);
    else register.nest(inner, container);
  }
  return [];
}

function contentProblem({ name, text }: Node, into: Container | undefined, doc: Doc, world: World) {
  const { register } = world;
  if (name === 'sgtin') {
    const row = register.find(text);
    return (
      packProblem(row, text, doc, world) ??
      (register.containerOf(row) === undefined ? undefined : reject('INSIDE_CONTAINER', text))
    );
  }
  const inner = register.container(text);
  if (inner === undefined) return reject(hasCheckDigit(text) ? 'UNKNOWN_SSCC' : 'SSCC_CHECK_DIGIT', text);
  if (inner.parent !== undefined || isWithin(into, inner)) return reject('INSIDE_CONTAINER', text);
  return restProblem(inner, doc, world)?.[0];
}

function isWithin(one: Container | undefined, other: Container): boolean {
  for (let at = one; at !== undefined; at = at.parent) if (at === other) return true;
  return false;
}

/** Of what is in a container. */
function restProblem(container: Container, doc: Doc, world: World): Rejection[] | undefined {
  for (const row of world.register.allIn(container)) {
    const problem = packProblem(row, container.sscc, doc, world);
    if (problem !== undefined) return [problem];
  }
  return undefined;
}

function packProblem(row: number, object: string, doc: Doc, { register, subjects }: World): Rejection | undefined {
  if (row === 0) return reject(hasCheckDigit(object.slice(0, 14)) ? 'UNKNOWN_SGTIN' : 'GTIN_CHECK_DIGIT', object);
  const { state, holder } = register.read(row);
  if (!isPack(state)) return reject('UNKNOWN_SGTIN', object);
  if (!atRest.includes(state)) return reject('WRONG_STATE', object, state);
  return subjects.isSame(holder, subjectOf(doc)) ? undefined : reject('NOT_HELD', object);
}

/** 913: packs and containers leave what they are in. */
export function takeOut(doc: Doc, world: World): Ruling {
  const { register } = world;
  const objects = childOf(doc.root, 'content')?.children ?? [];
  const errors = objects.flatMap(({ name, text }) => {
    const inner = name === 'sscc' ? register.container(text) : undefined;
    if (name === 'sscc' && inner === undefined) return [reject('UNKNOWN_SSCC', text)];
    const row = inner === undefined ? register.find(text) : 0;
    const problem = inner === undefined ? packProblem(row, text, doc, world) : restProblem(inner, doc, world)?.[0];
    if (problem !== undefined) return [problem];
    const isInside = inner === undefined ? register.containerOf(row) !== undefined : inner.parent !== undefined;
    if (!isInside) return [reject('WRONG_STATE', text, 'it is in no container')];
    if (inner === undefined) register.takeOut(row);
    else register.nest(inner, undefined);
    return [];
  });
  return { errors, taken: objects.length - errors.length, notices: [] };
}

/** 912: containers are unpacked, and with `is_recursive` all that are in them. */
export function unpack(doc: Doc, world: World): Ruling {
  const { register } = world;
  const named = doc.root.children.filter(({ name }) => name === 'sscc').map(({ text }) => text);
  const isDeep = textOf(doc.root, 'is_recursive') !== undefined;
  const open = (container: Container): void => {
    for (const row of [...register.directlyIn(container)]) register.takeOut(row);
    for (const child of [...container.children]) {
      register.nest(child, undefined);
      if (isDeep) open(child);
    }
    register.dropContainer(container);
  };
  const errors = named.flatMap((sscc) => {
    const container = register.container(sscc);
    if (container === undefined) return [reject(hasCheckDigit(sscc) ? 'UNKNOWN_SSCC' : 'SSCC_CHECK_DIGIT', sscc)];
    const problem = restProblem(container, doc, world);
    if (problem === undefined) open(container);
    return problem ?? [];
  });
  return { errors, taken: named.length - errors.length, notices: [] };
}
