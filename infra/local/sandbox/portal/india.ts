import { child, elementsOf, type Node, readXml } from '../sncm/xml.ts';
import { failed, type Judged, type Portal, type Problem, problem, type Registered } from './problem.ts';

const levels = ['primary', 'secondary', 'tertiary'];

interface Unit {
  readonly level: string;
  parent?: string;
}

interface Book {
  readonly units: Map<string, Unit>;
  /** Of batches, by product and number. */
  readonly expiries: Map<string, string>;
}

/** iVEDA: packs of lots for export and what they are in. An upload is taken whole or not at all, and a parent follows its children. */
export function newIndia(registered: Registered): Portal {
  const book: Book = { units: new Map(), expiries: new Map() };
  return {
    judge: (file) => {
      const root = readable(file);
      if (root === undefined) return failed(problem('FORM', 'it is no XML'));
      const wrong = headProblem(root, registered) ?? expiryProblem(root, book);
      return wrong === undefined ? take(book, root) : failed(wrong);
    },
    unit: (code) => book.units.get(code),
    forget: (code) => void book.units.delete(code),
  };
}

function readable(file: string): Node | undefined {
  try {
    return readXml(file);
  } catch {
    return undefined;
  }
}

const attribute = (node: Node | undefined, name: string) =>
  node?.attributes.find((one) => one.name === name)?.value ?? '';
const levelOf = (root: Node) => attribute(root, 'level');

/** `<GTIN>.<serial>` or an SSCC; `undefined` where an element is neither. */
function codeOf(node: Node): string | undefined {
  const [gtin, serial, sscc] = ['gtin', 'serial', 'sscc'].map((name) => attribute(node, name));
  if (sscc !== '') return /^\d{18}$/.test(sscc ?? '') && gtin === '' ? sscc : undefined;
  return /^\d{14}$/.test(gtin ?? '') && /^[A-Za-z0-9]{1,20}$/.test(serial ?? '') ? `${gtin}.${serial}` : undefined;
}

function headProblem(root: Node, { glns, gtins }: Registered): Problem | undefined {
  if (root.name !== 'ParentChildData' || !levels.includes(levelOf(root)))
    return problem('FORM', 'it is no ParentChildData of a level');
  const gln = attribute(child(root, 'Manufacturer'), 'gln');
  if (!glns.has(gln)) return problem('UNKNOWN_GLN', `manufacturer ${gln || 'without GLN'} is not registered`);
  const gtin = attribute(child(root, 'Product'), 'gtin');
  if (!gtins.has(gtin)) return problem('UNKNOWN_GTIN', `product ${gtin || 'without GTIN'} is not registered`);
  const batch = child(root, 'Batch');
  const isSaid = attribute(batch, 'number') !== '' && /^\d{4}-\d\d-\d\d$/.test(attribute(batch, 'expiry'));
  return isSaid ? undefined : problem('FORM', 'Batch says no number, or no expiry');
}

function expiryProblem(root: Node, { expiries }: Book): Problem | undefined {
  const known = expiries.get(batchOf(root));
  const expiry = attribute(child(root, 'Batch'), 'expiry');
  return known === undefined || known === expiry
    ? undefined
    : problem('EXPIRY_DIFFERS', `the batch is known until ${known}`);
}

const batchOf = (root: Node) =>
  `${attribute(child(root, 'Product'), 'gtin')} ${attribute(child(root, 'Batch'), 'number')}`;

function take(book: Book, root: Node): Judged {
  const isPrimary = levelOf(root) === 'primary';
  const rows = elementsOf(root).filter(({ name }) => name === (isPrimary ? 'Pack' : 'Parent'));
  if (rows.length === 0) return failed(problem('FORM', 'nothing of its level is in it'));
  const fresh = new Set<string>();
  const packed = new Map<string, string>();
  const problems = rows.flatMap((row, i): Problem[] => {
    const wrong =
      newProblem(book, row, fresh) ??
      (isPrimary ? otherProblem(row, root) : childProblem(book, row, { fresh, packed }));
    return wrong === undefined ? [] : [{ ...wrong, row: i + 1 }];
  });
  if (problems.length > 0) return { rows: rows.length, problems };
  for (const code of fresh) book.units.set(code, { level: levelOf(root) });
  for (const [code, parent] of packed) {
    const unit = book.units.get(code);
    if (unit !== undefined) unit.parent = parent;
  }
  book.expiries.set(batchOf(root), attribute(child(root, 'Batch'), 'expiry'));
  return { rows: rows.length, problems: [] };
}

function newProblem({ units }: Book, row: Node, fresh: Set<string>): Problem | undefined {
  const code = codeOf(row);
  if (code === undefined) return problem('FORM', 'it has neither GTIN and serial nor SSCC');
  if (units.has(code) || fresh.has(code)) return problem('SERIAL_USED', `${code} is known`);
  fresh.add(code);
  return undefined;
}

/** The packs of an upload are of its product. */
function otherProblem(row: Node, root: Node): Problem | undefined {
  const gtin = attribute(row, 'gtin');
  const isOther = gtin !== attribute(child(root, 'Product'), 'gtin');
  return isOther ? problem('FORM', `${gtin} is not the product of the upload`) : undefined;
}

interface Upload {
  readonly fresh: ReadonlySet<string>;
  readonly packed: Map<string, string>;
}

/** A child was uploaded before, or stands above its parent. */
function childProblem({ units }: Book, row: Node, { fresh, packed }: Upload): Problem | undefined {
  const parent = codeOf(row) ?? '';
  const children = elementsOf(row);
  if (children.length === 0) return problem('EMPTY_PARENT', `nothing is in ${parent}`);
  for (const one of children) {
    const code = one.name === 'Child' ? codeOf(one) : undefined;
    if (code === undefined) return problem('FORM', 'a child has neither GTIN and serial nor SSCC');
    if ((!units.has(code) && !fresh.has(code)) || code === parent)
      return problem('CHILD_UNKNOWN', `${code} in ${parent} is not known`);
    const other = units.get(code)?.parent ?? packed.get(code);
    if (other !== undefined) return problem('HAS_PARENT', `${code} is in ${other}`);
    packed.set(code, parent);
  }
  return undefined;
}
