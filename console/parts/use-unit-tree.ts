import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useHere } from '../shell/session-context.ts';
import { queryPath } from './query-path.ts';
import { type Content, contentsShape, unitPath } from './unit-shape.ts';

/** What is asked of one container at a time, and shown of it. */
const PER_PAGE = 50;

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
    };

/** Tokens of the pages up to the one that is shown; none for the first. */
type Opened = ReadonlyMap<string, readonly string[]>;

/** Things in a container, asked for as it is opened and as its pages are turned. */
export function useUnitTree(root: UnitBranch, at: string | undefined) {
  const { api } = useHere();
  const client = useQueryClient();
  const [pages, setPages] = useState<Opened>(() => new Map([[root.epc, []]]));
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const opened = [...pages.keys()].filter((epc) => !closed.has(epc));
  const asked = useQueries({
    queries: opened.map((epc) => {
      const path = queryPath(`${unitPath(epc)}/contents`, {
        at,
        depth: 1,
        perPage: PER_PAGE,
        nextPageToken: pages.get(epc)?.at(-1),
      });
      return { queryKey: ['api', path], queryFn: () => api.get(path, contentsShape) };
    }),
  });
  const inside = ({ epc, children }: UnitBranch): readonly Branch[] | undefined => {
    if (children === 0) return undefined;
    const { data, error } = asked[opened.indexOf(epc)] ?? {};
    if (data !== undefined) return branchesOf(epc, children, data.contents, pages.get(epc) ?? [], data.nextPageToken);
    return [error ? { kind: 'failed', of: epc, error } : { kind: 'waiting', of: epc }];
  };
  const toggle = (epc: string, isOpen: boolean) => {
    if (isOpen && !pages.has(epc)) setPages(new Map([...pages, [epc, []]]));
    const others = [...closed].filter((one) => one !== epc);
    setClosed(new Set(isOpen ? others : [...others, epc]));
  };
  /** To the page of a token, or to the one before. */
  const turn = (epc: string, token: string | undefined) => {
    const before = pages.get(epc) ?? [];
    setPages(new Map([...pages, [epc, token === undefined ? before.slice(0, -1) : [...before, token]]]));
  };
  return { opened, inside, toggle, turn, again: () => void client.refetchQueries({ type: 'active' }) };
}

function branchesOf(
  of: string,
  among: number,
  contents: readonly Content[],
  tokens: readonly string[],
  next: string | undefined,
): Branch[] {
  const things = contents.map(({ epc, children, exists, lot, disposition }): Branch => {
    const said = [exists, disposition?.replaceAll('_', ' '), lot && `lot ${lot}`];
    return { kind: 'unit', epc, children, words: said.filter(Boolean).join(' · ') };
  });
  if (tokens.length === 0 && next === undefined) return things;
  const from = tokens.length * PER_PAGE;
  const shown = { from: from + 1, to: from + things.length, among, hasBefore: tokens.length > 0, next };
  return [...things, { kind: 'pages', of, ...shown }];
}
