import { textOf } from '../documents/read-xml.ts';
import { type Rejection, reject } from './codes.ts';
import { subjectOf } from './head.ts';
import { type Doc, type Earlier, type Ruling, rejected, type World } from './judged.ts';
import { objectsOf } from './objects.ts';

/** Documents of this sandbox that 250 takes back. */
const recallable = [313, 335, 342, 431, 541];

/** 250: an earlier document of one's own is taken back, for the goods that nothing has touched since. */
export function recall(doc: Doc, world: World): Ruling {
  const id = textOf(doc.root, 'operation_id') ?? '';
  const earlier = world.earlier(id);
  if (earlier === undefined || earlier.by !== doc.by || !recallable.includes(earlier.type))
    return rejected(reject('UNKNOWN_DOCUMENT', undefined, id));
  if (textOf(doc.root, 'recall_action_id') !== String(earlier.type))
    return rejected(reject('OTHER_DOCUMENT', undefined, id));
  if (earlier.isRecalled) return rejected(reject('ALREADY_RECALLED', undefined, id));
  const errors: Rejection[] = [];
  const objects = objectsOf(earlier.root);
  for (const { kind, id: object } of objects) {
    const rows = kind === 'sgtin' ? [world.register.find(object)] : rowsIn(object, world);
    const mine = rows.filter((row) => world.register.read(row).last === earlier.number);
    // Of a container the packs that the document did not change stay as they are.
    if (mine.length === 0 || (kind === 'sscc' && mine.length < rows.length)) errors.push(reject('MOVED_ON', object));
    else for (const row of mine) restore(row, earlier, doc, world);
  }
  const taken = objects.length - errors.length;
  if (taken > 0) world.markRecalled(id);
  return { errors, taken, notices: [] };
}

function rowsIn(sscc: string, { register }: World): number[] {
  const container = register.container(sscc);
  return container === undefined ? [] : [...register.allIn(container)];
}

function restore(row: number, { type, root }: Earlier, doc: Doc, { register }: World): void {
  const touched = { last: doc.number, since: Math.floor(doc.at / 1000) };
  if (type === 431) register.write(row, { ...touched, holder: textOf(root, 'subject_id') ?? subjectOf(doc) });
  else register.write(row, { ...touched, state: register.read(row).before });
}
