import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type * as v from 'valibot';
import { useHere } from '../shell/session-context.ts';
import { queryPath } from './query-path.ts';
import { firstPage, type Pages, type Turn, turnedPages } from './unit-pages.ts';
import { contentsShape, unitPath } from './unit-shape.ts';

type Told = v.InferOutput<typeof contentsShape>;

/** What may be asked of one container at a time, and shown of it. */
export const pageSizes = [50, 200, 1_000] as const;
const REFRESH_MS = 30_000;

export interface UnitBranch {
  readonly kind: 'unit';
  readonly epc: string;
  /** What its own events put into it and not out. */
  readonly children: number;
  readonly words: string;
}

/** A line of the tree: a thing, or what stands in the place of the things in one. */
export type Branch =
  | UnitBranch
  | { readonly kind: 'waiting'; readonly of: string }
  | { readonly kind: 'failed'; readonly of: string; readonly error: unknown }
  | {
      readonly kind: 'pages';
      readonly of: string;
      readonly from: number;
      readonly to: number;
      readonly among: number;
      readonly hasBefore: boolean;
      readonly next: string | undefined;
      /** What is being done; this page stays until that is there. */
      readonly turning: Turn | undefined;
    };

type Opened = ReadonlyMap<string, Pages>;

/** Things in a container, asked for as it is opened and as its pages are turned. */
export function useUnitTree(root: UnitBranch, at: string | undefined) {
  const { api } = useHere();
  const client = useQueryClient();
  const [perPage, setPerPage] = useState<number>(pageSizes[0]);
  const [pages, setPages] = useState<Opened>(() => new Map([[root.epc, firstPage]]));
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const opened = [...pages.keys()].filter((epc) => !closed.has(epc));
  const keyOf = (epc: string, tokens: readonly string[]) => ['api', contentsPath(epc, at, perPage, tokens)] as const;
  const asked = useQueries({
    queries: opened.map((epc) => {
      const queryKey = keyOf(epc, pages.get(epc)?.tokens ?? []);
      const refetchInterval = at === undefined && REFRESH_MS;
      return { queryKey, queryFn: () => api.get(queryKey[1], contentsShape), refetchInterval };
    }),
  });
  const inside = (unit: UnitBranch): readonly Branch[] | undefined => {
    const { epc, children } = unit;
    if (children === 0) return undefined;
    const { data, error } = asked[opened.indexOf(epc)] ?? {};
    const { tokens, before, by } = pages.get(epc) ?? firstPage;
    if (data !== undefined) return branchesOf(unit, data, tokens.length * perPage);
    const kept = before && client.getQueryData<Told>(keyOf(epc, before));
    if (kept !== undefined && before !== undefined && !error)
      return branchesOf(unit, kept, before.length * perPage, by);
    return [error ? { kind: 'failed', of: epc, error } : { kind: 'waiting', of: epc }];
  };
  const toggle = (epc: string, isOpen: boolean) => {
    if (isOpen && !pages.has(epc)) setPages(new Map([...pages, [epc, firstPage]]));
    const others = [...closed].filter((one) => one !== epc);
    setClosed(new Set(isOpen ? others : [...others, epc]));
  };
  const turn = (epc: string, by: Turn, next: string | undefined) =>
    setPages(new Map([...pages, [epc, turnedPages(pages.get(epc) ?? firstPage, by, next)]]));
  /** Every container begins at its first page then. */
  const size = (to: number) => {
    setPerPage(to);
    setPages(new Map([...pages.keys()].map((epc) => [epc, firstPage])));
  };
  const again = () => void client.refetchQueries({ type: 'active' });
  return { opened, inside, toggle, turn, perPage, size, again };
}

const contentsPath = (epc: string, at: string | undefined, perPage: number, tokens: readonly string[]) =>
  queryPath(`${unitPath(epc)}/contents`, { at, depth: 1, perPage, nextPageToken: tokens.at(-1) });

/** @param from how many were passed over */
function branchesOf({ epc: of, children: among }: UnitBranch, told: Told, from: number, turning?: Turn): Branch[] {
  const { contents, nextPageToken: next } = told;
  const things = contents.map(({ epc, children, exists, lot, disposition }): Branch => {
    const said = [exists, disposition?.replaceAll('_', ' '), lot && `lot ${lot}`];
    return { kind: 'unit', epc, children, words: said.filter(Boolean).join(' · ') };
  });
  if (from === 0 && next === undefined) return things;
  const shown = { from: from + 1, to: from + things.length, among, hasBefore: from > 0, next, turning };
  return [...things, { kind: 'pages', of, ...shown }];
}
