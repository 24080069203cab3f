import * as v from 'valibot';
import type { Container } from '../register/containers.ts';
import { bodyOf, described, told } from './answers.ts';
import type { Answer, Context } from './context.ts';
import { page } from './documents.ts';
import { packTeller } from './packs.ts';

const list = v.object({ ...page });

/** The register of containers: what is in them and what they are in. */
export function containers(context: Context) {
  const { register } = context.book.world;
  const tell = packTeller(context);
  const brief = ({ sscc, packedAt }: Container) => ({ sscc, packing_date: new Date(packedAt).toISOString() });
  const above = (container: Container | undefined): Container[] =>
    container === undefined ? [] : [...above(container.parent), container];
  const below = (container: Container): object => ({
    ...brief(container),
    childs: [
      ...[...container.children].map(below),
      ...[...register.directlyIn(container)].map((row) => {
        const { sgtin, gtin, status, expiration_date, batch } = tell(row);
        return { sgtin, sscc: container.sscc, gtin, status, expiration_date, series_number: batch };
      }),
    ],
  });
  const upTo = (chain: readonly Container[]): object | undefined => {
    const [first, ...rest] = chain;
    return first && { ...brief(first), ...(rest.length > 0 && { childs: [upTo(rest)] }) };
  };
  const withContainer =
    (answer: (container: Container, body: Buffer) => ReturnType<Answer>): Answer =>
    ({ body }, { subject }, [sscc = '']) => {
      const container = register.container(sscc);
      const [row] = container === undefined ? [] : register.allIn(container);
      const ids = row === undefined ? [] : [register.read(row).holder, register.read(row).other];
      const isSeen = ids.some((id) => context.subjects.of(id) === subject);
      return container === undefined || !isSeen
        ? described(404, 'no such container of yours')
        : answer(container, body);
    };
  return {
    'sscc-hierarchy': withContainer((container) =>
      told({ up: above(container.parent).toReversed().map(brief), down: [...container.children].map(brief) }),
    ),
    'sscc-sgtins': withContainer((container, body) => {
      const asked = bodyOf(list, body);
      if ('wrong' in asked) return asked.wrong;
      const { start_from, count } = asked.read;
      const rows = [...register.allIn(container)];
      return told({ entries: rows.slice(start_from, start_from + count).map(tell), total: rows.length });
    }),
    'sscc-full-hierarchy': withContainer((container) => told({ up: upTo(above(container)), down: below(container) })),
  };
}
