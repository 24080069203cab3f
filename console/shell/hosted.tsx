import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Needs } from '../needs.ts';
import type { PageProps } from '../page-props.ts';
import type { Route } from '../route.ts';
import { useHere } from './session-context.ts';

type Show = (needs: Needs, route: Route) => HTMLElement;

/** A page that builds its own elements, in the frame of the others. */
export const hosted = (load: () => Promise<Show>) => async () => {
  const show = await load();
  return function Hosted({ route }: PageProps) {
    const holder = useRef<HTMLDivElement>(null);
    const { api, username, may } = useHere();
    const client = useQueryClient();
    useEffect(() => {
      const recount = () => void client.invalidateQueries();
      holder.current?.replaceChildren(show({ api, me: username, may, recount }, route));
    }, [api, username, may, route, client]);
    return <div ref={holder} className="hosted" />;
  };
};
