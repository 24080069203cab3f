/** A transport package, by its SSCC. */
export interface Container {
  readonly number: number;
  readonly sscc: string;
  /** Milliseconds since 1970. */
  readonly packedAt: number;
  parent: Container | undefined;
  readonly children: Set<Container>;
  /** The first of its packs, 0 for none: the others follow it in the packs' columns. */
  first: number;
}

export function newContainers() {
  const bySscc = new Map<string, Container>();
  const byNumber: (Container | undefined)[] = [undefined];
  return {
    get: (sscc: string): Container | undefined => bySscc.get(sscc),
    at: (number: number): Container | undefined => byNumber[number],
    open: (sscc: string, packedAt: number): Container => {
      const container: Container = {
        number: byNumber.length,
        sscc,
        packedAt,
        parent: undefined,
        children: new Set(),
        first: 0,
      };
      byNumber.push(container);
      bySscc.set(sscc, container);
      return container;
    },
    nest: (child: Container, parent: Container | undefined): void => {
      child.parent?.children.delete(child);
      parent?.children.add(child);
      child.parent = parent;
    },
    /** It is no more; it must be empty. */
    drop: (container: Container): void => {
      container.parent?.children.delete(container);
      bySscc.delete(container.sscc);
      byNumber[container.number] = undefined;
    },
  };
}

/** A container and all that are in it, outermost first. */
export function* withInner(container: Container): Generator<Container> {
  yield container;
  for (const child of container.children) yield* withInner(child);
}
