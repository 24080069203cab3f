export interface Problem {
  readonly code: string;
  readonly text: string;
  /** The pack, container, place or event that it is about. */
  readonly object?: string;
}

/** Why a message is not taken: a hub takes all of it or nothing. */
export class HubProblem extends Error {
  readonly problem: Problem;

  constructor(code: string, text: string, object?: string) {
    super(text);
    this.problem = { code, text, ...(object !== undefined && { object }) };
  }
}
