import type { ListenAt } from '../listen.ts';
import type { Listening } from './listener.ts';

/** Some readers tell results on a port of their own; 0 takes a free one. */
export interface ReaderListenAt extends ListenAt {
  readonly resultsPort?: number | undefined;
}

export interface ReaderListening extends Listening {
  readonly resultsPort?: number | undefined;
}

/** What a reader speaks, whatever it looks at. */
export interface ReaderLanguage {
  /** The wire: whether it takes a picture now. One that is offline does not. */
  triggered(sequence: number): boolean;
  /** Tells the result of a picture to whoever is connected. */
  tell(result: string): void;
  drop(): void;
  listen(at: ReaderListenAt): Promise<ReaderListening>;
}
