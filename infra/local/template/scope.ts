/** What names stand for while one stack's template is resolved. */
export interface Scope {
  readonly stack: string;
  /** `AWS::Region` and its like, without those that depend on nothing but the stack. */
  readonly pseudo: Readonly<Record<string, string>>;
  readonly parameters: ReadonlyMap<string, string | string[]>;
  readonly mappings: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  /** Throws when the template has no such condition. */
  condition(name: string): boolean;
  /** Answers `Ref` (no attribute) or `Fn::GetAtt` of a created resource; throws when there is none of that name. */
  resource(logicalId: string, attribute?: string): string;
  /** Value exported under a name by a stack created before; throws when there is none. */
  imported(name: string): unknown;
}

/** `AWS::NoValue`: the member or item that holds it is left out. */
export const noValue = Symbol('AWS::NoValue');
