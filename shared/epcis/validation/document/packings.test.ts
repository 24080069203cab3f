import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packings } from './packings.ts';

const things = fc.constantFrom('a', 'b', 'c', 'd');
const step = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), child: things, parent: things }),
  fc.record({ kind: fc.constant('takeOut' as const), child: things, parent: things }),
  fc.record({ kind: fc.constant('empty' as const), child: things, parent: things }),
);

test('a child is in the parent it was put into last, until it is taken out or the parent emptied', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const packed = packings();
      const model = new Map<string, string>();
      for (const { kind, child, parent } of steps) {
        if (kind === 'put') {
          packed.put(child, parent);
          model.set(child, parent);
        } else if (kind === 'takeOut') {
          packed.takeOut(child);
          model.delete(child);
        } else {
          packed.empty(parent);
          for (const [inner, outer] of [...model]) if (outer === parent) model.delete(inner);
        }
      }
      expect(packed.size).toBe(model.size);
      for (const thing of ['a', 'b', 'c', 'd']) {
        expect(packed.parentOf(thing)).toBe(model.get(thing));
        expect(packed.isEmpty(thing)).toBe(![...model.values()].includes(thing));
      }
    }),
  );
});
