import type { Config } from './config.ts';
import type { Stores } from './open-stores.ts';
import { type OrderEnder, orderEnder } from './site/foreign/end-order.ts';
import type { ForeignLine } from './site/foreign/foreign-line.ts';
import { Lane } from './site/foreign/lane.ts';
import { openForeignLine } from './site/foreign/open-foreign-line.ts';
import { resolverOf } from './site/foreign/resolver-of.ts';
import type { ForeignSettings } from './site/foreign/settings.ts';

/** A line of another maker with what it is configured with, for the interface that speaks for it. */
export interface OpenForeign {
  readonly settings: ForeignSettings;
  readonly line: ForeignLine;
  readonly resolver: ReturnType<typeof resolverOf>;
  readonly ender: OrderEnder;
  /** Nothing goes on after what is done at this moment. */
  readonly end: () => void;
}

interface Told {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told when the outbox has grown. */
  readonly posted: () => void;
  /** Told when an order wants more numbers than are here. */
  readonly short: () => void;
  /** Why nothing more may be recorded; undefined while there is room. */
  readonly diskFull: () => string | undefined;
}

/** The lines of other makers. What they speak (HTTP, files, OPC UA) is opened over their ports. */
export const openForeign = ({ foreign }: Pick<Config, 'foreign'>, stores: Stores, told: Told): OpenForeign[] =>
  foreign.map((settings) => {
    const { line, readPoint, bizLocation } = settings;
    const lane = new Lane();
    const setup = { ...told, stores, line, lane, place: { readPoint, bizLocation } };
    return {
      settings,
      line: openForeignLine(setup),
      resolver: resolverOf(setup),
      ender: orderEnder(setup),
      end: () => lane.end(),
    };
  });
